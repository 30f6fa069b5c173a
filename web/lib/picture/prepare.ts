import type { Size } from "../ink/stroke";
import { type Edit, isEdited, partInPixels, turnedSize, wholePart } from "./edit";
import { type Format, formatOf, tellingBytes } from "./format";
import { type Ground, groundOf } from "./ground";
import { contextOf, jpegOf } from "./jpeg";
import { largestArea, lightFile, reducedSize } from "./reduce";

/** A picture as an image file of its own, and its size in pixels. */
export type Rendition = { readonly image: Blob; readonly size: Size };

export type Prepared =
  /** `whole` is the turned picture, `sent` the part of it that is read. */
  | {
      readonly kind: "seen";
      readonly whole: Rendition;
      readonly sent: Rendition;
      readonly thumbnail: Blob;
    }
  /** The server may read it, but this browser cannot show it: it is sent as it is. */
  | { readonly kind: "unseen"; readonly format: Format }
  | { readonly kind: "unfit"; readonly format: "SVG" | null };

export type Prepare = (file: Blob, edit: Edit) => Promise<Prepared>;

const thumbnailArea = 160 * 120;

/** Formats that are shown exactly as the server reads them: one frame, one size. */
const plainFormats: readonly Format[] = ["JPEG", "PNG"];

/**
 * Turns, cuts and reduces a picture for the server. Nothing that is decoded is kept, so that
 * many large photos fit into a phone: only image files are, and the page shows what was sent.
 */
export async function preparePicture(file: Blob, edit: Edit): Promise<Prepared> {
  const format = await formatOfFile(file);
  if (format === null || format === "SVG") return { kind: "unfit", format };
  const bitmap = await decoded(file);
  if (bitmap === null) return { kind: "unseen", format };
  try {
    return await rendered(bitmap, edit, plainFormats.includes(format) ? file : null);
  } catch {
    // Too large for the memory of this browser, perhaps.
    return { kind: "unseen", format };
  } finally {
    bitmap.close();
  }
}

async function formatOfFile(file: Blob): Promise<Format | null> {
  try {
    return formatOf(new Uint8Array(await file.slice(0, tellingBytes).arrayBuffer()));
  } catch {
    // A folder that was dropped looks like a file, but has nothing to read.
    return null;
  }
}

async function decoded(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

async function rendered(bitmap: ImageBitmap, edit: Edit, plain: Blob | null): Promise<Prepared> {
  const sample = painted(bitmap, edit, thumbnailArea, "opaque");
  const ground = groundOf(pixelsOf(sample));
  const mayStay = plain !== null && ground === "opaque" && isLight(plain, bitmap);
  const wholeEdit = { ...edit, crop: null };

  async function rendition(part: Edit): Promise<Rendition> {
    if (mayStay && !isEdited(part)) return { image: plain, size: sizeOf(bitmap) };
    const canvas = painted(bitmap, part, largestArea, ground);
    return { image: await jpegOf(canvas), size: sizeOf(canvas) };
  }

  const whole = await rendition(wholeEdit);
  const sent = edit.crop === null ? whole : await rendition(edit);
  const thumbnail = await jpegOf(painted(bitmap, edit, thumbnailArea, ground));
  return { kind: "seen", whole, sent, thumbnail };
}

function isLight(file: Blob, { width, height }: Size): boolean {
  return file.size <= lightFile && width * height <= largestArea;
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function painted(
  bitmap: ImageBitmap,
  { turns, crop }: Edit,
  area: number,
  ground: Ground,
): HTMLCanvasElement {
  const turned = turnedSize(bitmap, turns);
  const part = partInPixels(crop ?? wholePart, turned);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, reducedSize(part, area));
  const context = contextOf(canvas);
  if (ground !== "opaque") {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.imageSmoothingQuality = "high";
  context.scale(canvas.width / part.width, canvas.height / part.height);
  context.translate(turned.width / 2 - part.x, turned.height / 2 - part.y);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  return canvas;
}

function pixelsOf(canvas: HTMLCanvasElement): Uint8ClampedArray {
  return contextOf(canvas).getImageData(0, 0, canvas.width, canvas.height).data;
}
