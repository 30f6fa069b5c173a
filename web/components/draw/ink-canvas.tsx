"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";
import { classNames } from "@/lib/class-names";
import type { Desk } from "@/lib/desk";
import { keepPainted } from "@/lib/ink/keep-painted";
import { createPalmGuard } from "@/lib/ink/palm";
import type { Point } from "@/lib/ink/stroke";
import { toPaper } from "@/lib/ink/view";
import { useAlive } from "@/lib/use-alive";
import { words } from "@/lib/words/words";
import { penWidth, type Tool } from "./tool";

type CanvasEvent = PointerEvent<HTMLCanvasElement>;

/** What is down on the paper. Until it lifts, a second finger changes nothing. */
type Down = { readonly pointer: number; readonly type: string; readonly tool: Tool; last: Point };

type InkCanvasProps = {
  readonly desk: Desk;
  readonly tool: Tool;
  /** Where on the paper the mouse rests without drawing; `null` when it is elsewhere. */
  readonly onHover: (point: Point | null) => void;
};

/** How far from its middle an eraser takes ink away, in CSS pixels. */
const eraserReach = 8;
/** What a pen reports when it is turned around, by the Pointer Events standard. */
const penEraserButton = 5;

export function InkCanvas({ desk, tool, onHover }: InkCanvasProps) {
  const dry = useRef<HTMLCanvasElement>(null);
  const wet = useRef<HTMLCanvasElement>(null);
  const down = useRef<Down | null>(null);
  const [palm] = useState(createPalmGuard);
  const alive = useAlive();

  useEffect(() => {
    if (dry.current === null || wet.current === null) return;
    const stopPainting = keepPainted({ dry: dry.current, wet: wet.current }, desk);
    const stopTouches = keepTouches(dry.current);
    return () => {
      stopPainting();
      stopTouches();
    };
  }, [desk]);

  /** `step` is the event itself, or one of those that it stands for. */
  function pointOf(event: CanvasEvent, step: globalThis.PointerEvent): Point {
    const corner = event.currentTarget.getBoundingClientRect();
    const place = { x: step.clientX - corner.left, y: step.clientY - corner.top };
    return toPaper({ ...place, ...pressureOf(step) }, desk.view.get());
  }

  function erase(to: Point): void {
    if (down.current === null) return;
    const reach = eraserReach / desk.view.get().scale;
    desk.change({ kind: "erase", from: down.current.last, to, reach });
    down.current.last = to;
  }

  function lower(event: CanvasEvent): void {
    palm.see(event);
    if (!palm.mayDraw(event)) return;
    if (event.button !== 0 && event.button !== penEraserButton) return;
    if (down.current !== null && !isHandUnderPen(down.current, event)) return;
    // The hand touched the screen before its pen did.
    if (down.current !== null) desk.change({ kind: "cancel" });
    const last = pointOf(event, event.nativeEvent);
    const used = event.button === penEraserButton ? "eraser" : tool;
    down.current = { pointer: event.pointerId, type: event.pointerType, tool: used, last };
    if (used === "eraser") {
      erase(last);
    } else {
      const { paper } = desk.view.get();
      desk.change({ kind: "begin", point: last, penWidth: penWidth.get(), paper });
    }
    // With the pointer captured, a stroke that leaves the canvas may come back.
    event.currentTarget.setPointerCapture(event.pointerId);
  }

  function move(event: CanvasEvent): void {
    palm.see(event);
    if (down.current === null && event.pointerType === "mouse") {
      onHover(pointOf(event, event.nativeEvent));
    }
    if (down.current?.pointer !== event.pointerId) return;
    const moves = event.nativeEvent.getCoalescedEvents();
    const steps = moves.length > 0 ? moves : [event.nativeEvent];
    const points = steps.map((step) => pointOf(event, step));
    if (down.current.tool === "eraser") {
      for (const point of points) erase(point);
    } else {
      const ahead = expected(event).map((step) => pointOf(event, step));
      desk.change({ kind: "extend", points, ahead });
    }
  }

  function lift(event: CanvasEvent): void {
    if (down.current?.pointer !== event.pointerId) return;
    down.current = null;
    desk.change({ kind: "end" });
  }

  return (
    <>
      <canvas
        ref={dry}
        data-slot="ink"
        className={classNames(
          "absolute inset-0 size-full touch-none text-ink aria-busy:cursor-progress",
          tool === "eraser" ? "cursor-cell" : "cursor-crosshair",
        )}
        role="img"
        aria-label={words.draw.canvas}
        aria-busy={!alive}
        onPointerDown={lower}
        onPointerMove={move}
        onPointerUp={lift}
        onPointerCancel={lift}
        onLostPointerCapture={lift}
        onPointerLeave={() => onHover(null)}
        onContextMenu={(event) => event.preventDefault()}
      />
      <canvas ref={wet} className="pointer-events-none absolute inset-0 size-full" />
    </>
  );
}

/** Other pointers tell a pressure too, always the same one. */
function pressureOf({ pointerType, pressure }: globalThis.PointerEvent): Pick<Point, "pressure"> {
  return pointerType === "pen" && pressure > 0 ? { pressure } : {};
}

/** Where the browser expects a finger or pen to be when the next picture shows. */
function expected(event: CanvasEvent): readonly globalThis.PointerEvent[] {
  if (event.pointerType === "mouse") return [];
  return event.nativeEvent.getPredictedEvents?.().slice(0, 1) ?? [];
}

function isHandUnderPen(down: Down, event: CanvasEvent): boolean {
  return down.type === "touch" && event.pointerType === "pen";
}

/** Safari asks here, beside `touch-action`, before it scrolls or takes a pencil for itself. */
function keepTouches(canvas: HTMLCanvasElement): () => void {
  const keep = (event: TouchEvent) => event.preventDefault();
  canvas.addEventListener("touchmove", keep, { passive: false });
  return () => canvas.removeEventListener("touchmove", keep);
}
