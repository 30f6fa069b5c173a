"use client";

import { Aperture, Flashlight, Radio, SwitchCamera } from "lucide-react";
import { type RefObject, useEffect, useReducer, useRef, useState } from "react";
import { type Camera, nextCamera, setTorch } from "@/lib/camera/camera";
import { frameOf, liveArea } from "@/lib/camera/frame";
import { guideOn } from "@/lib/camera/framing";
import { createWatch, type Sight, unread } from "@/lib/camera/watch";
import { classNames } from "@/lib/class-names";
import type { Size } from "@/lib/ink/stroke";
import { largestArea } from "@/lib/picture/reduce";
import type { Character, Mode } from "@/lib/reading/reading";
import { sameOriginServer } from "@/lib/reading/server";
import { useSize } from "@/lib/use-size";
import { words } from "@/lib/words/words";
import { BoxOverlay } from "../answer/box-overlay";
import { ReadingPanel } from "../answer/reading-panel";
import { DeskLayout } from "../desk-layout";
import { ModeSwitch } from "../mode-switch";
import { roomOnDesk } from "../room";
import { Button } from "../ui/button";

type CameraViewProps = {
  /** `null` while it is being turned on. */
  readonly camera: Camera | null;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  /** Asks for the camera of this id. */
  readonly onCamera: (deviceId: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
};

/** The living picture with a frame, whose inside is read as it stands, or taken as a picture. */
export function CameraView({ camera, mode, onMode, onCamera, onFiles }: CameraViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  const [live, setLive] = useState(true);
  const [playing, setPlaying] = useState(false);
  const [attempt, tryAgain] = useReducer((count: number) => count + 1, 0);
  const sight = useSight(video, live ? camera : null, mode, attempt);
  const [marked, setMarked] = useState<number | null>(null);
  const { answer } = sight.steady;
  const steady = answer.kind === "read" ? answer.reading.characters : [];

  async function take(): Promise<void> {
    const image = video.current && (await frameOf(video.current, mode, largestArea));
    if (image) onFiles([new File([image], photoName(), { type: image.type })]);
  }

  return (
    <DeskLayout
      label={words.camera.section}
      answer={
        <ReadingPanel
          source="camera"
          state={sight.steady}
          highlighted={steady[marked ?? -1] ?? null}
          onHighlight={(character) => setMarked(placeOf(character, steady))}
          onTryAgain={tryAgain}
        />
      }
    >
      <Viewfinder
        video={video}
        camera={camera}
        onPlaying={setPlaying}
        mode={mode}
        sight={sight}
        marked={marked}
      />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="grow sm:grow-0">
          <ModeSwitch legend={words.camera.modes} mode={mode} onMode={onMode} />
        </div>
        <div className="flex grow flex-wrap items-center gap-2">
          <Button
            variant="accent"
            className="grow disabled:opacity-60 sm:grow-0"
            disabled={!playing}
            onClick={() => void take()}
          >
            <Aperture aria-hidden="true" />
            {words.camera.take}
          </Button>
          <Button
            aria-pressed={live}
            className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
            onClick={() => setLive(!live)}
          >
            <Radio aria-hidden="true" />
            {words.camera.live}
          </Button>
          {camera !== null && <Lens key={camera.track.id} camera={camera} onCamera={onCamera} />}
        </div>
      </div>
    </DeskLayout>
  );
}

/** What this camera can do besides: light, and giving way to another one. */
function Lens({ camera, onCamera }: { camera: Camera; onCamera: (deviceId: string) => void }) {
  const [lit, setLit] = useState(false);
  const [next, setNext] = useState<string | null>(null);

  useEffect(() => {
    // Without a list of cameras there is no other one to go to.
    nextCamera(camera).then(setNext, () => setNext(null));
  }, [camera]);

  async function light(): Promise<void> {
    try {
      await setTorch(camera, !lit);
      setLit(!lit);
    } catch {
      // Some phones promise a light that they keep for themselves: it stays as it is.
    }
  }

  return (
    <>
      {camera.hasTorch && (
        <Button
          aria-label={words.camera.torch}
          title={words.camera.torch}
          aria-pressed={lit}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          onClick={() => void light()}
        >
          <Flashlight aria-hidden="true" />
        </Button>
      )}
      {next !== null && (
        <Button
          aria-label={words.camera.next}
          title={words.camera.next}
          onClick={() => onCamera(next)}
        >
          <SwitchCamera aria-hidden="true" />
        </Button>
      )}
    </>
  );
}

type ViewfinderProps = {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly camera: Camera | null;
  /** Tells whether there is a picture to take. */
  readonly onPlaying: (playing: boolean) => void;
  readonly mode: Mode;
  readonly sight: Sight;
  /** The place of the highlighted character. */
  readonly marked: number | null;
};

function Viewfinder({ video, camera, onPlaying, mode, sight, marked }: ViewfinderProps) {
  const view = useSize(video);

  useEffect(() => {
    if (video.current === null || camera === null) return;
    const element = video.current;
    element.srcObject = camera.stream;
    // It plays by itself; where the browser refuses until it is touched, the picture stands still.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [video, camera]);

  return (
    <div
      className={classNames("relative overflow-hidden rounded-2xl bg-well shadow-card", roomOnDesk)}
    >
      <video
        ref={video}
        aria-label={words.camera.view}
        className="absolute inset-0 size-full object-cover"
        onLoadedData={() => onPlaying(true)}
        onEmptied={() => onPlaying(false)}
        autoPlay
        muted
        playsInline
      />
      {camera === null ? (
        <p className="absolute inset-0 flex items-center justify-center p-6 text-center text-balance text-muted">
          {words.camera.starting}
        </p>
      ) : (
        view !== null && <Guide view={view} mode={mode} sight={sight} marked={marked} />
      )}
    </div>
  );
}

type GuideProps = Pick<ViewfinderProps, "mode" | "sight" | "marked"> & { readonly view: Size };

/**
 * The frame whose inside is read, dark around it, and the boxes in it. White and black, because
 * it lies over a video, which no theme changes.
 */
function Guide({ view, mode, sight: { steady, latest }, marked }: GuideProps) {
  const { x, y, width, height } = guideOn(view, mode);
  return (
    <div
      data-slot="guide"
      className="pointer-events-none absolute rounded-xl outline-2 outline-white [box-shadow:0_0_0_100vmax_rgb(0_0_0/45%)]"
      style={{ left: x, top: y, width, height }}
    >
      {latest === null ? (
        steady.answer.kind !== "read" && (
          <p className="absolute inset-x-0 bottom-2 text-center text-sm font-medium text-balance">
            <span className="rounded-lg bg-surface px-2.5 py-1 text-text">
              {words.camera.guide}
            </span>
          </p>
        )
      ) : (
        <div className="by-day contents">
          <BoxOverlay
            characters={latest.characters}
            highlighted={latest.characters[marked ?? -1] ?? null}
            picture={latest.image}
            scale={width / latest.image.width}
          />
        </div>
      )}
    </div>
  );
}

/** Reads what stands in the frame while there is a camera, and rests while the page is hidden. */
function useSight(
  video: RefObject<HTMLVideoElement | null>,
  camera: Camera | null,
  mode: Mode,
  attempt: number,
): Sight {
  const [sight, setSight] = useState(unread);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt begins anew
  useEffect(() => {
    setSight(unread);
    if (camera === null) return;
    const watch = createWatch(sameOriginServer, mode, async () => {
      if (document.hidden || camera.track.muted || video.current === null) return null;
      return frameOf(video.current, mode, liveArea);
    });
    const stopListening = watch.sight.subscribe(() => setSight(watch.sight.get()));
    return () => {
      stopListening();
      watch.stop();
    };
  }, [video, camera, mode, attempt]);

  return sight;
}

function placeOf(character: Character | null, all: readonly Character[]): number | null {
  return character === null ? null : all.indexOf(character);
}

function photoName(): string {
  const time = new Date().toLocaleTimeString(words.language, { timeStyle: "short" });
  return words.camera.photo(time);
}
