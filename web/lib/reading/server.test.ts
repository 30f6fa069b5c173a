import { afterEach, describe, expect, test, vi } from "vitest";
import { reading407 } from "./samples";
import { type Outcome, readWithGlyphs, sameOriginServer } from "./server";

const image = new Blob(["png"], { type: "image/png" });

afterEach(() => vi.unstubAllGlobals());

function serverAnswers(body: string, init: ResponseInit): void {
  vi.stubGlobal("fetch", async () => new Response(body, init));
}

function problem(status: number, fields: object, headers: Record<string, string> = {}): void {
  serverAnswers(JSON.stringify(fields), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}

function read(): Promise<Outcome> {
  return sameOriginServer.read({ image, mode: "multi", sheet: "a" }, new AbortController().signal);
}

describe("reading", () => {
  test("sends picture, mode and the wish for alternatives to the page’s own server", async () => {
    const fetched = vi.fn(async (..._: Parameters<typeof fetch>) => Response.json(reading407));
    vi.stubGlobal("fetch", fetched);
    await read();
    const [address, request] = fetched.mock.calls[0] ?? [];
    expect(address).toBe("/api/v1/read");
    expect(request?.method).toBe("POST");
    const form = request?.body;
    if (!(form instanceof FormData)) throw new Error("The body is no form.");
    expect(form.get("mode")).toBe("multi");
    expect(form.get("alternatives")).toBe("3");
    expect(form.get("image")).toBeInstanceOf(Blob);
    expect(form.has("include")).toBe(false);
  });

  test("asks for glyphs only when told to", async () => {
    const fetched = vi.fn(async (..._: Parameters<typeof fetch>) => Response.json(reading407));
    vi.stubGlobal("fetch", fetched);
    await readWithGlyphs({ image, mode: "single", sheet: "a" }, new AbortController().signal);
    const form = fetched.mock.calls[0]?.[1]?.body;
    if (!(form instanceof FormData)) throw new Error("The body is no form.");
    expect(form.get("include")).toBe("glyphs");
    expect(form.get("mode")).toBe("single");
  });

  test("gives the reading", async () => {
    serverAnswers(JSON.stringify(reading407), { status: 200 });
    expect(await read()).toEqual({ kind: "read", reading: reading407 });
  });

  test.each(["<!doctype html>", '{"digit": 7}'])("refuses an answer like %s", async (body) => {
    serverAnswers(body, { status: 200 });
    expect(await read()).toMatchObject({ kind: "refused" });
  });

  test("gives the detail of a problem, else its title", async () => {
    problem(413, { title: "Too large", detail: "The image has too many pixels." });
    expect(await read()).toEqual({
      kind: "refused",
      detail: "The image has too many pixels.",
      status: 413,
    });
    problem(413, { title: "Too large" });
    expect(await read()).toMatchObject({ kind: "refused", detail: "Too large" });
  });

  test("has words even for a refusal without any", async () => {
    serverAnswers("no", { status: 404 });
    expect(await read()).toMatchObject({ kind: "refused", detail: expect.stringMatching(/\w+/) });
  });

  test.each([429, 503])("waits as long as a %d asks", async (status) => {
    problem(status, { detail: "Too many." }, { "Retry-After": "7" });
    expect(await read()).toEqual({ kind: "busy", seconds: 7 });
  });

  test.each([500, 502, 503])("takes a bare %d for a server that is away", async (status) => {
    serverAnswers("", { status });
    expect(await read()).toEqual({ kind: "away" });
  });

  test("takes a failing network for a server that is away", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    expect(await read()).toEqual({ kind: "away" });
  });
});

describe("being alive", () => {
  const isAlive = () => sameOriginServer.isAlive(new AbortController().signal);

  test("is a good answer to /healthz", async () => {
    serverAnswers("", { status: 200 });
    expect(await isAlive()).toBe(true);
  });

  test("is not an error, nor silence", async () => {
    serverAnswers("", { status: 502 });
    expect(await isAlive()).toBe(false);
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("Failed to fetch");
    });
    expect(await isAlive()).toBe(false);
  });
});
