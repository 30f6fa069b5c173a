import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ReadAnswer } from "../reading/reader";
import { question407, reading407 } from "../reading/samples";
import { removeFeedback, sendFeedback } from "./client";
import { addSent, forgetSent, type Sent, sent } from "./sent";

const answer: ReadAnswer = { kind: "read", reading: reading407, question: question407 };

afterEach(() => vi.unstubAllGlobals());

function serverAnswers(status: number, body: unknown, headers: Record<string, string> = {}) {
  const fetched = vi.fn(
    async (..._: Parameters<typeof fetch>) =>
      new Response(status === 204 ? null : JSON.stringify(body), { status, headers }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

function serverIsSilent(): void {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
}

describe("sending", () => {
  const send = () => sendFeedback({ answer, correction: "907" });

  test("sends the picture, the reading and what it should be", async () => {
    const fetched = serverAnswers(201, { id: "4f" });
    expect(await send()).toEqual({ kind: "kept", id: "4f" });
    const [address, request] = fetched.mock.calls[0] ?? [];
    expect(address).toBe("/api/v1/feedback");
    expect(request?.method).toBe("POST");
    const form = request?.body;
    if (!(form instanceof FormData)) throw new Error("The body is no form.");
    expect(form.get("image")).toBeInstanceOf(Blob);
    expect(form.get("correction")).toBe("907");
    expect(JSON.parse(String(form.get("reading")))).toEqual(reading407);
  });

  test.each([403, 404, 503])("a server that keeps no feedback (%d) is no error", async (status) => {
    serverAnswers(status, { title: "No feedback" });
    expect(await send()).toEqual({ kind: "unavailable" });
  });

  test.each([429, 503])("a %d that asks to wait is a busy server", async (status) => {
    serverAnswers(status, {}, { "Retry-After": "7" });
    expect(await send()).toEqual({ kind: "busy", seconds: 7 });
  });

  test("gives the server’s words for what it refuses", async () => {
    serverAnswers(422, { detail: "A correction has digits only." });
    expect(await send()).toEqual({ kind: "refused", detail: "A correction has digits only." });
  });

  test("takes errors and silence for a server that is away", async () => {
    serverAnswers(500, {});
    expect(await send()).toEqual({ kind: "away" });
    serverIsSilent();
    expect(await send()).toEqual({ kind: "away" });
  });
});

describe("deleting", () => {
  test("names the id", async () => {
    const fetched = serverAnswers(204, null);
    expect(await removeFeedback("4f")).toBe("gone");
    expect(fetched.mock.calls[0]).toEqual(["/api/v1/feedback/4f", { method: "DELETE" }]);
  });

  test("what the server has no longer is gone", async () => {
    serverAnswers(404, {});
    expect(await removeFeedback("4f")).toBe("gone");
  });

  test("an error or silence is no deletion", async () => {
    serverAnswers(503, {});
    expect(await removeFeedback("4f")).toBe("failed");
    serverIsSilent();
    expect(await removeFeedback("4f")).toBe("failed");
  });
});

describe("what was sent", () => {
  const one: Sent = { id: "1", at: 1, sheet: "a", correction: "407" };
  const two: Sent = { ...one, id: "2", at: 2 };
  const kept = new Map<string, string>();

  beforeEach(() => {
    kept.clear();
    vi.resetModules();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
  });

  const nextVisit = async () => (await import("./sent")).sent.get();

  test("is remembered until it is deleted", async () => {
    addSent(one);
    addSent(two);
    expect(sent.get()).toEqual([two, one]);
    expect(await nextVisit()).toEqual([two, one]);
    forgetSent("1");
    forgetSent("2");
    vi.resetModules();
    expect(await nextVisit()).toEqual([]);
  });

  test.each(["no JSON", '{"id": 1}', '[{"id": 1}, null]'])(
    "%s in its place counts as nothing",
    async (text) => {
      kept.set("feedback-sent", text);
      expect(await nextVisit()).toEqual([]);
    },
  );
});
