import assert from 'node:assert/strict';
import { findFacts } from '../../src/language/features/hover.ts';
import { clock, fill, hoverText } from '../../src/language/features/hoverText.ts';
import { sceneDurations } from '../../src/language/features/sceneDurations.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { nameMatcher, scriptNames } from '../../src/language/features/workspaceSymbols.ts';
import { runningSeconds } from '../../src/language/timing.ts';
import { englishFeatureTexts } from './englishFeatureTexts.ts';
import { atCaret } from './featureCarets.ts';

const script = `INT. K|ÖK - DAG #12#

Åsa dukar. [[ Hur många? ]]

ÅSA
(lågt)
Nu kommer de, Tove.

TOVE (V.O.)
Ja.

ÅSA (FORTS.)
Tyst.

EXT. HAMN - NATT

En båt.

TOVE
Där!
`;

function hoverAt(marked: string): string | undefined {
  const { view, offset } = atCaret(marked);
  const facts = findFacts(view, offset, 'a4');
  return facts && hoverText(facts, englishFeatureTexts);
}

describe('hover', () => {
  it('tells a scene’s length, words and cast', () => {
    const { view, offset } = atCaret(script);
    const facts = findFacts(view, offset, 'a4');
    assert.equal(facts?.kind, 'scene');
    const { pageEighths, words, cast, title, seconds, span } = facts;
    assert.deepEqual(
      { pageEighths, words, cast, title },
      {
        pageEighths: 2,
        words: 17,
        cast: ['ÅSA', 'TOVE'],
        title: '12 INT. KÖK - DAG',
      },
    );
    const alone = createScriptView(view.text.slice(0, view.text.indexOf('EXT.')));
    assert.equal(seconds, runningSeconds(alone.screenplay));
    assert.equal(view.text.slice(span.start, span.end), 'INT. KÖK - DAG #12#');
  });

  it('tells it in the writer’s words', () => {
    const [title, length, cast] = hoverAt(script)?.split('\n\n') ?? [];
    assert.equal(title, '**12 INT\\. KÖK \\- DAG**');
    assert.match(length ?? '', /^2\/8 page · 0:\d\d · 17 words$/);
    assert.equal(cast, 'With ÅSA, TOVE');
  });

  it('says that nobody speaks', () => assert.match(hoverAt('INT. K|ÖK\n\nTyst.\n') ?? '', /Nobody speaks$/));

  it('tells a character’s lines, words and scenes, from a cue or a mention', () => {
    const text = script.replace('|', '');
    assert.equal(hoverAt(text.replace('TOVE (', 'TO|VE (')), '**TOVE**\n\n2 lines · 2 words · 2 scenes');
    assert.equal(hoverAt(text.replace('Åsa', 'Ås|a')), '**ÅSA**\n\n2 lines · 5 words · 1 scene');
  });

  it('counts a page in eighths', () => {
    const page = (lines: number) =>
      hoverAt(`INT. |A\n${'\nOrd.\n'.repeat(lines)}`)
        ?.split('\n\n')[1]
        ?.split(' · ')[0];
    assert.deepEqual([page(0), page(27), page(31)], ['1/8 page', '1 page', '1 1/8 pages']);
  });

  it('is silent elsewhere', () => {
    for (const text of ['Hon g|år.\n', 'ÅSA\nHe|j.\n', '|', 'Hej.\n\n|\n\nHej.\n'])
      assert.equal(hoverAt(text), undefined, text);
  });

  it('shows names as they are, not as markdown', () => {
    assert.equal(hoverAt('A_|B C* [D](x)\nHej.\n')?.startsWith('**A\\_B C\\* \\[D\\]**'), true);
  });
});

describe('texts with places', () => {
  it('are filled in order and leave what has no value', () =>
    assert.equal(fill('{1} of {0} {2}', 4, 'two'), 'two of 4 {2}'));
  it('write running times', () => assert.deepEqual([0, 59.6, 61, 3600].map(clock), ['0:00', '1:00', '1:01', '60:00']));
});

describe('scene durations', () => {
  const view = createScriptView(script.replace('|', ''));

  it('stand behind the headings and add up to what is in scenes', () => {
    const durations = sceneDurations(view, { start: 0, end: view.text.length });
    assert.deepEqual(
      durations.map(({ offset }) => view.text.slice(0, offset).split('\n').at(-1)),
      ['INT. KÖK - DAG #12#', 'EXT. HAMN - NATT'],
    );
    const sum = durations.reduce((all, { seconds }) => all + seconds, 0);
    assert.ok(Math.abs(sum - runningSeconds(view.screenplay)) < 1e-9);
  });

  it('are told for the part that is asked for', () => {
    assert.equal(sceneDurations(view, { start: 0, end: 30 }).length, 1);
    assert.equal(sceneDurations(view, { start: 30, end: 40 }).length, 0);
  });
});

describe('names of a script', () => {
  const all = scriptNames(createScriptView(script.replace('|', ''))).map(({ name }) => name);
  const names = (query: string) => all.filter(nameMatcher(query));

  it('are its scenes and characters, each once', () => {
    assert.deepEqual(names(''), ['12 INT. KÖK - DAG', 'ÅSA', 'TOVE', 'EXT. HAMN - NATT']);
  });

  const searches: readonly (readonly [string, readonly string[]])[] = [
    ['kök', ['12 INT. KÖK - DAG']],
    ['kok dag', ['12 INT. KÖK - DAG']],
    ['hmn', ['EXT. HAMN - NATT']],
    ['asa', ['ÅSA']],
    ['a\u030asa', ['ÅSA']],
    ['täve', []],
    ['12', ['12 INT. KÖK - DAG']],
  ];
  for (const [query, found] of searches) it(`are found by ${query}`, () => assert.deepEqual(names(query), found));
});
