import { correctionsOf, type Entry, wasCorrected } from "./entry";

/** The history as a table: RFC 4180, one line for each entry, safe to open as a spreadsheet. */
export function csvOf(entries: readonly Entry[]): string {
  const head = ["time", "text", "read_as", "confidence", "corrected", "source", "mode"];
  const rows = entries.map((entry) => [
    new Date(entry.at).toISOString(),
    entry.text,
    entry.reading.text,
    String(entry.reading.confidence),
    wasCorrected(entry) ? "yes" : "no",
    entry.source ?? "",
    entry.mode,
  ]);
  return [head, ...rows].map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
}

/** The history with all that is known of each character, but for the pictures. */
export function jsonOf(entries: readonly Entry[]): string {
  return `${JSON.stringify(entries.map(plain), null, 2)}\n`;
}

function plain(entry: Entry) {
  const said = correctionsOf(entry);
  return {
    time: new Date(entry.at).toISOString(),
    source: entry.source,
    mode: entry.mode,
    text: entry.text,
    read_as: entry.reading.text,
    confidence: entry.reading.confidence,
    characters: entry.reading.characters.map((character) => ({
      label: character.label,
      ...(said.has(character) ? { corrected: said.get(character) } : {}),
      confidence: character.confidence,
      box: character.box,
      alternatives: character.alternatives,
    })),
  };
}

/** A spreadsheet would take a cell that begins like a formula for one, hence the apostrophe. */
function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
