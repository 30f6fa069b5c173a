import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { words } from "@/lib/words/words";
import "./globals.css";

export const metadata: Metadata = {
  title: words.page.title,
  description: words.page.description,
};

export const viewport: Viewport = { themeColor: "#f4f3ef" };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang={words.language} dir={words.direction}>
      <body className="min-h-svh bg-background font-sans text-text antialiased">{children}</body>
    </html>
  );
}
