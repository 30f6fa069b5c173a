const unstatedSeconds = 5;

/** The wait that a `Retry-After` header asks for: seconds, or the date of its end. */
export function retryAfterSeconds(header: string | null, now: Date): number {
  if (header === null || header.trim() === "") return unstatedSeconds;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const until = Date.parse(header);
  if (Number.isNaN(until)) return unstatedSeconds;
  return Math.max(0, Math.ceil((until - now.getTime()) / 1000));
}
