"use client";

import { Check, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import ReactCrop, { type PercentCrop } from "react-image-crop";
import "react-image-crop/dist/ReactCrop.css";
import "./crop-frame.css";
import { classNames } from "@/lib/class-names";
import type { Part } from "@/lib/picture/edit";
import { fittedSize } from "@/lib/picture/fit";
import type { Rendition } from "@/lib/picture/prepare";
import { useObjectUrl } from "@/lib/use-object-url";
import { useSize } from "@/lib/use-size";
import { words } from "@/lib/words/words";
import { roomOnDesk } from "../room";
import { Button } from "../ui/button";

type CropDeskProps = {
  readonly picture: Rendition;
  /** The frame at the beginning. */
  readonly part: Part;
  readonly onCrop: (part: Part) => void;
  readonly onCancel: () => void;
};

const smallest = 16;

/** A frame over the whole picture, to be drawn by pointer or moved by keys. */
export function CropDesk({ picture, part, onCrop, onCancel }: CropDeskProps) {
  const room = useRef<HTMLDivElement>(null);
  const roomSize = useSize(room);
  const url = useObjectUrl(picture.image);
  const [frame, setFrame] = useState<PercentCrop>(() => inPercent(part));
  const lastDrawn = useRef(frame);

  const ready = roomSize !== null && url !== null;
  useEffect(() => {
    if (ready) room.current?.querySelector<HTMLElement>(".ReactCrop__crop-selection")?.focus();
  }, [ready]);

  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => key === "Escape" && onCancel();
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [onCancel]);

  /** A click beside the frame, which draws none, leaves it as it was. */
  function settle(next: PercentCrop): void {
    if (next.width === 0 || next.height === 0) setFrame(lastDrawn.current);
    else lastDrawn.current = next;
  }

  return (
    <section aria-label={words.pictures.cropping} className="flex flex-col gap-3">
      <div className={classNames("relative", roomOnDesk)}>
        <div className="absolute inset-0 flex rounded-2xl bg-well p-4 shadow-card">
          <div ref={room} className="flex min-w-0 grow items-center justify-center">
            {roomSize !== null && url !== null && (
              <ReactCrop
                className="crop-frame"
                crop={frame}
                onChange={(_, next) => setFrame(next)}
                minWidth={smallest}
                minHeight={smallest}
                onComplete={(_, next) => settle(next)}
                ariaLabels={words.pictures.frame}
              >
                {/* biome-ignore lint/performance/noImgElement: it comes from this page */}
                <img
                  src={url}
                  alt=""
                  draggable={false}
                  style={fittedSize(picture.size, roomSize, 1)}
                />
              </ReactCrop>
            )}
          </div>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <p className="flex-1 text-sm max-sm:basis-full text-muted">{words.pictures.cropHint}</p>
        <Button className="max-sm:flex-1" onClick={onCancel}>
          <X aria-hidden="true" />
          {words.pictures.cropCancel}
        </Button>
        <Button variant="accent" className="max-sm:flex-1" onClick={() => onCrop(asPart(frame))}>
          <Check aria-hidden="true" />
          {words.pictures.cropDone}
        </Button>
      </div>
    </section>
  );
}

function inPercent({ x, y, width, height }: Part): PercentCrop {
  return { unit: "%", x: x * 100, y: y * 100, width: width * 100, height: height * 100 };
}

function asPart({ x, y, width, height }: PercentCrop): Part {
  return { x: x / 100, y: y / 100, width: width / 100, height: height / 100 };
}
