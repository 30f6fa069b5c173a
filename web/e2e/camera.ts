import { renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "@playwright/test";
import { launchOptionsWith } from "./browser";
import { type Paper, y4mOf } from "./paper";

/** A browser with a camera that looks at this paper. */
export function browserLookingAt(name: string, paper: Paper) {
  const video = path.join(tmpdir(), `digit-reader-${name}.y4m`);
  // Whole or not at all: another worker may be about to play it.
  const draft = `${video}.${process.pid}`;
  writeFileSync(draft, y4mOf(paper));
  renameSync(draft, video);
  return launchOptionsWith(
    "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${video}`,
  );
}

/** Keeps account of the cameras that the page turns on; call before the page is opened. */
export async function watchCameras(page: Page): Promise<{
  readonly on: () => Promise<readonly string[]>;
}> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { cameraTracks: tracks });
    const devices = navigator.mediaDevices;
    if (devices === undefined) return;
    const ask = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      tracks.push(...stream.getVideoTracks());
      return stream;
    };
  });
  return {
    on: () =>
      page.evaluate(() =>
        (window as unknown as { cameraTracks: MediaStreamTrack[] }).cameraTracks
          .filter(({ readyState }) => readyState === "live")
          .map((track) => track.getSettings().deviceId ?? ""),
      ),
  };
}
