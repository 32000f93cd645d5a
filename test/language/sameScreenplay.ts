import { isDeepStrictEqual } from 'node:util';
import type { Cue, Element, Heading, Screenplay } from '../../src/language/document.ts';

/** Every property there is, so that a new one is compared from the day it exists. */
const headingKeys = keysOf<Heading>({ sceneNumber: 0, intExt: 0, location: 0, subLocation: 0, timeOfDay: 0 });
const cueKeys = keysOf<Cue>({ name: 0, dual: 0, continued: 0, extensions: 0 });

function keysOf<T>(keys: Record<keyof T, 0>): readonly (keyof T)[] {
  return Object.keys(keys) as (keyof T)[];
}

/** Compared field by field: a hundred thousand scripts are, and a comparison of any two values takes longer than reading them. */
function isSame(a: Element | undefined, b: Element | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  const isAlike = a.type === b.type && a.start === b.start && a.end === b.end && a.text === b.text;
  return isAlike && a.depth === b.depth && isSamePart(a.heading, b.heading, headingKeys) && isSameCue(a.cue, b.cue);
}

function isSameCue(a: Cue | undefined, b: Cue | undefined): boolean {
  return isSamePart(a, b, cueKeys) || isDeepStrictEqual(a, b);
}

function isSamePart<T>(a: T | undefined, b: T | undefined, keys: readonly (keyof T)[]): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  for (const key of keys) if (a[key] !== b[key]) return false;
  return true;
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
