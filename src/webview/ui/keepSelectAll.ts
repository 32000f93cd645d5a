/** What VS Code goes by in every keyboard layout. */
const KEY_A = 65;

/**
 * Ctrl/Cmd+A selects within the field that has the focus, at once and only there. VS Code hears every key of a webview, too, and would
 * answer with a "select all" of its own a moment later: by then letters have been typed, and the next one would take their place.
 */
export function keepSelectAll(target: Document): void {
  target.addEventListener('keydown', (event) => {
    const isSelectAll = event.keyCode === KEY_A && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSelectAll) return;
    event.stopPropagation();
    // The text selects the whole script itself.
    if (event.defaultPrevented) return;
    const field = target.activeElement;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    else if (field instanceof HTMLElement && field.isContentEditable) target.getSelection()?.selectAllChildren(field);
    else return;
    event.preventDefault();
  });
}
