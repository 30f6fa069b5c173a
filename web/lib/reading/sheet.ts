let count = 0;

/** Names a new drawing or picture: unlike all others of this page, and of earlier visits. */
export function newSheet(): string {
  // Not randomUUID, which browsers keep from pages that came without HTTPS.
  count += 1;
  return `${Date.now().toString(36)}-${count}`;
}
