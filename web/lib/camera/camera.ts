declare global {
  // From the W3C's image capture specification, which the types of the DOM leave out.
  interface MediaTrackCapabilities {
    torch?: boolean;
  }
  interface MediaTrackConstraintSet {
    torch?: boolean;
  }
}

/** One camera that is on. */
export type Camera = {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly hasTorch: boolean;
};

/** Fine enough to read by, and what phones give without delay. */
const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };

/**
 * Turns on the camera of this id, or the one at the back where there is one.
 * Rejects with the error of `getUserMedia`.
 */
export async function openCamera(deviceId: string | null): Promise<Camera> {
  const which = deviceId === null ? { facingMode: { ideal: "environment" } } : exactly(deviceId);
  const video = { ...size, ...which };
  const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new DOMException("There is no video.", "NotFoundError");
  return { stream, track, hasTorch: track.getCapabilities?.().torch === true };
}

function exactly(deviceId: string) {
  return { deviceId: { exact: deviceId } };
}

export function closeCamera({ stream }: Camera): void {
  for (const track of stream.getTracks()) track.stop();
}

export async function setTorch({ track }: Camera, torch: boolean): Promise<void> {
  await track.applyConstraints({ advanced: [{ torch }] });
}

/** The id of the camera after this one; `null` where there is no other. */
export async function nextCamera({ track }: Camera): Promise<string | null> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ids = devices.filter(({ kind }) => kind === "videoinput").map((device) => device.deviceId);
  if (ids.length < 2) return null;
  return ids[(ids.indexOf(track.getSettings().deviceId ?? "") + 1) % ids.length] ?? null;
}
