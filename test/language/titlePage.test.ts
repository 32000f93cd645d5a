import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { read } from './readElements.ts';

describe('the title page', () => {
  it('reads keys with values inline and on indented lines', () => {
    const { titlePage, elements } = parse(
      'Title: FYREN\nAuthors:\n    A. Ek\n\tB. Ål\nDraft date: 1/2\nMy key: x\n\nHan går.',
    );
    assert.deepEqual(
      titlePage.map(({ key, value }) => [key, value]),
      [
        ['Title', 'FYREN'],
        ['Authors', 'A. Ek\nB. Ål'],
        ['Draft date', '1/2'],
        ['My key', 'x'],
      ],
    );
    assert.deepEqual(
      elements.map(({ text }) => text),
      ['Han går.'],
    );
  });

  it('must come first and ends at the first blank line', () => {
    assert.equal(parse('\nTitle: X\n\nY').titlePage.length, 0);
    assert.equal(parse('Title: X\n\nAuthor: Y\n').titlePage.length, 1);
  });

  it('says where each entry stands', () => {
    const text = 'Title: A\n   B\nAuthor: C\n\nX';
    assert.deepEqual(
      parse(text).titlePage.map(({ start, end }) => text.slice(start, end)),
      ['Title: A\n   B', 'Author: C'],
    );
  });

  for (const first of [
    'FADE IN:',
    'INT. KÖK 12:30 - DAG',
    'TOMMY: Hej.',
    '!Title: X',
    'On the table: a lamp.',
    '> Title: X',
  ]) {
    it(`does not take ${first} for a key`, () => assert.equal(parse(`${first}\n\nX`).titlePage.length, 0));
  }

  it('takes several unknown keys with values', () => {
    assert.equal(parse('Format: Feature\nEpisode: 3\n\nX').titlePage.length, 2);
  });

  it('stands after a byte order mark, which belongs to no element', () => {
    assert.equal(parse('\ufeffTitle: X\n\nY').titlePage[0]?.start, 1);
    assert.deepEqual(read('\ufeffINT. HOUSE - DAY'), ['sceneHeading: INT. HOUSE - DAY']);
  });
});
