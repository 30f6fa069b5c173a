import { jpegQuality } from "./reduce";

export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser has no canvas to paint on.");
  return context;
}

export function jpegOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob === null) reject(new Error("This browser could not write a JPEG."));
        else resolve(blob);
      },
      "image/jpeg",
      jpegQuality,
    );
  });
}
