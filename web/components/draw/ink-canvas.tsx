"use client";

import { type PointerEvent, useEffect, useRef } from "react";
import type { Desk } from "@/lib/desk";
import { keepPainted } from "@/lib/ink/keep-painted";
import type { Point } from "@/lib/ink/stroke";
import { toPaper } from "@/lib/ink/view";
import { words } from "@/lib/words/words";

type CanvasEvent = PointerEvent<HTMLCanvasElement>;

type InkCanvasProps = {
  readonly desk: Desk;
  readonly penWidth: number;
  /** Where on the paper the mouse rests without drawing; `null` when it is elsewhere. */
  readonly onHover: (point: Point | null) => void;
};

export function InkCanvas({ desk, penWidth, onHover }: InkCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // The pointer that draws. Until it lifts, a second finger or a palm changes nothing.
  const pen = useRef<number | null>(null);

  useEffect(() => {
    if (canvas.current !== null) return keepPainted(canvas.current, desk);
  }, [desk]);

  function paperPoint(event: CanvasEvent, { clientX, clientY }: MouseEvent): Point {
    const corner = event.currentTarget.getBoundingClientRect();
    return toPaper({ x: clientX - corner.left, y: clientY - corner.top }, desk.view.get());
  }

  function lower(event: CanvasEvent): void {
    const anotherDraws = pen.current !== null && pen.current !== event.pointerId;
    if (anotherDraws || event.button !== 0) return;
    pen.current = event.pointerId;
    const { scale, paper } = desk.view.get();
    const point = paperPoint(event, event.nativeEvent);
    desk.change({ kind: "begin", point, penWidth: penWidth / scale, paper });
    // With the pointer captured, a stroke that leaves the canvas may come back.
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function move(event: CanvasEvent): void {
    if (pen.current === null && event.pointerType === "mouse") {
      onHover(paperPoint(event, event.nativeEvent));
    }
    if (pen.current !== event.pointerId) return;
    const moves = event.nativeEvent.getCoalescedEvents();
    const steps = moves.length > 0 ? moves : [event.nativeEvent];
    desk.change({ kind: "extend", points: steps.map((step) => paperPoint(event, step)) });
  }

  function lift(event: CanvasEvent): void {
    if (pen.current !== event.pointerId) return;
    pen.current = null;
    desk.change({ kind: "end" });
  }

  return (
    <canvas
      ref={canvas}
      className="absolute inset-0 size-full cursor-crosshair touch-none select-none text-ink"
      role="img"
      aria-label={words.draw.canvas}
      onPointerDown={lower}
      onPointerMove={move}
      onPointerUp={lift}
      onPointerCancel={lift}
      onLostPointerCapture={lift}
      onPointerLeave={() => onHover(null)}
    />
  );
}
