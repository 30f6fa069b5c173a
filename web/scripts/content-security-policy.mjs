/**
 * The last step of the build: writes the exported page's Content-Security-Policy, as one line,
 * beside index.html. Whatever serves the page sends it with each of its files.
 */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const exported = path.join(import.meta.dirname, "..", "out");

const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

function hashOf(script) {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

function inlineScriptsOf(html) {
  return [...html.matchAll(inlineScript)].map(([, script]) => script);
}

function pages() {
  return readdirSync(exported, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => readFileSync(path.join(exported, name), "utf8"));
}

function policyOf(scripts) {
  // Sorted and each once, so that equal exports get equal policies.
  const hashes = [...new Set(scripts.map(hashOf))].sort();
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashes].join(" "),
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const policy = policyOf(pages().flatMap(inlineScriptsOf));
writeFileSync(path.join(exported, "content-security-policy.txt"), `${policy}\n`);
