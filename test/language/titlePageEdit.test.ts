import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from '../../src/language/parse.ts';
import { newTitlePage, titlePageEdit } from '../../src/language/titlePageEdit.ts';

const script = `Title: FYREN
Credit: skrivet av
Author:
    Elsa Lindgren
    Nils Ek
Draft date:

INT. FYREN - NATT
`;

/** The text after the entry at `index` was given a value. */
function given(index: number, value: string, text = script): string {
  const edit = titlePageEdit(parse(text).titlePage, index, value);
  return edit ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : text;
}

const read = (text: string) => parse(text).titlePage.map(({ key, value }) => [key, value]);

describe('an edit of the title page', () => {
  it('changes one value and nothing else', () => {
    assert.equal(given(0, 'FYREN II'), script.replace('FYREN', 'FYREN II'));
  });
  it('writes several lines below their key, and one beside it', () => {
    const two = given(0, 'FYREN\nAvsnitt 201');
    assert.equal(two, script.replace('Title: FYREN', 'Title:\n    FYREN\n    Avsnitt 201'));
    assert.equal(
      given(2, 'Elsa Lindgren'),
      script.replace('Author:\n    Elsa Lindgren\n    Nils Ek', 'Author: Elsa Lindgren'),
    );
  });
  it('leaves out blank lines, which would end the title page', () => {
    assert.deepEqual(read(given(0, 'A\n\n \nB'))[0], ['Title', 'A\nB']);
  });
  it('empties a value and fills an empty one', () => {
    assert.deepEqual(read(given(1, ''))[1], ['Credit', '']);
    assert.deepEqual(read(given(3, '2026-11-25'))[3], ['Draft date', '2026-11-25']);
  });
  it('is none when the value is there already, or the entry is not', () => {
    assert.equal(titlePageEdit(parse(script).titlePage, 2, ' Elsa Lindgren \n\nNils Ek'), undefined);
    assert.equal(titlePageEdit(parse(script).titlePage, 9, 'x'), undefined);
  });
});

describe('a new title page', () => {
  const entries = [
    { key: 'Title', value: 'FYREN' },
    { key: 'Author', value: '' },
  ];
  for (const [name, text] of [
    ['an empty script', ''],
    ['a script', 'INT. FYREN - NATT\n\nRegn.'],
    ['a script with a byte order mark', '\uFEFFINT. FYREN - NATT'],
  ] as const) {
    it(`stands before ${name}`, () => {
      const { start, end, text: added } = newTitlePage(text, entries);
      const whole = text.slice(0, start) + added + text.slice(end);
      assert.deepEqual(read(whole), [
        ['Title', 'FYREN'],
        ['Author', ''],
      ]);
      assert.equal(whole.slice(start + added.length), text.slice(end));
      assert.equal(parse(whole).elements.length, parse(text).elements.length);
    });
  }
});
