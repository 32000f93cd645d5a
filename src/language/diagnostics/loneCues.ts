import type { Element } from '../document.ts';
import type { ScriptView } from '../features/scriptView.ts';
import { isAllCapitals } from '../letterCase.ts';
import { foldName } from './likelySlips.ts';
import { lineEndsIn } from './sourceLines.ts';

/** Tells what is the name of a speaking character in a paragraph of its own, read as action since no words follow directly. */
export interface LoneCues {
  (element: Element): boolean;
  /** Whether words follow after a single blank line, by the name's index. */
  isFollowed(index: number): boolean;
}

export function loneCueName({ text, screenplay: { elements } }: ScriptView): LoneCues {
  let cast: ReadonlySet<string> | undefined;
  const isLone = ({ type, text: words, start }: Element): boolean => {
    if (type !== 'action' || words.length > 60 || words.includes('\n') || text.charAt(start) === '!') return false;
    if (!isAllCapitals(words)) return false;
    const name = words.replace(/\([^()]*\)/g, ' ').replace(/\^\s*$/, '');
    cast ??= castOf(elements);
    return cast.has(foldName(name));
  };
  const isFollowed = (index: number): boolean => {
    const name = elements[index];
    const next = elements[index + 1];
    if (!name || next?.type !== 'action' || isLone(next) || text.charAt(next.start) === '!') return false;
    return lineEndsIn(text.slice(name.end, next.start)) === 2;
  };
  return Object.assign(isLone, { isFollowed });
}

/** The folded names of who has a cue. */
function castOf(elements: readonly Element[]): ReadonlySet<string> {
  const names = new Set(elements.flatMap(({ cue }) => (cue && cue.name !== '' ? [cue.name] : [])));
  return new Set([...names].map(foldName));
}
