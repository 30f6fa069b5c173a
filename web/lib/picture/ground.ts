/** Above this mean alpha, of 255, a picture has no more than soft corners or holes. */
const mostlyOpaque = 242;

export type Ground = "opaque" | "white" | "black";

/**
 * The paper under a picture with transparency, from RGBA samples of it. As the server has it:
 * white, but black where a mostly transparent picture shows light ink.
 */
export function groundOf(samples: Uint8ClampedArray): Ground {
  let alphas = 0;
  let greys = 0;
  let visible = 0;
  for (let at = 0; at < samples.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = samples.subarray(at, at + 4);
    alphas += alpha;
    if (alpha === 0) continue;
    visible += 1;
    greys += 0.299 * red + 0.587 * green + 0.114 * blue;
  }
  const meanAlpha = alphas / (samples.length / 4);
  if (meanAlpha === 255) return "opaque";
  return meanAlpha < mostlyOpaque && greys / visible > 127 ? "black" : "white";
}
