/** Puts a gzip and a Brotli of each file of the page beside it, where that is smaller. */

import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const page = process.argv[2];

for (const name of readdirSync(page, { recursive: true })) {
  const file = path.join(page, name);
  if (!statSync(file).isFile()) {
    continue;
  }
  const plain = readFileSync(file);
  for (const [ending, compressed] of [
    ["gz", gzipSync(plain, { level: 9 })],
    ["br", brotliCompressSync(plain)],
  ]) {
    if (compressed.length < plain.length) {
      writeFileSync(`${file}.${ending}`, compressed);
    }
  }
}
