import assert from 'node:assert/strict';
import { emphasisSpans } from '../../src/language/features/emphasisSpans.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { semanticTokens } from '../../src/language/features/semanticTokens.ts';

function tokens(text: string): readonly string[] {
  return semanticTokens(createScriptView(text), { start: 0, end: text.length }).map(({ type, start, end, modifiers }) =>
    [type, ...modifiers, text.slice(start, end)].join(' '),
  );
}

describe('semantic tokens', () => {
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['201 INT. KÖK - DAG', ['sceneNumber 201', 'headingPrefix INT.', 'location KÖK', 'timeOfDay DAG']],
    ['EXT./INT. BIL - NATT #27A#', ['headingPrefix EXT./INT.', 'location BIL', 'timeOfDay NATT', 'sceneNumber 27A']],
    ['int kök, kväll', ['headingPrefix int', 'location kök', 'timeOfDay kväll']],
    ['INT. DAG - DAG', ['headingPrefix INT.', 'location DAG', 'timeOfDay DAG']],
    ['.DRÖMMEN', ['location DRÖMMEN']],
    ['INT. KÖK [[ rött ]] - DAG', ['headingPrefix INT.', 'location KÖK', 'note [[ rött ]]', 'timeOfDay DAG']],
    ['ÅSA (V.O.) (CONT’D) ^\nHej.', ['character ÅSA', 'cueExtension (V.O.)', 'cueExtension (CONT’D)', 'dualMark ^']],
    ['@McCOY\n(lågt)\nHej.', ['character McCOY', 'parenthetical (lågt)']],
    ['KLIPP TILL:', ['transition KLIPP TILL:']],
    ['> Svart.', ['transition > Svart.']],
    ['> *Slut* <', ['centered >', 'centered italic *Slut*', 'centered <']],
    ['~La _la_', ['lyrics ~La', 'lyrics underline _la_']],
    ['# Akt 1', ['section # Akt 1']],
    ['= Kort.', ['synopsis = Kort.']],
    ['===', ['pageBreak ===']],
    [
      'Hej *du **där*** [[ x ]] nu.',
      ['emphasis italic *du', 'emphasis italic bold **där**', 'emphasis italic *', 'note [[ x ]]'],
    ],
    ['[[ två\nrader ]]', ['note [[ två', 'note rader ]]']],
    ['/*\n\n  Bort.\n*/', ['boneyard /*', 'boneyard Bort.', 'boneyard */']],
    ['Hon *går [[ snabbt ]] ut*.', ['emphasis italic *går', 'note [[ snabbt ]]', 'emphasis italic ut*']],
    ['Title: Ön\nAuthor: Åsa', ['titleKey Title', 'titleKey Author']],
    ['Hon går.', []],
    ['', []],
  ];
  for (const [text, expected] of table) {
    it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(tokens(text), expected));
  }

  it('are told for the part that is asked for', () => {
    const text = 'INT. KÖK - DAG\n\nÅSA\nHej.\n\nTOVE\nHej.\n';
    const part = { start: text.indexOf('ÅSA'), end: text.indexOf('TOVE') };
    const found = semanticTokens(createScriptView(text), part);
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      ['ÅSA'],
    );
  });
});

describe('emphasis', () => {
  const spans = (line: string) =>
    emphasisSpans(line).map(({ style, start, end }) => `${style} ${line.slice(start, end)}`);
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['*a*', ['italic *a*']],
    ['**a**', ['bold **a**']],
    ['***a***', ['bold ***a***', 'italic ***a***']],
    ['_a_', ['underline _a_']],
    ['_**a b** c_', ['bold **a b**', 'underline _**a b** c_']],
    ['**a *b* c**', ['italic *b*', 'bold **a *b* c**']],
    ['*a **b***', ['bold **b**', 'italic *a **b***']],
    ['***a** b*', ['bold **a**', 'italic ***a** b*']],
    ['**a', []],
    ['3 * 4 * 5', []],
    ['snake_case_name', []],
    ['\\*a\\*', []],
    ['*a', []],
    ['a*', []],
    ['* a *', []],
  ];
  for (const [line, expected] of table) it(`of ${line}`, () => assert.deepEqual(spans(line), expected));
});
