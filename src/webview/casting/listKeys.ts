/** Where an arrow key leads in a list of `count` rows; undefined for other keys and at the ends. */
export function rowAfterKey(key: string, index: number, count: number): number | undefined {
  const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[key];
  return to === undefined || to < 0 || to >= count || to === index ? undefined : to;
}

/** Moves the focus within a list with the keys of {@link rowAfterKey}; the index of the row that has it now. */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | null): number | undefined {
  const rows = [...(list?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
  const index = document.activeElement instanceof HTMLElement ? rows.indexOf(document.activeElement) : -1;
  const to = rowAfterKey(event.key, index, rows.length);
  if (to === undefined) return undefined;
  event.preventDefault();
  rows[to]?.focus();
  return to;
}

/** Scrolls a list, and nothing around it, so that the chosen row is in sight. */
export function showChosen(list: HTMLElement | null): void {
  const row = list?.querySelector('[role="option"][aria-selected="true"]');
  if (!list || !row) return;
  const [place, view] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (place.top >= view.top && place.bottom <= view.bottom) return;
  list.scrollTop += place.top - view.top - (view.height - place.height) / 2;
}
