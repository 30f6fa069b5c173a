import { expect, test } from "vitest";
import { troubleAhead, troubleOf } from "./trouble";

test.each([
  ["NotAllowedError", "denied"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
  ["NotReadableError", "busy"],
  ["TypeError", "failed"],
])("%s means %s", (name, trouble) => {
  expect(troubleOf(new DOMException("", name))).toBe(trouble);
});

test("a page without HTTPS cannot have a camera", () => {
  expect(troubleAhead({ isSecureContext: false, navigator: {} })).toBe("insecure");
  expect(troubleAhead({ isSecureContext: true, navigator: {} })).toBe("unsupported");
});
