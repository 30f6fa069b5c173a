import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

/** An old reading stands dimmed for a moment, and then keeps its room only: nothing jumps. */
export type Age = "current" | "old" | "hidden";

type AgedProps = {
  readonly age: Age;
  readonly className?: string;
  readonly children: ReactNode;
};

const looks: Record<Age, string> = { current: "", old: "opacity-40", hidden: "invisible" };

export function Aged({ age, className, children }: AgedProps) {
  return (
    <div
      data-slot={age === "current" ? undefined : "old"}
      aria-hidden={age !== "current"}
      inert={age !== "current"}
      className={classNames(className, looks[age])}
    >
      {children}
    </div>
  );
}
