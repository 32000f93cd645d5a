import { isDeepStrictEqual } from 'node:util';
import type { Element, Screenplay } from '../../src/language/document.ts';

function isSame(a: Element | undefined, b: Element | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const isAlike = a.type === b.type && a.start === b.start && a.end === b.end && a.text === b.text;
  if (!isAlike || a.depth !== b.depth) return false;
  return isDeepStrictEqual(a.heading, b.heading) && isDeepStrictEqual(a.cue, b.cue);
}

/** The first thing in which two screenplays differ, as a sentence; undefined when they say the same in the same places. */
export function findDifference(found: Screenplay, wanted: Screenplay): string | undefined {
  if (found.source !== wanted.source) return 'The sources differ.';
  if (!isDeepStrictEqual(found.titlePage, wanted.titlePage)) {
    return `The title page is ${JSON.stringify(found.titlePage)} instead of ${JSON.stringify(wanted.titlePage)}.`;
  }
  const count = Math.max(found.elements.length, wanted.elements.length);
  for (let index = 0; index < count; index++) {
    if (isSame(found.elements[index], wanted.elements[index])) continue;
    const [is, shouldBe] = [found, wanted].map(({ elements }) => JSON.stringify(elements[index])?.slice(0, 200));
    return `Element ${index} of ${count} is ${is} instead of ${shouldBe}.`;
  }
  return undefined;
}
