import { CloudOff, Hourglass, RotateCw } from "lucide-react";
import { serverTrouble, type Trouble } from "@/lib/reading/spoken";
import { useSecondsUntil } from "@/lib/use-seconds-until";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

type ServerBannerProps = {
  readonly trouble: Trouble;
  readonly online: boolean;
  readonly onTryAgain: () => void;
};

export function ServerBanner({ trouble, online, onTryAgain }: ServerBannerProps) {
  const away = trouble.kind === "away";
  const Icon = away ? CloudOff : Hourglass;
  return (
    <div
      data-slot="server-banner"
      className="flex min-h-32 flex-col justify-center gap-3 rounded-2xl bg-warning-soft px-5 py-4 text-warning-text"
    >
      <div className="flex gap-3">
        <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
        <p>{serverTrouble(trouble, online)}</p>
      </div>
      {(away || trouble.nextTry === null) && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button onClick={onTryAgain}>
            <RotateCw aria-hidden="true" />
            {words.server.tryAgain}
          </Button>
          {trouble.nextTry !== null && <NextTry time={trouble.nextTry} />}
        </div>
      )}
      {!away && trouble.nextTry !== null && <NextTry time={trouble.nextTry} />}
    </div>
  );
}

/** Counts down for the eye only: a screen reader would be told each second. */
function NextTry({ time }: { readonly time: number }) {
  const seconds = useSecondsUntil(time);
  return (
    <p aria-live="off" className="text-sm tabular-nums">
      {seconds === 0 ? words.server.trying : words.server.nextTry(seconds)}
    </p>
  );
}
