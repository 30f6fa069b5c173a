import { expect, test } from "vitest";
import type { Entry } from "./entry";
import { csvOf, jsonOf } from "./export";
import { entry407 } from "./samples";

const corrected: Entry = { ...entry407, text: "907", said: ["9", null, null] };

test("the table has a line for each reading", () => {
  expect(csvOf([entry407, corrected])).toBe(
    "time,text,read_as,confidence,corrected,source,mode\r\n" +
      "2030-01-01T12:00:00.000Z,407,407,0.9649,no,draw,multi\r\n" +
      "2030-01-01T12:00:00.000Z,907,407,0.9649,yes,draw,multi\r\n",
  );
});

test("texts of several lines stay one cell, and quotes are doubled", () => {
  expect(csvOf([{ ...entry407, text: "40\n7" }])).toContain(',"40\n7",');
  expect(csvOf([{ ...entry407, text: 'a"b' }])).toContain(',"a""b",');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)"])("%s is no formula for a spreadsheet", (text) => {
  expect(csvOf([{ ...entry407, text }])).toContain(`,'${text},`);
});

test("an empty history is a table without lines, and an empty list", () => {
  expect(csvOf([]).split("\r\n")).toHaveLength(2);
  expect(JSON.parse(jsonOf([]))).toEqual([]);
});

test("the JSON tells each character, as read and as corrected", () => {
  const [entry] = JSON.parse(jsonOf([corrected]));
  expect(entry).toMatchObject({
    time: "2030-01-01T12:00:00.000Z",
    source: "draw",
    mode: "multi",
    text: "907",
    read_as: "407",
    confidence: 0.9649,
  });
  expect(entry.characters[0]).toMatchObject({ label: "4", corrected: "9", confidence: 0.98 });
  expect(entry.characters[1]).not.toHaveProperty("corrected");
  expect(entry.characters[1].box).toEqual({ x: 60, y: 20, width: 40, height: 70 });
});
