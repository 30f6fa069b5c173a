import { RotateCw } from "lucide-react";
import { classNames } from "@/lib/class-names";
import type { LazyPart } from "@/lib/use-lazy-part";
import { words } from "@/lib/words/words";
import { roomOnDesk } from "./room";
import { Button } from "./ui/button";

type DeskOnItsWayProps = { readonly part: Pick<LazyPart<never>, "failed" | "fetch"> };

/** Keeps the room of a desk that is being fetched, and says so where that failed. */
export function DeskOnItsWay({ part }: DeskOnItsWayProps) {
  return (
    <div
      className={classNames(
        "flex flex-col items-center justify-center gap-4 rounded-2xl bg-surface p-6 text-center shadow-card",
        roomOnDesk,
      )}
    >
      {part.failed && (
        <>
          <p role="alert">{words.part.failed}</p>
          <Button onClick={part.fetch}>
            <RotateCw aria-hidden="true" />
            {words.server.tryAgain}
          </Button>
        </>
      )}
    </div>
  );
}
