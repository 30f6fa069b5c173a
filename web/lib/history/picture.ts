import type { KeptPicture } from "./entry";

/** Large enough to see what was read, small enough for two hundred of them. */
const longestSide = 800;

/** `null` where the browser cannot show the picture. */
export async function pictureToKeep(image: Blob): Promise<KeptPicture | null> {
  try {
    const bitmap = await createImageBitmap(image);
    const { width, height } = bitmap;
    const scale = longestSide / Math.max(width, height);
    const kept = scale < 1 ? await reduced(bitmap, scale) : image;
    bitmap.close();
    return { image: kept, width, height };
  } catch {
    return null;
  }
}

async function reduced(bitmap: ImageBitmap, scale: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is no canvas.");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return blobOf(canvas, "image/webp");
}

export function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("The canvas is too large.")) : resolve(blob)),
      type,
      0.85,
    );
  });
}
