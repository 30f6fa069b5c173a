"use client";

import { type MouseEvent, useEffect, useRef } from "react";
import { classNames } from "@/lib/class-names";
import type { Point, Size } from "@/lib/ink/stroke";
import { fittedSize } from "@/lib/picture/fit";
import type { Rendition } from "@/lib/picture/prepare";
import { characterAt } from "@/lib/reading/character-at";
import type { Character } from "@/lib/reading/reading";
import { useObjectUrl } from "@/lib/use-object-url";
import { useSize } from "@/lib/use-size";
import { words } from "@/lib/words/words";
import { BoxOverlay } from "../answer/box-overlay";
import { roomOnDesk } from "../room";
import { type Zoom, ZoomButtons } from "./zoom-buttons";

type PictureStageProps = {
  readonly name: string;
  /** What was sent; a string says why there is nothing to show. */
  readonly shown: Rendition | string;
  /** Of the picture that was read, in the pixels of the boxes. */
  readonly size: Size;
  readonly zoom: Zoom;
  readonly onZoom: (zoom: Zoom) => void;
  readonly characters: readonly Character[];
  readonly highlighted: Character | null;
  readonly onHighlight: (character: Character | null) => void;
};

/** The picture as it was read, fitted into its room or larger, and the boxes over it. */
export function PictureStage(props: PictureStageProps) {
  const { shown, size, zoom, characters, highlighted, onHighlight } = props;
  const room = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const roomSize = useSize(room);
  const fitted = roomSize === null ? null : fittedSize(size, roomSize, zoom);
  const scale = fitted === null ? 1 : fitted.width / size.width;

  useEffect(() => {
    if (highlighted !== null && scroller.current !== null) {
      bringIntoSight(scroller.current, highlighted, scale);
    }
  }, [highlighted, scale]);

  function pointUnder(event: MouseEvent<HTMLElement>): Point {
    const corner = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - corner.left) / scale, y: (event.clientY - corner.top) / scale };
  }

  function highlight(event: MouseEvent<HTMLElement>): void {
    onHighlight(characterAt(pointUnder(event), characters));
  }

  return (
    <div ref={room} className={classNames("relative", roomOnDesk)}>
      <section
        ref={scroller}
        aria-label={words.pictures.picture(props.name)}
        // A picture has its left on the left in every language.
        dir="ltr"
        tabIndex={zoom > 1 ? 0 : undefined}
        className="absolute inset-0 flex overflow-auto overscroll-contain rounded-2xl bg-well shadow-card focus-ring"
      >
        {fitted !== null && (
          <div
            data-slot="picture"
            className="relative m-auto shrink-0"
            style={fitted}
            onPointerMove={highlight}
            onPointerDown={highlight}
            onPointerLeave={(event) => event.pointerType === "mouse" && onHighlight(null)}
          >
            {typeof shown === "string" ? (
              <p className="flex size-full items-center justify-center bg-surface p-6 text-center text-sm text-balance text-muted">
                {shown}
              </p>
            ) : (
              <Shown name={props.name} rendition={shown} />
            )}
            <div className={classNames("contents", typeof shown !== "string" && "by-day")}>
              <BoxOverlay
                characters={characters}
                highlighted={highlighted}
                picture={size}
                scale={scale}
              />
            </div>
          </div>
        )}
      </section>
      {typeof shown !== "string" && <ZoomButtons zoom={zoom} onZoom={props.onZoom} />}
    </div>
  );
}

function Shown({ name, rendition }: { readonly name: string; readonly rendition: Rendition }) {
  const url = useObjectUrl(rendition.image);
  if (url === null) return null;
  return (
    // biome-ignore lint/performance/noImgElement: it comes from this page, not from a server
    <img src={url} alt={name} draggable={false} className="block size-full select-none" />
  );
}

function bringIntoSight(scroller: HTMLElement, { box }: Character, scale: number): void {
  const [left, right] = [box.x * scale, (box.x + box.width) * scale];
  const [top, bottom] = [box.y * scale, (box.y + box.height) * scale];
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
  const inSight =
    left >= scrollLeft &&
    right <= scrollLeft + clientWidth &&
    top >= scrollTop &&
    bottom <= scrollTop + clientHeight;
  if (inSight) return;
  scroller.scrollTo({
    left: (left + right - clientWidth) / 2,
    top: (top + bottom - clientHeight) / 2,
  });
}
