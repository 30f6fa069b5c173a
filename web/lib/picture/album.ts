import { createObservable, type Observable } from "../observable";
import { createReader, type Reader, type ReaderState } from "../reading/reader";
import type { Mode } from "../reading/reading";
import type { Server } from "../reading/server";
import { newSheet } from "../reading/sheet";
import { words } from "../words/words";
import { type Edit, unedited } from "./edit";
import type { Prepare, Prepared } from "./prepare";
import { createQueue, type Queue, type Task } from "./queue";

export type Picture = {
  readonly id: string;
  readonly name: string;
  readonly edit: Edit;
  /** `null` until it is prepared for the first time. */
  readonly look: Prepared | null;
  readonly reading: ReaderState;
};

export type Pictures = {
  readonly all: readonly Picture[];
  /** The id of the one on the desk; `null` where there is none. */
  readonly selected: string | null;
};

/** Pictures that were given to the page. Each is read by itself, and again after each change. */
export type Album = {
  readonly pictures: Observable<Pictures>;
  /** Adds them and selects the first of them. */
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
  readonly select: (id: string) => void;
  readonly edit: (id: string, edit: Edit) => void;
  readonly setMode: (mode: Mode) => void;
  /** For all pictures that wait for a server that is away or busy. */
  readonly tryAgain: () => void;
};

/** How many pictures are decoded or wait for the server at once. */
export const picturesAtOnce = 3;

/** What a picture needs besides what can be seen of it. */
type Work = {
  readonly file: File;
  readonly reader: Reader;
  readonly stopListening: () => void;
  task: AbortController | null;
  /** The edit that `look` shows. */
  prepared: Edit | null;
};

export function createAlbum(server: Server, prepare: Prepare): Album {
  const pictures = createObservable<Pictures>({ all: [], selected: null });
  const queue = createQueue(picturesAtOnce);
  const works = new Map<string, Work>();
  let mode: Mode = "multi";

  function pictureOf(id: string): Picture | undefined {
    return pictures.get().all.find((picture) => picture.id === id);
  }

  function change(id: string, part: Partial<Picture>): void {
    const { all, selected } = pictures.get();
    const changed = all.map((picture) => (picture.id === id ? { ...picture, ...part } : picture));
    pictures.set({ all: changed, selected });
  }

  function pictureFrom(file: File): Picture {
    const id = newSheet();
    const reader = createReader(server);
    const stopListening = reader.state.subscribe(() => {
      change(id, { reading: reader.state.get() });
    });
    works.set(id, { file, reader, stopListening, task: null, prepared: null });
    reader.expect();
    return { id, name: file.name, edit: unedited, look: null, reading: reader.state.get() };
  }

  function readAgain(id: string, add: Queue["add"]): void {
    const work = works.get(id);
    if (work === undefined) return;
    work.task?.abort();
    work.reader.expect();
    work.task = add(reading(id, work));
  }

  function reading(id: string, work: Work): Task {
    return async (signal) => {
      const look = await lookOf(id, work);
      if (signal.aborted || look === null) return;
      if (look.kind === "unfit") {
        change(id, { reading: refusalOf(look) });
        return;
      }
      const image = look.kind === "seen" ? look.sent.image : work.file;
      work.reader.ask({ image, mode, sheet: id });
      await answered(work.reader, signal);
    };
  }

  /** `null` where the picture was changed or removed meanwhile. */
  async function lookOf(id: string, work: Work): Promise<Prepared | null> {
    const picture = pictureOf(id);
    if (picture === undefined) return null;
    const { edit } = picture;
    if (work.prepared === edit) return picture.look;
    const look = await prepare(work.file, edit);
    if (pictureOf(id)?.edit !== edit) return null;
    work.prepared = edit;
    change(id, { look });
    return look;
  }

  return {
    pictures,
    add(files) {
      const { all, selected } = pictures.get();
      const added = files.map(pictureFrom);
      pictures.set({ all: [...all, ...added], selected: added[0]?.id ?? selected });
      for (const { id } of added) {
        const work = works.get(id);
        if (work !== undefined) work.task = queue.add(reading(id, work));
      }
    },
    remove(id) {
      const work = works.get(id);
      works.delete(id);
      work?.task?.abort();
      work?.stopListening();
      work?.reader.rest();
      const { all, selected } = pictures.get();
      const place = all.findIndex((picture) => picture.id === id);
      const left = all.filter((picture) => picture.id !== id);
      const neighbour = left[Math.min(place, left.length - 1)]?.id ?? null;
      pictures.set({ all: left, selected: selected === id ? neighbour : selected });
    },
    select(id) {
      pictures.set({ ...pictures.get(), selected: id });
    },
    edit(id, edit) {
      change(id, { edit });
      readAgain(id, queue.addFirst);
    },
    setMode(next) {
      if (next === mode) return;
      mode = next;
      const { all, selected } = pictures.get();
      if (selected !== null) readAgain(selected, queue.add);
      for (const { id } of all) if (id !== selected) readAgain(id, queue.add);
    },
    tryAgain() {
      for (const { reader } of works.values()) {
        if (reader.state.get().server.kind !== "well") reader.tryAgain();
      }
    },
  };
}

function refusalOf({ format }: Extract<Prepared, { readonly kind: "unfit" }>): ReaderState {
  const detail = format === "SVG" ? words.pictures.svg : words.pictures.noPicture;
  return { answer: { kind: "refused", detail }, server: { kind: "well" } };
}

/** Resolves when the reader has its answer, or when nobody waits for it any more. */
function answered(reader: Reader, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const isOver = () => signal.aborted || reader.state.get().answer.kind !== "awaited";
    const stop = reader.state.subscribe(check);
    signal.addEventListener("abort", check, { once: true });
    function check(): void {
      if (!isOver()) return;
      stop();
      resolve();
    }
    check();
  });
}
