/** Why there is no camera picture. */
export type Trouble =
  /** The page came without HTTPS, and browsers keep the camera from such pages. */
  | "insecure"
  | "unsupported"
  | "denied"
  | "missing"
  | "busy"
  /** It worked, and then the camera was unplugged or its permission taken back. */
  | "ended"
  | "failed";

/** What stands in the way before the camera is even asked for. */
export function troubleAhead(page: {
  readonly isSecureContext: boolean;
  readonly navigator: { readonly mediaDevices?: MediaDevices | undefined };
}): Trouble | null {
  if (!page.isSecureContext) return "insecure";
  return page.navigator.mediaDevices === undefined ? "unsupported" : null;
}

/** By the names of the errors that `getUserMedia` rejects with. */
export function troubleOf(error: unknown): Trouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "failed";
  }
}
