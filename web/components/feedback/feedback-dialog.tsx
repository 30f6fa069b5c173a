import { useState } from "react";
import { removeFeedback } from "@/lib/feedback/client";
import { consent } from "@/lib/feedback/consent";
import { forgetSent, type Sent, sent } from "@/lib/feedback/sent";
import { useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";
import { Modal } from "../ui/modal";

type FeedbackDialogProps = {
  /** What is to happen once it is allowed; `null` where a person only looks. */
  readonly onAllowed: (() => void) | null;
  readonly onClose: () => void;
};

/** What feedback sends and where, whether it is allowed, and all that was sent. */
export function FeedbackDialog({ onAllowed, onClose }: FeedbackDialogProps) {
  const allowed = useObservable(consent);
  const all = useObservable(sent);

  function allow(): void {
    consent.set(true);
    if (onAllowed === null) return;
    onClose();
    onAllowed();
  }

  return (
    <Modal
      title={onAllowed === null ? words.feedback.titleSettings : words.feedback.title}
      onClose={onClose}
    >
      <p>{words.feedback.what}</p>
      <p>{words.feedback.where(location.host)}</p>
      <p>{words.feedback.own}</p>
      <p>{words.feedback.remove}</p>
      {allowed ? (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl bg-well py-1 ps-4 pe-1">
          <p role="status">{words.feedback.allowed}</p>
          <Button onClick={() => consent.set(false)}>{words.feedback.stop}</Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button variant="accent" onClick={allow}>
            {onAllowed === null ? words.feedback.allow : words.feedback.allowAndSend}
          </Button>
          <Button onClick={onClose}>{words.feedback.notNow}</Button>
        </div>
      )}
      {(onAllowed === null || all.length > 0) && <SentList all={all} />}
    </Modal>
  );
}

const time = new Intl.DateTimeFormat(words.language, { dateStyle: "medium", timeStyle: "short" });

function SentList({ all }: { readonly all: readonly Sent[] }) {
  const [failed, setFailed] = useState(false);

  async function remove(these: readonly Sent[]): Promise<void> {
    setFailed(false);
    for (const { id } of these) {
      if ((await removeFeedback(id)) === "gone") forgetSent(id);
      else setFailed(true);
    }
  }

  if (all.length === 0) return <p className="text-muted">{words.feedback.noneSent}</p>;
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <h3 className="font-semibold">{words.feedback.list}</h3>
        <Button onClick={() => remove(all)}>{words.feedback.deleteAll}</Button>
      </div>
      {failed && <p className="text-warning">{words.feedback.notDeleted}</p>}
      <ul aria-label={words.feedback.list} className="flex flex-col gap-2">
        {all.map((one) => (
          <li
            key={one.id}
            className="flex items-center justify-between gap-3 rounded-xl border border-line bg-surface py-1 ps-4 pe-1"
          >
            <span className="flex min-w-0 flex-col">
              <span className="truncate font-semibold tabular-nums">{one.correction}</span>
              <time dateTime={new Date(one.at).toISOString()} className="text-sm text-muted">
                {time.format(one.at)}
              </time>
            </span>
            <Button
              aria-label={words.feedback.deleteOne(one.correction)}
              onClick={() => remove([one])}
            >
              {words.feedback.delete}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
