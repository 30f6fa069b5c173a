import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Entry } from "./entry";
import { entry407 } from "./samples";
import { type HistoryStore, memoryStore, mostEntries, openHistory } from "./store";

afterEach(() => vi.unstubAllGlobals());

function entry(sheet: string, at: number, text = "407"): Entry {
  return { ...entry407, sheet, at, text };
}

async function sheetsOf(store: HistoryStore): Promise<readonly string[]> {
  return (await store.all()).map(({ sheet }) => sheet);
}

describe.each([
  ["in the browser’s database", openHistory],
  ["in memory", async () => memoryStore()],
])("a history %s", (_, open) => {
  let store: HistoryStore;

  beforeEach(async () => {
    vi.stubGlobal("indexedDB", new IDBFactory());
    store = await open();
  });

  test("lists the latest first", async () => {
    await store.put(entry("a", 1));
    await store.put(entry("c", 3));
    await store.put(entry("b", 2));
    expect(await sheetsOf(store)).toEqual(["c", "b", "a"]);
  });

  test("keeps one entry for each sheet", async () => {
    await store.put(entry("a", 1, "4"));
    await store.put(entry("a", 2, "407"));
    expect(await store.all()).toMatchObject([{ sheet: "a", at: 2, text: "407" }]);
  });

  test("keeps the reading, the corrections and the picture", async () => {
    const image = new Blob(["png"], { type: "image/png" });
    await store.put({
      ...entry407,
      said: ["9", null, null],
      picture: { image, width: 640, height: 280 },
    });
    const [kept] = await store.all();
    expect(kept).toMatchObject({ reading: entry407.reading, said: ["9", null, null] });
    expect(kept?.picture).toMatchObject({ width: 640, height: 280 });
  });

  test("deletes one, and all", async () => {
    for (const [at, sheet] of ["a", "b", "c"].entries()) await store.put(entry(sheet, at));
    await store.remove("b");
    expect(await sheetsOf(store)).toEqual(["c", "a"]);
    await store.clear();
    expect(await store.all()).toEqual([]);
  });

  test("lets the oldest go when there are too many", async () => {
    for (let at = 0; at < mostEntries + 3; at++) await store.put(entry(`sheet-${at}`, at));
    const sheets = await sheetsOf(store);
    expect(sheets).toHaveLength(mostEntries);
    expect(sheets.at(0)).toBe(`sheet-${mostEntries + 2}`);
    expect(sheets.at(-1)).toBe("sheet-3");
  });
});

test("what the database holds is there on the next visit", async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  const visit = await openHistory();
  expect(visit.lasting).toBe(true);
  await visit.put(entry407);
  expect(await sheetsOf(await openHistory())).toEqual([entry407.sheet]);
});

test("a browser that refuses databases still has a history, which does not last", async () => {
  vi.stubGlobal("indexedDB", {
    open() {
      throw new DOMException("The operation is insecure.", "SecurityError");
    },
  });
  const store = await openHistory();
  expect(store.lasting).toBe(false);
  await store.put(entry407);
  expect(await sheetsOf(store)).toEqual([entry407.sheet]);
});
