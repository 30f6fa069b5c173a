import type { ReaderState, ServerState } from "./reader";
import type { Reading } from "./reading";

export const nothingFound = "No number found in this drawing.";

/** Certainty is never claimed: the ends read ">99.9%" and "<0.1%". */
export function percent(probability: number): string {
  if (probability > 0.999) return ">99.9%";
  if (probability < 0.001) return "<0.1%";
  return `${(probability * 100).toFixed(1)}%`;
}

export function serverTrouble(server: Exclude<ServerState, { readonly kind: "well" }>): string {
  switch (server.kind) {
    case "away":
      return "The server can’t be reached. Your drawing is safe; it will be read when the server is back.";
    case "busy":
      return `The server is busy. Your drawing is safe; it will be read in ${seconds(server.seconds)}.`;
  }
}

/** What a screen reader should say about the present state; nothing while an answer is awaited. */
export function announcement({ answer, server }: ReaderState): string {
  if (server.kind !== "well") return serverTrouble(server);
  switch (answer.kind) {
    case "none":
    case "awaited":
      return "";
    case "refused":
      return refusal(answer.detail);
    case "read":
      return spoken(answer.reading);
  }
}

export function refusal(detail: string): string {
  return `This drawing could not be read. ${detail}`;
}

function spoken({ text, confidence, characters }: Reading): string {
  if (text === "") return nothingFound;
  const lines = text.split("\n").join(", new line, ");
  const sure = `${percent(confidence)} sure`;
  const unread = characters.filter(({ label }) => label === null).length;
  if (unread === 0) return `It reads ${lines}, ${sure}.`;
  return `It reads ${lines}, ${sure}. ${unread} of ${characters.length} can’t be read.`;
}

function seconds(count: number): string {
  const whole = Math.max(1, Math.ceil(count));
  return whole === 1 ? "a second" : `${whole} seconds`;
}
