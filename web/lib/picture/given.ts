/** Listens for pictures that are dropped or pasted anywhere, until the returned stop is called. */
export function listenForFiles(
  page: Document,
  onFiles: (files: readonly File[]) => void,
  onDragging: (dragging: boolean) => void,
): () => void {
  function over(event: DragEvent): void {
    if (!bringsFiles(event)) return;
    // Without this the browser would leave the page and open the file.
    event.preventDefault();
    onDragging(true);
  }

  function leave(event: DragEvent): void {
    // Between two elements of the page there is a related one.
    if (event.relatedTarget === null) onDragging(false);
  }

  function drop(event: DragEvent): void {
    onDragging(false);
    if (!bringsFiles(event)) return;
    event.preventDefault();
    give(event.dataTransfer);
  }

  function paste(event: ClipboardEvent): void {
    // Some programs put a picture of the text beside the text; a field wants the text.
    if (isField(event.target) || !event.clipboardData?.files.length) return;
    event.preventDefault();
    give(event.clipboardData);
  }

  function give(transfer: DataTransfer | null): void {
    const files = Array.from(transfer?.files ?? []);
    if (files.length > 0) onFiles(files);
  }

  const stop = new AbortController();
  const { signal } = stop;
  page.addEventListener("dragenter", over, { signal });
  page.addEventListener("dragover", over, { signal });
  page.addEventListener("dragleave", leave, { signal });
  page.addEventListener("drop", drop, { signal });
  page.addEventListener("paste", paste, { signal });
  return () => stop.abort();
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea, [contenteditable]");
}

function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
