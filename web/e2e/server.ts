import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";

const web = path.join(import.meta.dirname, "..");

export const serverCommand = [
  path.join(web, "..", ".venv", "bin", "python"),
  "-m",
  "digit_service",
] as const;

export function serverEnvironment(port: number): Record<string, string> {
  return {
    HOST: "127.0.0.1",
    PORT: String(port),
    PAGE_DIR: path.join(web, "out"),
    DATABASE_URL: `sqlite:///${path.join(tmpdir(), `digit-reader-e2e-${port}.db`)}`,
  };
}

export type RunningServer = { readonly stop: () => Promise<void> };

/** Resolves when the server is ready. */
export async function startServer(port: number): Promise<RunningServer> {
  const [program, ...options] = serverCommand;
  const server = spawn(program, options, {
    env: { ...process.env, ...serverEnvironment(port) },
    stdio: "ignore",
  });
  async function stop(): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill("SIGKILL");
    await once(server, "exit");
  }
  try {
    await expect
      .poll(() => isReady(port), { message: "the server is ready", timeout: 20_000 })
      .toBe(true);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const address = listener.address();
  listener.close();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}
