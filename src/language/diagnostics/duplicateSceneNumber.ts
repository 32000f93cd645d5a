import { numberedParts } from '../numberScenes.ts';
import type { Finding, Rule } from './finding.ts';
import { numberFixes, numberSpan } from './numberedScenes.ts';

/** A scene number that an earlier scene of the script, or of the same episode in it, has too. */
export const duplicateSceneNumber: Rule = {
  code: 'duplicate-scene-number',
  check(view) {
    const found: Finding[] = [];
    for (const part of numberedParts(view.screenplay)) {
      const seen = new Set<string>();
      for (const heading of part) {
        const number = heading.heading?.sceneNumber;
        if (number === undefined) continue;
        const key = number.toUpperCase();
        if (seen.has(key)) {
          const span = numberSpan(view, heading);
          found.push({ code: 'duplicate-scene-number', severity: 'warning', ...span, values: [number] });
        }
        seen.add(key);
      }
    }
    return found;
  },
  fixes: (view, { start }) => numberFixes(view, start),
};
