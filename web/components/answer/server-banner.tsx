import { CloudOff, Hourglass, RotateCw } from "lucide-react";
import type { ServerState } from "@/lib/reading/reader";
import { serverTrouble } from "@/lib/reading/spoken";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

type ServerBannerProps = {
  readonly server: Exclude<ServerState, { readonly kind: "well" }>;
  readonly onTryAgain: () => void;
};

export function ServerBanner({ server, onTryAgain }: ServerBannerProps) {
  const away = server.kind === "away";
  const Icon = away ? CloudOff : Hourglass;
  return (
    <div
      data-slot="server-banner"
      className="flex min-h-32 flex-col justify-center gap-3 rounded-2xl bg-warning-soft px-5 py-4 text-warning-text"
    >
      <div className="flex gap-3">
        <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
        <p>{serverTrouble(server)}</p>
      </div>
      {away && (
        <Button className="self-start" onClick={onTryAgain}>
          <RotateCw aria-hidden="true" />
          {words.server.tryAgain}
        </Button>
      )}
    </div>
  );
}
