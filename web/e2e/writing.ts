import type { Locator, Page } from "@playwright/test";
import { type Digit, type Dot, digitWays, type Way } from "../lib/ink/digits";
import { type Frame, frameOf } from "./frames";

/** Puts down one stroke, in page coordinates. */
export type Pen = (way: Way) => Promise<void>;

export function mousePen(page: Page): Pen {
  return async (way) => {
    const [first, ...rest] = way;
    if (first === undefined) return;
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const dot of rest) await page.mouse.move(...dot);
    await page.mouse.up();
  };
}

/** A finger, as the browser itself would report it. */
export async function touchPen(page: Page): Promise<Pen> {
  const browser = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", dots: readonly Dot[]) =>
    browser.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: dots.map(([x, y]) => ({ x, y })),
    });
  return async (way) => {
    const [first, ...rest] = way;
    if (first === undefined) return;
    await touch("touchStart", [first]);
    for (const dot of rest) await touch("touchMove", [dot]);
    await touch("touchEnd", []);
  };
}

/** The strokes of a number that fills the middle of the canvas, digit by digit, left to right. */
export async function waysOf(number: string, canvas: Locator): Promise<readonly Way[]> {
  const frame = await frameOf(canvas);
  return framesFor(number.length, frame).flatMap((place, index) =>
    digitWays[digitAt(number, index)].map((way) => placed(way, place)),
  );
}

export async function write(number: string, canvas: Locator, pen: Pen): Promise<void> {
  for (const way of await waysOf(number, canvas)) await pen(way);
}

/** Slanted lines and one across them: what nobody could read as a digit. */
export async function hatchingOn(canvas: Locator): Promise<readonly Way[]> {
  const { x, y, width, height } = await frameOf(canvas);
  const side = Math.min(width, height) / 2;
  const [left, top] = [x + (width - side) / 2, y + (height - side) / 2];
  const slanted = [0, 0.2, 0.4, 0.6, 0.8].map(
    (start): Way => [
      [left + start * side, top + side],
      [left + (start + 0.2) * side, top],
    ],
  );
  const across: Way = [
    [left, top + side / 2],
    [left + side, top + side / 2],
  ];
  return [...slanted, across];
}

function framesFor(count: number, canvas: Frame): readonly Frame[] {
  const gap = 0.3;
  const room = canvas.width * 0.7;
  const height = Math.min(canvas.height * 0.6, room / (count * 0.62 + (count - 1) * gap));
  const width = height * 0.62;
  const step = width + height * gap;
  const left = canvas.x + (canvas.width - (step * (count - 1) + width)) / 2;
  const top = canvas.y + (canvas.height - height) / 2;
  return Array.from({ length: count }, (_, index) => ({
    x: left + index * step,
    y: top,
    width,
    height,
  }));
}

function placed(way: Way, frame: Frame): Way {
  return way.map(([x, y]) => [frame.x + x * frame.width, frame.y + y * frame.height]);
}

function digitAt(number: string, index: number): Digit {
  const character = number.charAt(index);
  if (!isDigit(character)) throw new Error(`"${character}" is no digit.`);
  return character;
}

function isDigit(character: string): character is Digit {
  return character in digitWays;
}
