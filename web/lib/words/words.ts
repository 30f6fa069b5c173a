import { english } from "./english";

export type Words = typeof english;

/** What the page says, in the language it is built for. */
export const words: Words = english;
