/**
 * Small things that the browser keeps for this page. Where it refuses (private windows, a full
 * disk), nothing is kept and nothing breaks.
 */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
  } catch {
    // The page goes on without it.
  }
}

const prefix = "digit-reader.";
