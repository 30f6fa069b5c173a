/** What a pointer event tells about the hand behind it. */
export type Contact = {
  readonly pointerType: string;
  /** Of what touches the screen, in CSS pixels; 1 or less where the device does not tell. */
  readonly width: number;
  readonly height: number;
  readonly timeStamp: number;
};

/** While a pen writes and for so long after it was last seen, a touch is the hand that holds it. */
const penMemoryMs = 3_000;
/** Fingertips and thumbs stay below this. */
const widestFinger = 64;

export type PalmGuard = {
  /** Call for each event of a pointer, hovering too. */
  readonly see: (contact: Contact) => void;
  readonly mayDraw: (contact: Contact) => boolean;
};

/** Tells the pen or finger that writes from the hand that rests on the screen. */
export function createPalmGuard(): PalmGuard {
  let penSeen = Number.NEGATIVE_INFINITY;
  return {
    see({ pointerType, timeStamp }) {
      if (pointerType === "pen") penSeen = timeStamp;
    },
    mayDraw({ pointerType, width, height, timeStamp }) {
      if (pointerType !== "touch") return true;
      return timeStamp - penSeen > penMemoryMs && Math.max(width, height) <= widestFinger;
    },
  };
}
