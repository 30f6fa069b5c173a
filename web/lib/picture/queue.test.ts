import { expect, test } from "vitest";
import { createQueue } from "./queue";

/** Tasks that note when they begin and end when they are told to. */
function tasks() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve) => ends.set(name, resolve));
  };
  async function end(name: string): Promise<void> {
    ends.get(name)?.();
    // Lets what waits for the end go on.
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
  return { begun, task, end };
}

test("so many run at once, the others in turn", async () => {
  const { begun, task, end } = tasks();
  const queue = createQueue(2);
  for (const name of ["a", "b", "c", "d"]) queue.add(task(name));
  expect(begun).toEqual(["a", "b"]);
  await end("b");
  expect(begun).toEqual(["a", "b", "c"]);
  await end("a");
  expect(begun).toEqual(["a", "b", "c", "d"]);
});

test("one may go before all that wait", async () => {
  const { begun, task, end } = tasks();
  const queue = createQueue(1);
  for (const name of ["a", "b"]) queue.add(task(name));
  queue.addFirst(task("now"));
  await end("a");
  expect(begun).toEqual(["a", "now"]);
});

test("one that was taken back does not begin", async () => {
  const { begun, task, end } = tasks();
  const queue = createQueue(1);
  queue.add(task("a"));
  queue.add(task("b")).abort();
  queue.add(task("c"));
  await end("a");
  expect(begun).toEqual(["a", "c"]);
});
