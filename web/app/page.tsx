import { DigitReader } from "@/components/digit-reader";
import { Logo } from "@/components/logo";
import { Shortcuts } from "@/components/shortcuts";
import { ThemeSwitch } from "@/components/theme-switch";
import { words } from "@/lib/words/words";

export default function Page() {
  return (
    <div className="safe-area mx-auto flex max-w-6xl flex-col gap-3 px-3 py-2 sm:px-4 md:gap-5 md:px-8 md:py-5">
      <header className="flex items-center justify-between gap-3">
        <div className="flex items-center gap-2.5">
          <div className="max-[21rem]:hidden">
            <Logo />
          </div>
          <h1 className="text-lg font-semibold tracking-tight">{words.page.title}</h1>
        </div>
        <ThemeSwitch />
      </header>
      <main>
        <DigitReader />
      </main>
      <footer className="flex flex-wrap items-center gap-x-5 gap-y-2 pt-2 text-sm text-muted">
        <p>{words.page.privacy}</p>
        <a
          href="/docs"
          className="inline-flex min-h-6 items-center rounded underline underline-offset-4 focus-ring"
        >
          {words.page.forPrograms}
        </a>
        <Shortcuts />
      </footer>
    </div>
  );
}
