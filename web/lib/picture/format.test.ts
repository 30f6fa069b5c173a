import { expect, test } from "vitest";
import { type Format, formatOf } from "./format";

function bytes(latin1: string): Uint8Array {
  return Uint8Array.from(latin1, (character) => character.charCodeAt(0));
}

test.each<[Format | null, string]>([
  ["PNG", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
  ["JPEG", "\xff\xd8\xff\xe0\0\x10JFIF"],
  ["GIF", "GIF89a"],
  ["BMP", "BM\x36\0"],
  ["TIFF", "II*\0\x08"],
  ["TIFF", "MM\0*\0"],
  ["WebP", "RIFF\x24\0\0\0WEBPVP8 "],
  ["HEIC", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
  ["HEIC", "\0\0\0\x18ftypmif1"],
  ["AVIF", "\0\0\0\x1cftypavif"],
  ["SVG", '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'],
  ["SVG", "  <svg viewBox='0 0 1 1'/>"],
  [null, "\0\0\0\x18ftypmp42"],
  [null, "RIFF\x24\0\0\0WAVEfmt "],
  [null, "<!doctype html><svg></svg>"],
  [null, "Dear diary"],
  [null, ""],
])("%s is told by its bytes %j", (format, head) => {
  expect(formatOf(bytes(head))).toBe(format);
});
