import assert from 'node:assert/strict';
import { formattingEdits, typedHeadingEdits } from '../../src/language/features/formatting.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { atCaret, edited } from './featureCarets.ts';

function formatted(text: string): string {
  const view = createScriptView(text);
  return edited(text, formattingEdits(view, { start: 0, end: text.length }));
}

describe('formatting', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['leaves one blank line between blocks', 'Hej.\n\n\n\nDu.\n \t\nÅSA\nHej.\n', 'Hej.\n\nDu.\n\nÅSA\nHej.\n'],
    ['drops white space at line ends', 'Hej. \t\nDu.  \n\nÅSA \nHej.   \n', 'Hej.\nDu.\n\nÅSA\nHej.\n'],
    ['keeps the two spaces that hold dialogue open', 'ÅSA\nHej.\n  \nDu.\n', 'ÅSA\nHej.\n  \nDu.\n'],
    [
      'drops indentation but in action',
      '\tÅSA\n  (lågt)\n  Hej.\n\n   Indraget.\n',
      'ÅSA\n(lågt)\nHej.\n\n   Indraget.\n',
    ],
    ['writes headings in capitals', 'int. Åsas kök - dag\n', 'INT. ÅSAS KÖK - DAG\n'],
    ['writes prefixes with dots', 'INT KÖK\n\nEXT/INT BIL\n\ni/e. bil\n', 'INT. KÖK\n\nEXT./INT. BIL\n\nI/E. BIL\n'],
    ['writes dashes with spaces', 'INT. KÖK  –  DAG\n\nINT. KÖK -- NATT\n', 'INT. KÖK - DAG\n\nINT. KÖK - NATT\n'],
    ['keeps the comma before a time', 'INT. KÖK ,  NATT\n', 'INT. KÖK, NATT\n'],
    [
      'writes a time that comes first',
      'int. nuit  – cuisine\n\nINT. Nuit. Cuisine\n',
      'INT. NUIT - CUISINE\n\nINT. NUIT. CUISINE\n',
    ],
    ['keeps a number first', '201   INT.  KÖK - DAG\n\n27. int. kök\n', '201 INT. KÖK - DAG\n\n27. INT. KÖK\n'],
    ['keeps a number last', 'INT. KÖK - DAG      #1#\n\nINT. KÖK#2A#\n', 'INT. KÖK - DAG #1#\n\nINT. KÖK #2A#\n'],
    ['keeps ß and forced headings as they are', 'INT. straße\n\n.Drömmen  om ön\n', 'INT. STRAßE\n\n.Drömmen om ön\n'],
    ['writes cues with single spaces', 'ÅSA(V.O.)  (FORTS.)^\nHej.\n', 'ÅSA (V.O.) (FORTS.) ^\nHej.\n'],
    ['parts a heading from its action', 'INT. KÖK - DAG\nHon går.\n', 'INT. KÖK - DAG\n\nHon går.\n'],
    ['does not make a cue of action', 'INT. KÖK - DAG\nÅSA\nHej.\n', 'INT. KÖK - DAG\nÅSA\nHej.\n'],
    [
      'leaves notes and boneyards alone',
      '[[ a  \n  b ]]\n\n/*\n\n\n int. x \n*/\n\nHej. [[ x ]]  \n',
      '[[ a  \n  b ]]\n\n/*\n\n\n int. x \n*/\n\nHej. [[ x ]]  \n',
    ],
    ['leaves the title page alone', 'Title:  Ön\n   Två \n\n\nHej.\n', 'Title:  Ön\n   Två \n\n\nHej.\n'],
    ['keeps CR LF', 'int. kök\r\n\r\n\r\nHej. \r\n', 'INT. KÖK\r\n\r\nHej.\r\n'],
    ['keeps a lone CR', 'Hej.\r\r\rDu.\r', 'Hej.\r\rDu.\r'],
    ['keeps a last line without an end', 'Hej.\n\n\nDu.', 'Hej.\n\nDu.'],
    ['leaves a blank line at the end to write on', 'Hej.\n\n\n\n', 'Hej.\n\n'],
  ];
  for (const [name, text, expected] of table) {
    it(name, () => {
      assert.equal(formatted(text), expected);
      assert.equal(formatted(expected), expected, 'a second time changes nothing');
    });
  }

  it('formats the part that is asked for', () => {
    const text = 'int. a\n\n\nint. b\n\n\nint. c\n';
    const edits = formattingEdits(createScriptView(text), {
      start: text.indexOf('int. b'),
      end: text.indexOf('\n\n\nint. c'),
    });
    assert.equal(edited(text, edits), 'int. a\n\n\nINT. B\n\n\nint. c\n');
  });
});

describe('formatting of a typed heading', () => {
  const typed = (marked: string) => {
    const { view, offset } = atCaret(marked);
    return edited(view.text, typedHeadingEdits(view, offset));
  };

  it('puts the heading right whose line was just ended', () => {
    assert.equal(typed('Hej.\n\nint kök -  dag\n|'), 'Hej.\n\nINT. KÖK - DAG\n');
  });
  it('leaves every other line alone', () => {
    for (const text of ['int kök|', 'int kök\n\n|', 'Hej. \n|', '|']) assert.equal(typed(text), text.replace('|', ''));
  });
});
