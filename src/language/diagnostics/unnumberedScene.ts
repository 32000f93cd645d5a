import type { Element } from '../document.ts';
import { isNumberable } from '../sceneNumbers.ts';
import type { Rule } from './finding.ts';
import { numberFixes } from './numberedScenes.ts';

/** A scene without a number in a script where most scenes have one. Headings forced by a dot are often no scenes of their own. */
export const unnumberedScene: Rule = {
  code: 'unnumbered-scene',
  check({ screenplay: { elements } }) {
    const scenes = elements.filter(isNumberable);
    const without = scenes.filter(({ heading }) => heading?.sceneNumber === undefined);
    if (without.length * 2 >= scenes.length) return [];
    return without.map(({ start, end }: Element) => ({
      code: 'unnumbered-scene',
      severity: 'information',
      start,
      end,
    }));
  },
  fixes: (view, { start }) => numberFixes(view, start),
};
