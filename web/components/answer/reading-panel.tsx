"use client";

import { useEffect, useId, useState } from "react";
import { corrections } from "@/lib/corrections/corrections";
import type { Source } from "@/lib/history/entry";
import { useKeepHistory } from "@/lib/history/use-keep-history";
import type { ReaderState } from "@/lib/reading/reader";
import type { Character } from "@/lib/reading/reading";
import { announcement, serverTrouble } from "@/lib/reading/spoken";
import { useObservable } from "@/lib/use-observable";
import { useOnline } from "@/lib/use-online";
import { words } from "@/lib/words/words";
import { FeedbackRow } from "../feedback/feedback-row";
import { type Age, Aged } from "./aged";
import { CharacterList } from "./character-list";
import { GlyphView } from "./glyph-view";
import { LiveRegion } from "./live-region";
import { ServerBanner } from "./server-banner";
import { WholeReading } from "./whole-reading";

type ReadingPanelProps = {
  readonly state: ReaderState;
  readonly highlighted: Character | null;
  readonly onHighlight: (character: Character | null) => void;
  readonly onTryAgain: () => void;
  /** Where the picture came from, for the history. */
  readonly source?: Source;
};

/** How long an answer may take before the reading that it will replace is hidden. */
const patienceMs = 400;

export function ReadingPanel(props: ReadingPanelProps) {
  const heading = useId();
  const { state, highlighted, onHighlight, onTryAgain } = props;
  const { answer, server } = state;
  const said = useObservable(corrections);
  const online = useOnline();
  const awaited = answer.kind === "awaited";
  const overdue = useLasting(awaited, patienceMs);
  const [opened, setOpened] = useState<Character | null>(null);
  const read = awaited ? answer.before : answer.kind === "read" ? answer : null;
  const age: Age = !awaited ? "current" : overdue ? "hidden" : "old";
  const link = { highlighted, onHighlight, opened, onOpen: setOpened };

  useKeepHistory(answer, said, props.source ?? null);
  useConnectionChanges(server.kind !== "well", onTryAgain);

  return (
    <section aria-labelledby={heading} aria-busy={awaited} className="flex min-w-0 flex-col gap-3">
      <h2 id={heading} className="sr-only">
        {words.answer.section}
      </h2>
      {server.kind !== "well" && (
        <ServerBanner trouble={server} online={online} onTryAgain={onTryAgain} />
      )}
      {(server.kind === "well" || answer.kind === "read") && (
        <>
          <WholeReading answer={answer} read={read} age={age} said={said} {...link} />
          {read !== null && read.reading.characters.length > 0 && (
            <Aged age={age} className="flex flex-col gap-3">
              <FeedbackRow key={read.question.sheet} answer={read} said={said} />
              <CharacterList reading={read.reading} said={said} {...link} />
              <GlyphView answer={read} current={age === "current"} {...link} />
            </Aged>
          )}
        </>
      )}
      <LiveRegion text={announcement(answer, said)} />
      <p role="status" className="sr-only">
        {server.kind !== "well" && serverTrouble(server, online)}
      </p>
    </section>
  );
}

/** Whether something has been so for a while. */
function useLasting(isSo: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [isSo, milliseconds]);
  return isSo && lasting;
}

/**
 * The browser tells that the connection went or came, or the person came back to a page in
 * trouble: the reader looks how things are.
 */
function useConnectionChanges(inTrouble: boolean, onChange: () => void): void {
  useEffect(() => {
    function comeBack(): void {
      if (inTrouble && document.visibilityState === "visible") onChange();
    }
    window.addEventListener("online", onChange);
    window.addEventListener("offline", onChange);
    document.addEventListener("visibilitychange", comeBack);
    return () => {
      window.removeEventListener("online", onChange);
      window.removeEventListener("offline", onChange);
      document.removeEventListener("visibilitychange", comeBack);
    };
  }, [inTrouble, onChange]);
}
