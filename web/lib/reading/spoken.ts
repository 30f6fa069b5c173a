import { type Corrections, correctedText, isCorrected } from "../corrections/corrections";
import { words } from "../words/words";
import type { Answer, ServerState } from "./reader";
import type { Reading } from "./reading";

/** Certainty is never claimed: the ends read ">99.9%" and "<0.1%". */
export function percent(probability: number): string {
  if (probability > 0.999) return ">99.9%";
  if (probability < 0.001) return "<0.1%";
  return `${(probability * 100).toFixed(1)}%`;
}

export type Trouble = Exclude<ServerState, { readonly kind: "well" }>;

/** Without the time of the next try, which would change each second. */
export function serverTrouble({ kind, nextTry }: Trouble, online: boolean): string {
  if (!online) return words.server.offline;
  if (nextTry === null) {
    return kind === "away" ? words.server.givenUpAway : words.server.givenUpBusy;
  }
  return kind === "away" ? words.server.away : words.server.busy;
}

type Refusal = Extract<Answer, { readonly kind: "refused" }>;

/** What is wrong with the picture and what to do about it. */
export function refusal({ status }: Refusal): string {
  switch (status) {
    case 400:
      return words.trouble.broken;
    case 413:
      return words.trouble.tooLarge;
    case 415:
      return words.trouble.wrongType;
    case 422:
      return words.trouble.disagreeing;
    default:
      return words.trouble.unread;
  }
}

/** What a screen reader should say about an answer; `null` while there is nothing new to say. */
export function announcement(answer: Answer, said: Corrections): string | null {
  switch (answer.kind) {
    case "none":
      return "";
    case "awaited":
      return null;
    case "refused":
      return `${refusal(answer)} ${words.trouble.saidServer(answer.detail)}`;
    case "read":
      return isCorrected(answer.reading, said)
        ? words.answer.spokenCorrected(spokenLines(correctedText(answer.reading, said)))
        : spoken(answer.reading);
  }
}

function spoken({ text, confidence, characters }: Reading): string {
  if (text === "") return words.answer.nothingFound;
  const reading = words.answer.spoken(spokenLines(text), percent(confidence));
  const unread = characters.filter(({ label }) => label === null).length;
  if (unread === 0) return reading;
  return `${reading} ${words.answer.spokenUnread(unread, characters.length)}`;
}

function spokenLines(text: string): string {
  return text.split("\n").join(words.answer.newLine);
}
