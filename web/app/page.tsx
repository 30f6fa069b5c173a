import { DigitReader } from "@/components/digit-reader";
import { Logo } from "@/components/logo";
import { words } from "@/lib/words/words";

export default function Page() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col gap-3 px-4 py-3 md:gap-5 md:px-8 md:py-6">
      <header className="flex items-center gap-2.5">
        <Logo />
        <h1 className="text-lg font-semibold tracking-tight">{words.page.title}</h1>
      </header>
      <main>
        <DigitReader />
      </main>
      <footer className="pt-2 text-sm text-muted">
        {words.page.privacy}{" "}
        <a href="/docs" className="inline-block rounded underline underline-offset-4 focus-ring">
          {words.page.forPrograms}
        </a>
      </footer>
    </div>
  );
}
