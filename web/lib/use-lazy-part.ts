import { type ComponentType, useCallback, useState } from "react";

export type LazyPart<Props> = {
  readonly Part: ComponentType<Props> | null;
  /** The network refused the part; to fetch again may help. */
  readonly failed: boolean;
  readonly fetch: () => void;
};

/** A part of the page that is fetched only when somebody wants it. */
export function useLazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null);
  const [failed, setFailed] = useState(false);
  const fetch = useCallback(() => {
    setFailed(false);
    load().then(
      (part) => setPart(() => part),
      () => setFailed(true),
    );
  }, [load]);
  return { Part, failed, fetch };
}
