import { createObservable, type Observable } from "../observable";

/** Pictures that were dropped, pasted or taken anywhere on the page, until a desk takes them. */
export type Inbox = {
  readonly files: Observable<readonly File[]>;
  readonly put: (files: readonly File[]) => void;
  /** Takes all of them out. */
  readonly take: () => readonly File[];
};

export function createInbox(): Inbox {
  const files = createObservable<readonly File[]>([]);
  return {
    files,
    put: (more) => files.set([...files.get(), ...more]),
    take() {
      const taken = files.get();
      files.set([]);
      return taken;
    },
  };
}
