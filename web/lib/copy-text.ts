/**
 * Copies a text; `false` where the browser refuses. Pages without HTTPS have no clipboard of
 * their own, so there the text is selected and copied as a person would do it. `near` must be
 * where the focus may go, inside of an open dialog for example.
 */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Without the permission the older way may still do.
    }
  }
  return copySelected(text, near);
}

function copySelected(text: string, near: HTMLElement): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "fixed top-0 opacity-0";
  near.append(field);
  field.select();
  const copied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}

/**
 * Lets Ctrl+C (⌘C) copy the text that `read` gives, where nothing else is selected. Returns what
 * ends it.
 */
export function copyByKeys(read: () => string | null, onCopied: () => void): () => void {
  function copy(event: ClipboardEvent): void {
    const selected = document.getSelection()?.isCollapsed === false;
    if (selected || isField(event.target) || event.clipboardData === null) return;
    const text = read();
    if (text === null) return;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    onCopied();
  }
  document.addEventListener("copy", copy);
  return () => document.removeEventListener("copy", copy);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea, [contenteditable]");
}
