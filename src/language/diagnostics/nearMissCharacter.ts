import type { Element } from '../document.ts';
import type { ScriptView, Span } from '../features/scriptView.ts';
import { type Finding, noFindings, type Rule } from './finding.ts';
import { createNameFolder, createWordSearch, findSlips, foldName } from './likelySlips.ts';

/** A cue of a name that is likely another character's, written wrongly: TOMY once in a script where TOMMY speaks. */
export const nearMissCharacter: Rule = {
  code: 'near-miss-character',
  check({ screenplay: { elements } }) {
    const counts = new Map<string, number>();
    const fold = createNameFolder();
    for (const { cue } of elements) {
      const name = fold(cue?.name ?? '');
      if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const limits = { leastCommon: 3, mostRare: 2, timesAsOften: 3 };
    const slips = findSlips(counts, limits, createWordSearch(elements, isNarration));
    return slips.size === 0 ? noFindings : elements.flatMap((element) => findingOf(element, slips, fold));
  },
  fixes(view, { start, values = [] }) {
    const [name = '', meant = ''] = values;
    const cues = view.screenplay.elements.filter(({ cue }) => cue && foldName(cue.name) === foldName(name));
    const here = nameEdits(
      view,
      cues.filter((cue) => cue.start === start),
      meant,
    );
    const everywhere = nameEdits(view, cues, meant);
    return [
      ...(here.length > 0 ? [{ kind: 'changeTo' as const, values: [meant], edits: here, isPreferred: true }] : []),
      ...(everywhere.length > 1
        ? [{ kind: 'changeEverywhere' as const, values: [name, meant], edits: everywhere, isPreferred: false }]
        : []),
    ];
  },
};

/** Where a name that stands is meant: not in cues, which are looked at, nor in what is left out. */
function isNarration({ type }: Element): boolean {
  return type !== 'character' && type !== 'boneyard';
}

function findingOf(
  { cue, start, end }: Element,
  slips: ReadonlyMap<string, string>,
  fold: (name: string) => string,
): readonly Finding[] {
  const name = cue?.name ?? '';
  const meant = slips.get(fold(name));
  if (meant === undefined) return noFindings;
  return [{ code: 'near-miss-character', severity: 'warning', start, end, values: [name, meant] }];
}

function nameEdits(view: ScriptView, cues: readonly Element[], meant: string) {
  return cues.flatMap((cue) => {
    const span = nameSpan(view, cue);
    return span ? [{ ...span, text: meant }] : [];
  });
}

/** Where the name stands in its cue; undefined when a note stands within. */
function nameSpan({ text }: ScriptView, { start, end, cue }: Element): Span | undefined {
  const source = text.slice(start, end);
  const lead = /^\s*@?\s*/.exec(source)?.[0].length ?? 0;
  const [name = ''] = source.slice(lead).split(/[(^]/, 1);
  if (foldName(name) !== foldName(cue?.name ?? '')) return undefined;
  return { start: start + lead, end: start + lead + name.trimEnd().length };
}
