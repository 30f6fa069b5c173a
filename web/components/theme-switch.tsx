"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { type Theme, theme } from "@/lib/theme";
import { useRemembered } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { type Segment, Segmented } from "./ui/segmented";

const segments: readonly Segment<Theme>[] = [
  { value: "system", label: words.theme.system, icon: <Monitor aria-hidden="true" /> },
  { value: "light", label: words.theme.light, icon: <Sun aria-hidden="true" /> },
  { value: "dark", label: words.theme.dark, icon: <Moon aria-hidden="true" /> },
];

export function ThemeSwitch() {
  const chosen = useRemembered(theme);

  function choose(next: Theme): void {
    theme.set(next);
    document.documentElement.dataset.theme = next;
  }

  return (
    <Segmented legend={words.theme.legend} segments={segments} value={chosen} onChange={choose} />
  );
}
