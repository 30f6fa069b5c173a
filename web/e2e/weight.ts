import { gzipSync } from "node:zlib";

/**
 * What a page of this Next version with nothing on it loads, gzipped. `make bench` measures it
 * anew and says when this number is old.
 */
export const bareExport = { next: "16.4.5", bytes: 134_691 } as const;

export function gzippedSize(script: Buffer): number {
  return gzipSync(script, { level: 9 }).length;
}
