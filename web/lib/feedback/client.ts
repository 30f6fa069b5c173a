import { jsonOf, problemDetail, secondsToWait } from "../http";
import { isRecord } from "../is-record";
import type { ReadAnswer } from "../reading/reader";

/** What a person says about an answer: `correction` is the right text, maybe the one read. */
export type Feedback = { readonly answer: ReadAnswer; readonly correction: string };

export type SendOutcome =
  | { readonly kind: "kept"; readonly id: string }
  /** The server has nowhere to keep feedback. */
  | { readonly kind: "unavailable" }
  | { readonly kind: "busy"; readonly seconds: number }
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "away" };

export type RemoveOutcome = "gone" | "failed";

const address = "/api/v1/feedback";

/** How servers say that they keep no feedback: switched off, never heard of it, no storage. */
const keepsNone: ReadonlySet<number> = new Set([403, 404, 405, 503]);

export async function sendFeedback({ answer, correction }: Feedback): Promise<SendOutcome> {
  const form = new FormData();
  form.set("image", answer.question.image, "drawing.png");
  form.set("reading", JSON.stringify(answer.reading));
  form.set("correction", correction);
  try {
    const response = await fetch(address, {
      method: "POST",
      body: form,
      headers: { Accept: "application/json" },
    });
    return await outcomeOf(response);
  } catch {
    return { kind: "away" };
  }
}

/** Feedback that the server has no longer is as gone as it can be. */
export async function removeFeedback(id: string): Promise<RemoveOutcome> {
  try {
    const response = await fetch(`${address}/${encodeURIComponent(id)}`, { method: "DELETE" });
    return response.ok || response.status === 404 ? "gone" : "failed";
  } catch {
    return "failed";
  }
}

async function outcomeOf(response: Response): Promise<SendOutcome> {
  const answer = await jsonOf(response);
  if (response.ok && isRecord(answer) && isId(answer.id)) {
    return { kind: "kept", id: String(answer.id) };
  }
  const seconds = secondsToWait(response);
  if (seconds !== null) return { kind: "busy", seconds };
  if (keepsNone.has(response.status)) return { kind: "unavailable" };
  if (response.status >= 500) return { kind: "away" };
  return { kind: "refused", detail: problemDetail(answer) };
}

function isId(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}
