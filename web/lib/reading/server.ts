import { jsonOf, problemDetail, secondsToWait } from "../http";
import { words } from "../words/words";
import { isReading, type Mode, type Reading } from "./reading";

/** `sheet` names the drawing or picture that `image` shows, through all its changes. */
export type Question = {
  readonly image: Blob;
  readonly mode: Mode;
  readonly sheet: string;
};

export type Outcome =
  | { readonly kind: "read"; readonly reading: Reading }
  | { readonly kind: "refused"; readonly detail: string; readonly status?: number }
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "away" };

/** The page's side of the HTTP API. Nothing here throws: whatever happens is an outcome. */
export type Server = {
  readonly read: (question: Question, signal: AbortSignal) => Promise<Outcome>;
  readonly isAlive: (signal: AbortSignal) => Promise<boolean>;
};

const alternatives = "3";

export const sameOriginServer: Server = {
  read: (question, signal) => post(formOf(question), signal),

  async isAlive(signal) {
    try {
      const response = await fetch("/healthz", { cache: "no-store", signal });
      return response.ok;
    } catch {
      return false;
    }
  },
};

/** Reads once more, and gives with each character the picture that the classifier saw. */
export function readWithGlyphs(question: Question, signal: AbortSignal): Promise<Outcome> {
  const form = formOf(question);
  form.set("include", "glyphs");
  return post(form, signal);
}

async function post(form: FormData, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch("/api/v1/read", {
      method: "POST",
      body: form,
      headers: { Accept: "application/json" },
      signal,
    });
    return await outcomeOf(response);
  } catch {
    return { kind: "away" };
  }
}

function formOf({ image, mode }: Question): FormData {
  const form = new FormData();
  form.set("image", image, "drawing.png");
  form.set("mode", mode);
  form.set("alternatives", alternatives);
  return form;
}

async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.ok) {
    const answer = await jsonOf(response);
    return isReading(answer)
      ? { kind: "read", reading: answer }
      : { kind: "refused", detail: words.answer.notUnderstood };
  }
  const seconds = secondsToWait(response);
  if (seconds !== null) return { kind: "busy", seconds };
  if (response.status >= 500) return { kind: "away" };
  const detail = problemDetail(await jsonOf(response));
  return { kind: "refused", detail, status: response.status };
}
