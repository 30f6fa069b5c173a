export type DrawingKeys = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly clear: () => void;
};

/**
 * Ctrl+Z or Cmd+Z, with Shift or Ctrl+Y for redo, and Delete, until the returned stop is called.
 * In a field for text these keys belong to the text.
 */
export function drawByKeys(target: Window, keys: DrawingKeys): () => void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || isInText(event.target)) return;
    const does = event.ctrlKey || event.metaKey ? withControl(event) : alone(event);
    if (does === null) return;
    event.preventDefault();
    does();
  }

  function withControl({ key, shiftKey }: KeyboardEvent): (() => void) | null {
    switch (key.toLowerCase()) {
      case "z":
        return shiftKey ? keys.redo : keys.undo;
      case "y":
        return shiftKey ? null : keys.redo;
      default:
        return null;
    }
  }

  function alone({ key }: KeyboardEvent): (() => void) | null {
    return key === "Delete" ? keys.clear : null;
  }

  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}

function isInText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, input:not([type=radio], [type=range])"))
  );
}
