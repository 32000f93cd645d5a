import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rules } from '../../src/language/diagnostics/rules.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { numberMissingScenes, removeSceneNumbers, renumberScenes } from '../../src/language/numberScenes.ts';
import { parse } from '../../src/language/parse.ts';
import { moveScene, omitScene, restoreScene, sceneBlocks } from '../../src/language/sceneBlocks.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';
import { swedish } from '../../src/language/words/swedish.ts';
import { fuzzTimeout, tryCases } from './fuzzRuns.ts';

/** Pieces that scripts and garbage are made of. */
const piece = fc.constantFrom(
  ...[
    '\n',
    '\n\n',
    '\r\n',
    '\r',
    '  \n',
    ' ',
    'INT. KÖK - DAG',
    '12 ',
    '12A. ',
    ' #7#',
    '#',
    '# Akt',
    'EXT. ',
    'ITN. ',
  ],
  ...[
    'TOMMY',
    'TOMY',
    'ÅSA',
    'A\u030aSA',
    ' (V.O.)',
    '^',
    '@',
    '!',
    '.',
    '...',
    '(viskar)',
    'Hej på dig.',
    '*',
    '**',
    '_',
    '\\',
  ],
  ...[
    '[[',
    ']]',
    '/*',
    '*/',
    '*\\/',
    '= kort',
    '===',
    '> ',
    ' <',
    '~',
    'KLIPP TILL:',
    '.UTGÅR',
    ' - NATT',
    ' / ',
    '\u0000',
    '\ud83d',
    '🎬',
    '\u202e',
  ],
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const numRuns = 12_000;
const seed = 7;

function apply(source: string, edits: readonly TextEdit[]): string {
  return edits.toReversed().reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), source);
}

describe('findings in any text', () => {
  it('lie within it, in order, and have fixes that do not overlap', () => {
    tryCases(
      fc.property(text, (source) => {
        const view = createScriptView(source);
        for (const rule of rules) {
          let last = 0;
          for (const finding of rule.check(view)) {
            assert.ok(last <= finding.start && finding.start <= finding.end && finding.end <= source.length, rule.code);
            last = finding.start;
            for (const { edits } of rule.fixes?.(view, finding, swedish) ?? []) {
              edits.forEach((edit, index) => {
                assert.ok((edits[index - 1]?.end ?? 0) <= edit.start && edit.end <= source.length, rule.code);
              });
            }
          }
        }
      }),
      numRuns,
      seed,
    );
  }).timeout(fuzzTimeout(120_000));

  it('are found in time that grows with the text', () => {
    const garbage = [
      '*a ',
      '[[',
      'A\n\n',
      '(x)\n',
      'X - DAG\n\n',
      '1 INT. A\n\n',
      ' ',
      '_',
      '#',
      'ABCDEFG\nHej\n\n',
      '/* ',
    ];
    for (const each of garbage) {
      const view = createScriptView(each.repeat(200_000 / each.length));
      for (const rule of rules) rule.check(view);
    }
  }).timeout(10_000);
});

describe('operations on the scenes of any text', () => {
  it('number scenes so that a second time changes nothing', () => {
    tryCases(
      fc.property(text, (source) => {
        const once = apply(source, numberMissingScenes(parse(source)));
        assert.deepEqual(apply(once, numberMissingScenes(parse(once))), once);
        renumberScenes(parse(source));
        removeSceneNumbers(parse(source));
      }),
      numRuns,
      seed,
    );
  }).timeout(fuzzTimeout(120_000));

  it('leave out any scene and bring it back word for word', () => {
    tryCases(
      fc.property(text, (source) => {
        const screenplay = parse(source);
        for (const scene of sceneBlocks(screenplay)) {
          moveScene(screenplay, scene, 'up');
          moveScene(screenplay, scene, 'down');
          const omitted = omitScene(screenplay, scene);
          // One that stands below an unclosed mark is not left out at all.
          if (!omitted) continue;
          const without = parse(apply(source, [omitted]));
          const again = sceneBlocks(without).find(({ start }) => start === omitted.start);
          const restored = again && restoreScene(without, again);
          assert.ok(restored, 'what was left out is found again');
          assert.equal(apply(without.source, [restored]), source);
        }
      }),
      numRuns,
      seed,
    );
  }).timeout(fuzzTimeout(120_000));
});
