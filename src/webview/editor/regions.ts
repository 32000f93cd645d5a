/** F6 and Shift+F6 go through the page's regions, Escape back to the text. Past the last region the key is VS Code's. */

export interface Region {
  readonly contains: (element: Element) => boolean;
  /** Takes the focus; false when there is nothing to focus. */
  readonly focus: () => boolean;
  /** Escape closes it, which is its own to do. */
  readonly closes?: boolean;
}

/** `regions` in their order, the text first. Returns what ends it. */
export function installRegions(target: HTMLElement, regions: readonly Region[]): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const focused = document.activeElement ?? document.body;
    const at = regions.findIndex((region) => region.contains(focused));
    if (event.key === 'Escape' && regions[at]?.closes === true) return;
    if (event.key === 'Escape' && at > 0) {
      regions[0]?.focus();
      event.stopPropagation();
      event.preventDefault();
    } else if (event.key === 'F6' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const ahead = event.shiftKey ? regions.slice(0, Math.max(0, at)).reverse() : regions.slice(at + 1);
      if (!ahead.some((region) => region.focus())) return;
      event.stopPropagation();
      event.preventDefault();
    }
  };
  target.addEventListener('keydown', onKeyDown, true);
  return () => target.removeEventListener('keydown', onKeyDown, true);
}
