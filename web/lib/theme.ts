import { createRemembered } from "./remembered";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The name under which the browser keeps the choice, and the page's first script finds it. */
const name = "theme";

export const theme = createRemembered<Theme>(
  name,
  "system",
  (stored) => themes.find((known) => known === stored) ?? null,
);

/**
 * Runs in the page's head, before anything shows: no flash of the wrong colors. Written without
 * quotes, which React would escape in a script.
 */
export const themeScript = `try{document.documentElement.dataset.theme=localStorage.getItem(\`${name}\`)||\`system\`}catch{}`;
