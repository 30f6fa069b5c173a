import { Check, Info, Send } from "lucide-react";
import { useState } from "react";
import { type Corrections, correctedText, isCorrected } from "@/lib/corrections/corrections";
import { removeFeedback, type SendOutcome, sendFeedback } from "@/lib/feedback/client";
import { consent } from "@/lib/feedback/consent";
import { addSent, forgetSent, sent } from "@/lib/feedback/sent";
import { createObservable } from "@/lib/observable";
import type { ReadAnswer } from "@/lib/reading/reader";
import { useLazyPart } from "@/lib/use-lazy-part";
import { useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { Button } from "../ui/button";

type FeedbackRowProps = { readonly answer: ReadAnswer; readonly said: Corrections };

type Step = "asked" | "sending" | "not-deleted" | Exclude<SendOutcome, { readonly kind: "kept" }>;

/** Once a server has said that it keeps no feedback, the page no longer asks for any. */
const unavailable = createObservable(false);

const loadDialog = () => import("./feedback-dialog").then(({ FeedbackDialog }) => FeedbackDialog);

/** “Is it right?”: sent only when a person presses, and has agreed to what that sends. */
export function FeedbackRow({ answer, said }: FeedbackRowProps) {
  const [step, setStep] = useState<Step>("asked");
  const [dialog, setDialog] = useState<"closed" | "about" | "to-send">("closed");
  const allowed = useObservable(consent);
  const all = useObservable(sent);
  const none = useObservable(unavailable);
  const { Part: FeedbackDialog, failed, fetch } = useLazyPart(loadDialog);
  const correction = correctedText(answer.reading, said);
  const kept = all.find(
    (one) => one.sheet === answer.question.sheet && one.correction === correction,
  );

  async function send(): Promise<void> {
    setStep("sending");
    const outcome = await sendFeedback({ answer, correction });
    if (outcome.kind === "kept") {
      addSent({ id: outcome.id, at: Date.now(), sheet: answer.question.sheet, correction });
      setStep("asked");
    } else {
      unavailable.set(outcome.kind === "unavailable");
      setStep(outcome);
    }
  }

  function open(why: "about" | "to-send"): void {
    setDialog(why);
    if (FeedbackDialog === null) fetch();
  }

  async function takeBack(id: string): Promise<void> {
    const gone = (await removeFeedback(id)) === "gone";
    if (gone) forgetSent(id);
    setStep(gone ? "asked" : "not-deleted");
  }

  if (correction === "") return null;
  if (none) return <Note step={{ kind: "unavailable" }} />;
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {kept !== undefined ? (
          <>
            <p role="status" className="flex items-center gap-1.5 text-sm text-muted">
              <Check aria-hidden="true" className="size-4" />
              {words.feedback.sent}
            </p>
            <Button className={quiet} onClick={() => takeBack(kept.id)}>
              {words.feedback.takeBack}
            </Button>
          </>
        ) : (
          <Button
            className={quiet}
            disabled={step === "sending"}
            onClick={() => (allowed ? send() : open("to-send"))}
          >
            {isCorrected(answer.reading, said) ? (
              <>
                <Send aria-hidden="true" />
                {words.feedback.sendCorrection}
              </>
            ) : (
              <>
                <Check aria-hidden="true" />
                {words.feedback.right}
              </>
            )}
          </Button>
        )}
        <Button
          aria-label={words.feedback.settings}
          className={`${quiet} ms-auto`}
          onClick={() => open("about")}
        >
          <Info aria-hidden="true" />
        </Button>
      </div>
      <Note step={step} />
      {dialog !== "closed" && failed && <p className="text-sm text-warning">{words.part.failed}</p>}
      {dialog !== "closed" && FeedbackDialog !== null && (
        <FeedbackDialog
          onAllowed={dialog === "to-send" ? send : null}
          onClose={() => setDialog("closed")}
        />
      )}
    </div>
  );
}

const quiet = "border-transparent bg-transparent px-2 text-muted";

function Note({ step }: { readonly step: Step }) {
  return (
    <p role="status" className="text-sm text-muted empty:hidden">
      {noteOf(step)}
    </p>
  );
}

function noteOf(step: Step): string | null {
  if (step === "asked") return null;
  if (step === "sending") return words.feedback.sending;
  if (step === "not-deleted") return words.feedback.notDeleted;
  switch (step.kind) {
    case "unavailable":
      return words.feedback.unavailable;
    case "busy":
      return words.feedback.busy(Math.max(1, Math.ceil(step.seconds)));
    case "refused":
      return words.feedback.refused(step.detail);
    case "away":
      return words.feedback.away;
  }
}
