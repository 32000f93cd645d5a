import type { Element, Screenplay } from '../document.ts';
import { elementSeconds } from '../timing.ts';

/**
 * Estimates the seconds on screen of each element, by its index, and remembers the last script's scenes by their source: after a
 * keystroke only the scene that it touched is estimated anew. A scene's estimate depends on nothing outside of it.
 */
export function createSceneSeconds(): (screenplay: Screenplay) => readonly number[] {
  let known: ReadonlyMap<string, readonly number[]> = new Map();
  return ({ elements, source }) => {
    const kept = new Map<string, readonly number[]>();
    const seconds: number[] = [];
    for (const scene of scenesOf(elements)) {
      const key = source.slice(scene[0]?.start, scene.at(-1)?.end);
      const found = kept.get(key) ?? known.get(key);
      const estimate = found?.length === scene.length ? found : elementSeconds(scene);
      kept.set(key, estimate);
      for (const each of estimate) seconds.push(each);
    }
    known = kept;
    return seconds;
  };
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
