import type { KeptPicture } from "@/lib/history/entry";
import { useObjectUrl } from "@/lib/use-object-url";

type KeptPictureImageProps = {
  readonly picture: KeptPicture;
  readonly alt: string;
  readonly className: string;
};

export function KeptPictureImage({ picture, alt, className }: KeptPictureImageProps) {
  const url = useObjectUrl(picture.image);
  if (url === null) return <span className={className} />;
  return (
    // biome-ignore lint/performance/noImgElement: the picture is in the browser already.
    <img src={url} alt={alt} width={picture.width} height={picture.height} className={className} />
  );
}
