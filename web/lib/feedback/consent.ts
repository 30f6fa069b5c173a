import { recall, remember } from "../browser-storage";
import { createObservable, type Observable } from "../observable";

const key = "feedback";

/** Whether a person has agreed to send feedback when they press the button for it. */
export const consent: Observable<boolean> = createObservable(recall(key) === "allowed");

export function setConsent(given: boolean): void {
  remember(key, given ? "allowed" : null);
  consent.set(given);
}
