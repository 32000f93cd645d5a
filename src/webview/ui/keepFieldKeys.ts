/** A, Y and Z: what VS Code goes by in every keyboard layout. */
const SELECT_ALL = 65;
const UNDO: ReadonlySet<number> = new Set([89, 90]);

/**
 * Ctrl/Cmd with A, Z or Y belong to the field that has the focus. VS Code hears every key of a webview, too: it would undo in the script,
 * and answer A with a "select all" of its own a moment later, when letters have been typed already and the next one takes their place.
 */
export function keepFieldKeys(target: Document): void {
  target.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.keyCode === SELECT_ALL && !event.shiftKey) selectAll(event, target);
    else if (UNDO.has(event.keyCode) && isField(focusedIn(target))) event.stopPropagation();
  });
}

/** A field of a control is in the control's own tree. */
function focusedIn(root: Document | ShadowRoot): Element | null {
  const focused = root.activeElement;
  return focused?.shadowRoot ? focusedIn(focused.shadowRoot) : focused;
}

function isField(element: Element | null): boolean {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

function selectAll(event: KeyboardEvent, target: Document): void {
  const field = focusedIn(target);
  // Elsewhere the key may be a command's.
  if (!isField(field)) return;
  event.stopPropagation();
  // The script's text selects the whole script itself.
  if (event.defaultPrevented) return;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  else if (field) target.getSelection()?.selectAllChildren(field);
  event.preventDefault();
}
