import { createRemembered } from "../remembered";

/** Whether a person has agreed to send feedback when they press the button for it. */
export const consent = createRemembered("feedback-allowed", false, (kept) => kept === "true");
