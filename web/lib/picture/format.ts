/** Of pictures that the server reads, and SVG, which it does not. */
export type Format = "PNG" | "JPEG" | "WebP" | "BMP" | "GIF" | "TIFF" | "HEIC" | "AVIF" | "SVG";

/** How many bytes of a file tell its format. */
export const tellingBytes = 1024;

/** By content, as the server does it, because names lie; `null` for everything else. */
export function formatOf(head: Uint8Array): Format | null {
  const text = Array.from(head, (byte) => String.fromCharCode(byte)).join("");
  if (text.startsWith("\x89PNG\r\n")) return "PNG";
  if (text.startsWith("\xff\xd8\xff")) return "JPEG";
  if (text.startsWith("GIF8")) return "GIF";
  if (text.startsWith("BM")) return "BMP";
  if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return "TIFF";
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "WebP";
  if (text.startsWith("ftyp", 4)) return formatOfBrand(text.slice(8, 12));
  return /^\s*<(\?xml|!--|!DOCTYPE svg|svg)/i.test(text) && text.includes("<svg") ? "SVG" : null;
}

function formatOfBrand(brand: string): Format | null {
  if (brand.startsWith("avi")) return "AVIF";
  return ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"].includes(brand)
    ? "HEIC"
    : null;
}
