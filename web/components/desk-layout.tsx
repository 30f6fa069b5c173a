import type { ReactNode } from "react";

type DeskLayoutProps = {
  readonly label: string;
  readonly answer: ReactNode;
  readonly children: ReactNode;
};

/** What is read (a drawing, a picture, the camera) and beside it, or under it, the answer. */
export function DeskLayout({ label, answer, children }: DeskLayoutProps) {
  return (
    <div className="grid gap-4 beside:grid-cols-[minmax(0,1fr)_clamp(15rem,30vw,22rem)] md:gap-6">
      <section aria-label={label} className="flex min-w-0 flex-col gap-3">
        {children}
      </section>
      {answer}
    </div>
  );
}
