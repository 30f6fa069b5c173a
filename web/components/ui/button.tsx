import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { classNames } from "@/lib/class-names";

const buttonVariants = cva(
  "inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-xl px-3.5 text-sm font-medium motion-safe:transition-colors focus-ring disabled:cursor-default disabled:text-disabled [&_svg]:size-[1.125rem] [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        plain:
          "border border-line bg-surface text-text enabled:hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent",
        accent: "bg-accent text-on-accent hover:bg-accent-strong",
      },
    },
    defaultVariants: { variant: "plain" },
  },
);

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Gives the looks of a button to the child, a link for example. */
    readonly asChild?: boolean;
  };

export function Button({ className, variant, asChild = false, ...props }: ButtonProps) {
  const Element = asChild ? Slot.Root : "button";
  return (
    <Element
      data-slot="button"
      {...(asChild ? {} : { type: "button" })}
      className={classNames(buttonVariants({ variant }), className)}
      {...props}
    />
  );
}
