import { useId } from "react";
import type { ReaderState } from "@/lib/reading/reader";
import type { Character } from "@/lib/reading/reading";
import { announcement } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";
import { CharacterList } from "./character-list";
import { ServerBanner } from "./server-banner";
import { WholeReading } from "./whole-reading";

type ReadingPanelProps = {
  readonly state: ReaderState;
  readonly highlighted: Character | null;
  readonly onHighlight: (character: Character | null) => void;
  readonly onTryAgain: () => void;
};

export function ReadingPanel(props: ReadingPanelProps) {
  const { answer, server } = props.state;
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-4">
      <h2 id={heading} className="sr-only">
        {words.answer.section}
      </h2>
      {server.kind === "well" ? (
        <>
          <WholeReading answer={answer} />
          <CharacterList
            answer={answer}
            highlighted={props.highlighted}
            onHighlight={props.onHighlight}
          />
        </>
      ) : (
        <ServerBanner server={server} onTryAgain={props.onTryAgain} />
      )}
      <p aria-live="polite" className="sr-only">
        {announcement(props.state)}
      </p>
    </section>
  );
}
