import { type DBSchema, openDB } from "idb";
import type { Entry } from "./entry";

/** The most that is kept; the oldest goes first. */
export const mostEntries = 200;

export type HistoryStore = {
  /** Whether the entries are there on the next visit. */
  readonly lasting: boolean;
  /** In the place of the entry of the same sheet, if there is one. */
  readonly put: (entry: Entry) => Promise<void>;
  /** Latest first. */
  readonly all: () => Promise<readonly Entry[]>;
  readonly remove: (sheet: string) => Promise<void>;
  readonly clear: () => Promise<void>;
};

interface Schema extends DBSchema {
  readings: { key: string; value: Entry; indexes: { at: number } };
}

/** Where the browser keeps no databases (private windows), the entries last as long as the page. */
export async function openHistory(): Promise<HistoryStore> {
  try {
    return await openDatabase();
  } catch {
    return memoryStore();
  }
}

async function openDatabase(): Promise<HistoryStore> {
  const database = await openDB<Schema>("digit-reader", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("readings", { keyPath: "sheet" }).createIndex("at", "at");
    },
  });
  return {
    lasting: true,
    async put(entry) {
      const transaction = database.transaction("readings", "readwrite");
      await transaction.store.put(entry);
      let surplus = (await transaction.store.count()) - mostEntries;
      let oldest = surplus > 0 ? await transaction.store.index("at").openCursor() : null;
      for (; oldest !== null && surplus > 0; surplus -= 1) {
        await oldest.delete();
        oldest = await oldest.continue();
      }
      await transaction.done;
    },
    async all() {
      return (await database.getAllFromIndex("readings", "at")).reverse();
    },
    remove: (sheet) => database.delete("readings", sheet),
    clear: () => database.clear("readings"),
  };
}

export function memoryStore(): HistoryStore {
  const entries = new Map<string, Entry>();
  const byTime = () => [...entries.values()].sort((a, b) => b.at - a.at);
  return {
    lasting: false,
    async put(entry) {
      entries.set(entry.sheet, entry);
      for (const { sheet } of byTime().slice(mostEntries)) entries.delete(sheet);
    },
    async all() {
      return byTime();
    },
    async remove(sheet) {
      entries.delete(sheet);
    },
    async clear() {
      entries.clear();
    },
  };
}
