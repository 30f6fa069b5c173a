import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: "Digit Reader",
  description: "Draw a number and have it read, with a confidence for each digit.",
};

export const viewport: Viewport = { themeColor: "#f4f3ef" };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body className="min-h-svh bg-background font-sans text-text antialiased">{children}</body>
    </html>
  );
}
