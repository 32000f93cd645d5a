import type { Element } from '../document.ts';
import { heaviestChain } from '../increasingChain.ts';
import { numberedParts } from '../numberScenes.ts';
import { compareSceneNumbers, parseSceneNumber, type SceneNumber } from '../sceneNumbers.ts';
import type { Finding, Rule } from './finding.ts';
import { numberFixes, numberSpan } from './numberedScenes.ts';

/** A scene number that is lower than one above it, the fewest that put the others in order. Numbers of unusual forms are let be. */
export const sceneNumberOutOfOrder: Rule = {
  code: 'scene-number-out-of-order',
  check(view) {
    return numberedParts(view.screenplay).flatMap((part) =>
      misplaced(part).map((heading): Finding => {
        const values = [heading.heading?.sceneNumber ?? ''];
        return { code: 'scene-number-out-of-order', severity: 'warning', ...numberSpan(view, heading), values };
      }),
    );
  },
  fixes: (view, { start }) => numberFixes(view, start),
};

interface NumberedScene {
  readonly heading: Element;
  readonly number: SceneNumber;
}

/** Scenes outside of the longest run of ascending numbers. A number that stands twice is another rule's, the first one counts. */
function misplaced(part: readonly Element[]): readonly Element[] {
  const scenes = firstOfEach(part);
  if (scenes.every(({ number }, index) => isAfter(scenes[index - 1]?.number, number))) return [];
  const sorted = [...scenes].sort((a, b) => compareSceneNumbers(a.number, b.number));
  const ranks = new Map(sorted.map((scene, rank) => [scene, rank]));
  const pairs = scenes.map((scene, index) => ({ known: index, next: ranks.get(scene) ?? 0, weight: 1 }));
  const inOrder = new Set(heaviestChain(pairs).map(({ known }) => known));
  return scenes.filter((_, index) => !inOrder.has(index)).map(({ heading }) => heading);
}

function isAfter(above: SceneNumber | undefined, number: SceneNumber): boolean {
  return above === undefined || compareSceneNumbers(above, number) < 0;
}

function firstOfEach(part: readonly Element[]): readonly NumberedScene[] {
  const seen = new Set<string>();
  return part.flatMap((heading) => {
    const text = heading.heading?.sceneNumber?.toUpperCase();
    const number = text === undefined ? undefined : parseSceneNumber(text);
    if (text === undefined || !number || seen.has(text)) return [];
    seen.add(text);
    return [{ heading, number }];
  });
}
