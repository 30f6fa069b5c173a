/**
 * When to try again by itself. The pauses grow, end after a few tries, and are spread by chance,
 * so that the pages of many people do not come back in the same moment. `triesInVain` is how many
 * tries of this kind failed in a row; `null` means not to try any more.
 */

const mostTries = 8;

/** Before the next look for a server that was out of reach. */
export function lookPauseMs(triesInVain: number, random: () => number): number | null {
  if (triesInVain >= mostTries) return null;
  const pause = Math.min(1_000 * 2 ** triesInVain, 8_000);
  return pause * (0.75 + 0.5 * random());
}

/** Before the next question to a server that asked to wait: never earlier than it asked. */
export function busyPauseMs(
  seconds: number,
  triesInVain: number,
  random: () => number,
): number | null {
  if (triesInVain >= mostTries) return null;
  const pause = Math.max(seconds * 1_000, Math.min(250 * 2 ** triesInVain, 8_000));
  return pause + random() * Math.min(0.2 * pause, 5_000);
}
