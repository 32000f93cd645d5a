import type { Element, Screenplay } from '../document.ts';
import { elementSeconds } from '../timing.ts';
import { commonElements } from './changedElements.ts';

/** A script's elements and what was estimated for each. */
interface Estimate {
  readonly elements: readonly Element[];
  readonly seconds: readonly number[];
}

/**
 * Estimates the seconds on screen of each element, by its index, and remembers the last estimate: after a keystroke only the scenes that
 * it touched are estimated anew. A scene's estimate depends on nothing outside of it.
 */
export function createSceneSeconds(): (screenplay: Pick<Screenplay, 'elements'>) => readonly number[] {
  let known: Estimate = { elements: [], seconds: [] };
  return ({ elements }) => {
    const { start, end, tail } = changedScenes(known.elements, elements);
    const seconds = known.seconds.slice(0, start);
    for (const scene of scenesOf(elements.slice(start, end))) {
      for (const each of elementSeconds(scene)) seconds.push(each);
    }
    for (const each of known.seconds.slice(known.seconds.length - tail)) seconds.push(each);
    known = { elements, seconds };
    return seconds;
  };
}

/** The whole scenes of `next` outside of which nothing has changed, as half-open indices, and how many elements follow them. */
function changedScenes(before: readonly Element[], next: readonly Element[]) {
  const { head, tail: same } = commonElements(before, next);
  // From heading to heading, both of which both versions have.
  let start = Math.max(0, head - 1);
  while (start > 0 && next[start]?.type !== 'sceneHeading') start--;
  let tail = same;
  while (tail > 0 && next[next.length - tail]?.type !== 'sceneHeading') tail--;
  return { start, end: next.length - tail, tail };
}

/** The elements cut before every heading; together they are all elements. */
function* scenesOf(elements: readonly Element[]): Generator<readonly Element[]> {
  let from = 0;
  for (let index = 1; index <= elements.length; index++) {
    if (index < elements.length && elements[index]?.type !== 'sceneHeading') continue;
    yield elements.slice(from, index);
    from = index;
  }
}
