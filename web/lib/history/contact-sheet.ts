import type { Entry } from "./entry";
import { blobOf } from "./picture";

const columns = 4;
const cell = { width: 240, height: 200 };
const margin = 16;
const textHeight = 48;

/** All pictures of the history on one sheet of white paper, each with its number beneath. */
export async function contactSheet(entries: readonly Entry[]): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.min(columns, entries.length) * cell.width;
  canvas.height = Math.ceil(entries.length / columns) * cell.height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is no canvas.");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const [index, entry] of entries.entries()) {
    context.save();
    context.translate((index % columns) * cell.width, Math.floor(index / columns) * cell.height);
    await drawEntry(context, entry);
    context.restore();
  }
  return blobOf(canvas, "image/png");
}

/** One picture as a PNG, in the size in which it is kept. */
export async function pngOf(image: Blob): Promise<Blob> {
  if (image.type === "image/png") return image;
  const bitmap = await createImageBitmap(image);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return blobOf(canvas, "image/png");
}

async function drawEntry(context: CanvasRenderingContext2D, entry: Entry): Promise<void> {
  const room = { width: cell.width - 2 * margin, height: cell.height - textHeight - margin };
  if (entry.picture !== null) {
    const bitmap = await createImageBitmap(entry.picture.image);
    const scale = Math.min(room.width / bitmap.width, room.height / bitmap.height, 1);
    const width = bitmap.width * scale;
    const height = bitmap.height * scale;
    const left = margin + (room.width - width) / 2;
    const top = margin + (room.height - height) / 2;
    context.drawImage(bitmap, left, top, width, height);
    context.strokeStyle = "lightgray";
    context.strokeRect(left, top, width, height);
    bitmap.close();
  }
  context.fillStyle = "black";
  context.font = "600 20px sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  const text = entry.text.replaceAll("\n", " / ");
  context.fillText(text, cell.width / 2, cell.height - textHeight / 2, room.width);
}
