import type { Page } from "@playwright/test";
import { type Digit, type Dot, digitWays } from "../lib/ink/digits";

/** A sheet of paper as 8-bit greys, row by row. */
export type Paper = {
  readonly width: number;
  readonly height: number;
  readonly greys: Uint8Array;
};

const white = 245;
const black = 30;

/** Paper with a number in its middle, each digit so many pixels high. */
export function paperWith(number: string, width: number, height: number, tall: number): Paper {
  const greys = new Uint8Array(width * height).fill(white);
  const wide = tall * 0.62;
  const step = wide * 1.45;
  const left = (width - step * (number.length - 1) - wide) / 2;
  for (const [place, digit] of Array.from(number).entries()) {
    for (const way of digitWays[digit as Digit]) {
      const dots = way.map(
        ([x, y]): Dot => [left + place * step + x * wide, (height - tall) / 2 + y * tall],
      );
      inkLine(greys, width, dots, tall * 0.05);
    }
  }
  return { width, height, greys };
}

function inkLine(greys: Uint8Array, width: number, dots: readonly Dot[], reach: number): void {
  for (const [index, to] of dots.entries()) {
    const from = dots[Math.max(index - 1, 0)] ?? to;
    const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1])) + 1;
    for (let step = 0; step <= steps; step++) {
      const t = step / steps;
      inkDot(greys, width, from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, reach);
    }
  }
}

function inkDot(greys: Uint8Array, width: number, x: number, y: number, reach: number): void {
  for (let row = Math.floor(y - reach); row <= y + reach; row++) {
    for (let column = Math.floor(x - reach); column <= x + reach; column++) {
      const inside = Math.hypot(column - x, row - y) <= reach;
      if (inside && row >= 0 && column >= 0 && column < width) greys[row * width + column] = black;
    }
  }
}

/** The same paper, a quarter turn to the left. */
export function lyingOnItsSide({ width, height, greys }: Paper): Paper {
  const turned = new Uint8Array(greys.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      turned[(width - 1 - x) * height + y] = greys[y * width + x] ?? white;
    }
  }
  return { width: height, height: width, greys: turned };
}

/** A bitmap, 24 bits a pixel, from the bottom row up. */
export function bmpOf({ width, height, greys }: Paper): Buffer {
  const header = Buffer.alloc(54);
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const pixels = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (height - 1 - y) * rowBytes + x * 3;
      pixels.fill(greys[y * width + x] ?? white, at, at + 3);
    }
  }
  header.write("BM", "latin1");
  header.writeUInt32LE(header.length + pixels.length, 2);
  header.writeUInt32LE(header.length, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  return Buffer.concat([header, pixels]);
}

/** What a file input of a test takes. */
export type GivenFile = {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
};

export function bmpFile(name: string, paper: Paper): GivenFile {
  return { name, mimeType: "image/bmp", buffer: bmpOf(paper) };
}

/** The paper as the browser itself writes a JPEG, enlarged so many times. */
export async function jpegFile(
  page: Page,
  name: string,
  paper: Paper,
  enlarged = 1,
): Promise<GivenFile> {
  const base64 = await page.evaluate(
    async ([bitmap, times]) => {
      const bytes = Uint8Array.from(atob(bitmap), (character) => character.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: "image/bmp" }));
      const canvas = document.createElement("canvas");
      canvas.width = image.width * times;
      canvas.height = image.height * times;
      canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/jpeg", 0.95).replace(/^.*,/, "");
    },
    [bmpOf(paper).toString("base64"), enlarged] as const,
  );
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** The JPEG with a note for whoever shows it: "turn me a quarter to the right" is 6. */
export function withOrientation(file: GivenFile, orientation: number): GivenFile {
  const tiff = Buffer.from(
    "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0",
    "latin1",
  );
  tiff.writeUInt16BE(orientation, 18);
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const marker = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  const { buffer } = file;
  return {
    ...file,
    buffer: Buffer.concat([buffer.subarray(0, 2), marker, exif, buffer.subarray(2)]),
  };
}

/** A video of one frame, as a browser's pretended camera plays it, over and over. */
export function y4mOf({ width, height, greys }: Paper): Buffer {
  const colourless = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`),
    greys,
    colourless,
  ]);
}
