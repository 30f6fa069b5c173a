import { words } from "../words/words";
import type { ReaderState, ServerState } from "./reader";
import type { Reading } from "./reading";

/** Certainty is never claimed: the ends read ">99.9%" and "<0.1%". */
export function percent(probability: number): string {
  if (probability > 0.999) return ">99.9%";
  if (probability < 0.001) return "<0.1%";
  return `${(probability * 100).toFixed(1)}%`;
}

export function serverTrouble(server: Exclude<ServerState, { readonly kind: "well" }>): string {
  switch (server.kind) {
    case "away":
      return words.server.away;
    case "busy":
      return words.server.busy(Math.max(1, Math.ceil(server.seconds)));
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
      return words.answer.refused(answer.detail);
    case "read":
      return spoken(answer.reading);
  }
}

function spoken({ text, confidence, characters }: Reading): string {
  if (text === "") return words.answer.nothingFound;
  const lines = text.split("\n").join(words.answer.newLine);
  const reading = words.answer.spoken(lines, percent(confidence));
  const unread = characters.filter(({ label }) => label === null).length;
  if (unread === 0) return reading;
  return `${reading} ${words.answer.spokenUnread(unread, characters.length)}`;
}
