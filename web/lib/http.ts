import { isRecord } from "./is-record";
import { retryAfterSeconds } from "./reading/retry-after";
import { words } from "./words/words";

/** How long the server asks to wait; `null` where it does not ask for that. */
export function secondsToWait(response: Response): number | null {
  const asks =
    response.status === 429 || (response.status === 503 && response.headers.has("Retry-After"));
  return asks ? retryAfterSeconds(response.headers.get("Retry-After"), new Date()) : null;
}

/** The body as JSON, `undefined` where it is something else. */
export async function jsonOf(response: Response): Promise<unknown> {
  const body = await response.text();
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What a problem document (RFC 9457) says is wrong. */
export function problemDetail(problem: unknown): string {
  if (isRecord(problem)) {
    if (typeof problem.detail === "string") return problem.detail;
    if (typeof problem.title === "string") return problem.title;
  }
  return words.answer.notUnderstood;
}
