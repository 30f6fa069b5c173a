import { createRemembered } from "../remembered";

/** Whether the page keeps readings in its history. */
export const keepingHistory = createRemembered("keep-history", true, (kept) => kept !== "false");
