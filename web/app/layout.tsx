import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { themeScript } from "@/lib/theme";
import { words } from "@/lib/words/words";
import "./globals.css";

export const metadata: Metadata = {
  title: words.page.title,
  description: words.page.description,
  applicationName: words.page.title,
  appleWebApp: { capable: true, title: words.page.title, statusBarStyle: "default" },
  // Numbers here are the user's own, not for calling.
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f3ef" },
    { media: "(prefers-color-scheme: dark)", color: "#131418" },
  ],
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    // The script gives the element an attribute that the exported page cannot know.
    <html lang={words.language} dir={words.direction} suppressHydrationWarning>
      <head>
        <script>{themeScript}</script>
      </head>
      <body className="min-h-svh bg-background font-sans text-text antialiased">{children}</body>
    </html>
  );
}
