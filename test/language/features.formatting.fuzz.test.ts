import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formattingEdits, haveSameWords } from '../../src/language/features/formatting.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { parse } from '../../src/language/parse.ts';
import { edited } from './featureCarets.ts';
import { fuzzTimeout, tryCases } from './fuzzRuns.ts';

function formatted(text: string): string {
  const view = createScriptView(text);
  return edited(text, formattingEdits(view, { start: 0, end: text.length }));
}

/** Letters and digits alone, whatever their case. */
function letters(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

describe('formatting', () => {
  it('touches no word and makes no element another, whatever the script', () => {
    const piece = fc.constantFrom(
      'int. kök - dag',
      ' 201 INT KÖK, NATT #2#',
      'EXT/INT  BIL–HUS',
      '.Dröm',
      'ÅSA(V.O.)^',
      '@McCoy ',
      ' TOVE',
      '(lågt) ',
      ' Hej   du. ',
      'Hon  går.',
      '!INT. X',
      '> SVART:',
      'KLIPP TILL: ',
      '> Slut  <',
      '~la  la',
      '# Akt',
      '= kort',
      '===',
      '[[ not ]]',
      '[[ a',
      'b ]]',
      '/*',
      '*/',
      '  ',
      '   ',
      '',
      '',
      '\t',
      'Title: X',
      'INT. [[ x ]] KÖK',
      'STRAßE',
      '1. int. x.',
    );
    const end = fc.constantFrom('\n', '\n\n', '\n\n\n', '\r\n', '\r\n\r\n', '\r');
    const script = fc.array(fc.tuple(piece, end), { maxLength: 12 }).map((lines) => lines.flat().join(''));
    tryCases(
      fc.property(script, (text) => {
        const result = formatted(text);
        assert.ok(haveSameWords(parse(text), parse(result)));
        assert.equal(letters(result), letters(text));
        assert.equal(formatted(result), result);
      }),
      6_000,
      7,
    );
  }).timeout(fuzzTimeout(120_000));
});
