import { ZoomIn, ZoomOut } from "lucide-react";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

const zooms = [1, 2, 4, 8] as const;

/** How many times as large as it fits into its room a picture is shown. */
export type Zoom = (typeof zooms)[number];

type ZoomButtonsProps = { readonly zoom: Zoom; readonly onZoom: (zoom: Zoom) => void };

export function ZoomButtons({ zoom, onZoom }: ZoomButtonsProps) {
  const closer = zooms[zooms.indexOf(zoom) + 1];
  const farther = zooms[zooms.indexOf(zoom) - 1];
  return (
    <div className="absolute end-2 bottom-2 flex gap-1.5 opacity-90">
      {farther !== undefined && (
        <Button
          aria-label={words.pictures.zoomOut}
          title={words.pictures.zoomOut}
          className="px-0"
          onClick={() => onZoom(farther)}
        >
          <ZoomOut aria-hidden="true" />
        </Button>
      )}
      <Button
        aria-label={words.pictures.zoomIn}
        title={words.pictures.zoomIn}
        className="px-0"
        disabled={closer === undefined}
        onClick={() => closer !== undefined && onZoom(closer)}
      >
        <ZoomIn aria-hidden="true" />
      </Button>
    </div>
  );
}
