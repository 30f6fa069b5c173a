import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";

type IconButtonProps = ComponentProps<typeof Button> & {
  readonly label: string;
  readonly icon: ReactNode;
};

/** A button that shows a sign, and says in words what it does where it is asked. */
export function IconButton({ label, icon, ...props }: IconButtonProps) {
  return (
    <Button title={label} aria-label={label} className="px-0" {...props}>
      {icon}
    </Button>
  );
}
