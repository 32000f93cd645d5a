/** How the toolbar makes do with little room: what is used least goes into the menu of further controls first. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** The groups of controls in the order in which they leave, each with the level from which it is gone. */
export const fold = {
  volume: 1,
  meters: 2,
  zoom: 3,
  edit: 4,
  project: 5,
  playing: 6,
  shortCounts: 7,
  view: 8,
} as const;

const mostFolded = fold.view;

/** The class of a group that leaves at a level. */
export function foldClass(level: number): string {
  return `tools fold-${level}`;
}

/** The first level at which everything fits; the last one when none does. */
export function leastFold(fits: (level: number) => boolean): number {
  let level = 0;
  while (!fits(level) && level < mostFolded) level++;
  return level;
}

/**
 * Folds a toolbar to its width; again when its width or that of a part changes, or one of `words` does: those that bring parts or take
 * them away. Words that change with every edit are no such: to measure them each time would be half of the edit's time.
 */
export function useFold(toolbar: RefObject<HTMLElement | null>, words: readonly unknown[]): ReadonlySignal<number> {
  const level = useSignal(0);
  useLayoutEffect(() => {
    const element = toolbar.current;
    if (!element) return undefined;
    const refold = () => {
      level.value = leastFold((tried) => {
        for (let each = 1; each <= mostFolded; each++) element.classList.toggle(`folded-${each}`, each <= tried);
        return element.scrollWidth <= element.clientWidth;
      });
    };
    refold();
    // Its parts, too: the toolkit's controls get their size when they are registered.
    const observer = new ResizeObserver(refold);
    for (const each of [element, ...element.querySelectorAll('.word-button, .counts, .icon-button')])
      observer.observe(each);
    return () => observer.disconnect();
  }, [toolbar, level, ...words]);
  return level;
}
