import Link from "next/link";
import { Button } from "@/components/ui/button";

export default function NotFound() {
  return (
    <main className="flex min-h-svh flex-col items-center justify-center gap-4 p-6 text-center">
      <h1 className="text-2xl font-semibold">There is no such page</h1>
      <Button asChild variant="accent">
        <Link href="/">Draw a number</Link>
      </Button>
    </main>
  );
}
