/** Calls `undo` for Ctrl+Z and Cmd+Z until the returned stop is called. */
export function undoByKeys(target: Window, undo: () => void): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    undo();
  }
  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}
