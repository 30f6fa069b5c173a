import Link from "next/link";
import { Button } from "@/components/ui/button";
import { words } from "@/lib/words/words";

export default function NotFound() {
  return (
    <main className="flex min-h-svh flex-col items-center justify-center gap-4 p-6 text-center">
      <h1 className="text-2xl font-semibold">{words.page.missing}</h1>
      <Button asChild variant="accent">
        <Link href="/">{words.page.home}</Link>
      </Button>
    </main>
  );
}
