import { useEffect, useState } from "react";
import type { Corrections } from "../corrections/corrections";
import type { Answer } from "../reading/reader";
import { useObservable } from "../use-observable";
import type { Settled, Source } from "./entry";
import { createKeeper, type Shown } from "./keeper";
import { keepingHistory } from "./keeping";

/** Keeps what has been read in the history of this browser, unless a person does not want it. */
export function useKeepHistory(answer: Answer, said: Corrections, source: Source | null): void {
  const [keeper] = useState(() => createKeeper(save));
  const keeping = useObservable(keepingHistory);

  useEffect(() => {
    keeper.see(keeping ? shownOf(answer, said, source) : "nothing");
  }, [keeper, keeping, answer, said, source]);

  useEffect(() => {
    document.addEventListener("visibilitychange", keeper.flush);
    return () => {
      document.removeEventListener("visibilitychange", keeper.flush);
      keeper.flush();
    };
  }, [keeper]);
}

/** Without the network the part that keeps cannot be loaded; reading goes on without it. */
function save(settled: Settled): void {
  import("./history").then(({ keep }) => keep(settled)).catch(() => undefined);
}

function shownOf(answer: Answer, said: Corrections, source: Source | null): Shown {
  switch (answer.kind) {
    case "awaited":
      return "changing";
    case "none":
    case "refused":
      return "nothing";
    case "read":
      return answer.reading.characters.length === 0 ? "nothing" : { answer, said, source };
  }
}
