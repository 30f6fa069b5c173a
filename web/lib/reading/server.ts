import { words } from "../words/words";
import { isReading, type Mode, type Reading } from "./reading";
import { retryAfterSeconds } from "./retry-after";

/** `sheet` names the drawing or picture that `image` shows, through all its changes. */
export type Question = {
  readonly image: Blob;
  readonly mode: Mode;
  readonly sheet: string;
};

export type Outcome =
  | { readonly kind: "read"; readonly reading: Reading }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "away" };

/** The page's side of the HTTP API. Nothing here throws: whatever happens is an outcome. */
export type Server = {
  readonly read: (question: Question, signal: AbortSignal) => Promise<Outcome>;
  readonly isAlive: (signal: AbortSignal) => Promise<boolean>;
};

const alternatives = "3";

export const sameOriginServer: Server = {
  async read(question, signal) {
    try {
      const response = await fetch("/api/v1/read", {
        method: "POST",
        body: formOf(question),
        headers: { Accept: "application/json" },
        signal,
      });
      return await outcomeOf(response);
    } catch {
      return { kind: "away" };
    }
  },

  async isAlive(signal) {
    try {
      const response = await fetch("/healthz", { cache: "no-store", signal });
      return response.ok;
    } catch {
      return false;
    }
  },
};

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
  if (asksToWait(response)) {
    const seconds = retryAfterSeconds(response.headers.get("Retry-After"), new Date());
    return { kind: "busy", seconds };
  }
  if (response.status >= 500) return { kind: "away" };
  return { kind: "refused", detail: problemDetail(await jsonOf(response)) };
}

function asksToWait(response: Response): boolean {
  return (
    response.status === 429 || (response.status === 503 && response.headers.has("Retry-After"))
  );
}

/** The body as JSON, `undefined` where it is something else. */
async function jsonOf(response: Response): Promise<unknown> {
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function problemDetail(problem: unknown): string {
  if (typeof problem !== "object" || problem === null) return words.answer.notUnderstood;
  if ("detail" in problem && typeof problem.detail === "string") return problem.detail;
  if ("title" in problem && typeof problem.title === "string") return problem.title;
  return words.answer.notUnderstood;
}
