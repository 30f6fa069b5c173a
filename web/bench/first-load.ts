import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { gzippedSize } from "../e2e/weight";

const run = promisify(execFile);

const script = /<script\b([^>]*)>/g;

/** The bytes, gzipped, of the scripts that a modern browser loads for an exported page. */
export function firstLoadSize(exported: string): number {
  const html = readFileSync(path.join(exported, "index.html"), "utf8");
  return Array.from(html.matchAll(script), ([, attributes = ""]) => attributes)
    .filter((attributes) => !/\bnomodule\b/i.test(attributes))
    .map((attributes) => /\bsrc="([^"]+)"/.exec(attributes)?.[1])
    .filter((source) => source !== undefined)
    .map((source) => gzippedSize(readFileSync(path.join(exported, source))))
    .reduce((sum, size) => sum + size, 0);
}

/** Builds a page with nothing on it, by the same Next, and weighs it. */
export async function bareExportSize(web: string): Promise<number> {
  // Inside this package, or the bundler would not find its packages.
  const bare = path.join(web, ".next", "bare");
  rmSync(bare, { recursive: true, force: true });
  mkdirSync(path.join(bare, "app"), { recursive: true });
  for (const [name, text] of Object.entries(bareFiles)) writeFileSync(path.join(bare, name), text);
  await run("npx", ["next", "build", bare], {
    cwd: web,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  return firstLoadSize(path.join(bare, "out"));
}

const bareFiles = {
  "package.json": '{ "name": "bare", "private": true, "type": "module" }',
  "next.config.mjs": 'export default { output: "export", trailingSlash: true };',
  "tsconfig.json": '{ "compilerOptions": { "jsx": "react-jsx", "strict": true } }',
  "app/layout.tsx":
    'import type { ReactNode } from "react";\nexport default function Layout({ children }: { children: ReactNode }) {\n  return <html lang="en"><body>{children}</body></html>;\n}\n',
  "app/page.tsx": "export default function Page() {\n  return <h1>Bare</h1>;\n}\n",
};
