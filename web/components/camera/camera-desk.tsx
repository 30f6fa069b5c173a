"use client";

import { useCallback, useEffect, useReducer, useState } from "react";
import { type Camera, closeCamera, openCamera } from "@/lib/camera/camera";
import { type Trouble, troubleAhead, troubleOf } from "@/lib/camera/trouble";
import type { Mode } from "@/lib/reading/reading";
import { CameraTrouble } from "./camera-trouble";
import { CameraView } from "./camera-view";

type CameraDeskProps = {
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  /** Takes the pictures that are taken here. */
  readonly onFiles: (files: readonly File[]) => void;
};

type CameraState =
  | { readonly kind: "starting" }
  | { readonly kind: "on"; readonly camera: Camera }
  | { readonly kind: "off"; readonly trouble: Trouble };

/** The camera is on while this is on the page, and only then. */
export function CameraDesk({ mode, onMode, onFiles }: CameraDeskProps) {
  const [wish, setWish] = useState<string | null>(null);
  const [attempt, tryAgain] = useReducer((count: number) => count + 1, 0);
  const state = useCamera(wish, attempt);
  const restart = useCallback(() => {
    setWish(null);
    tryAgain();
  }, []);

  if (state.kind === "off") {
    return <CameraTrouble trouble={state.trouble} onAgain={restart} onFiles={onFiles} />;
  }
  return (
    <CameraView
      camera={state.kind === "on" ? state.camera : null}
      mode={mode}
      onMode={onMode}
      onCamera={setWish}
      onFiles={onFiles}
    />
  );
}

/** Turns the camera on, again with each attempt, and off at the end. */
function useCamera(wish: string | null, attempt: number): CameraState {
  const [state, setState] = useState<CameraState>({ kind: "starting" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt begins anew
  useEffect(() => {
    const ahead = troubleAhead(window);
    if (ahead !== null) {
      setState({ kind: "off", trouble: ahead });
      return;
    }
    const left = new AbortController();
    setState({ kind: "starting" });
    void turnOn(wish, left.signal, setState);
    return () => left.abort();
  }, [wish, attempt]);

  return state;
}

async function turnOn(
  wish: string | null,
  left: AbortSignal,
  onState: (state: CameraState) => void,
): Promise<void> {
  try {
    const camera = await openCamera(wish);
    if (left.aborted) {
      closeCamera(camera);
      return;
    }
    left.addEventListener("abort", () => closeCamera(camera));
    // Fires when the camera is unplugged or its permission taken back, not when it is closed here.
    camera.track.addEventListener("ended", () => {
      if (!left.aborted) onState({ kind: "off", trouble: "ended" });
    });
    onState({ kind: "on", camera });
  } catch (error) {
    if (!left.aborted) onState({ kind: "off", trouble: troubleOf(error) });
  }
}
