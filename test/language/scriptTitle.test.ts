import assert from 'node:assert/strict';
import { parse } from '../../src/language/parse.ts';
import { scriptTitle } from '../../src/language/scriptTitle.ts';
import { withTitle } from '../../src/language/titlePageText.ts';

describe('the title of a script', () => {
  const table: readonly [string, string | undefined][] = [
    ['Title: Fyren\n\nINT. HUS - DAG\n', 'Fyren'],
    ['Title:\n    _**FYREN**_\n    Avsnitt 201\nAuthor: Å\n\nText.\n', 'FYREN Avsnitt 201'],
    ['title: Fyren\n\n', 'Fyren'],
    ['Titel: Sommarhuset\n\nText.\n', 'Sommarhuset'],
    ['Titre : La Mer\nAuteur : É. Zola\n\nTexte.\n', 'La Mer'],
    ['Otsikko: Meri\n\nTeksti.\n', 'Meri'],
    ['Author: Å\n\nText.\n', undefined],
    ['Title:\n\nText.\n', undefined],
    ['Bara text.\n', undefined],
  ];
  for (const [text, title] of table) {
    it(`is ${title ?? 'missing'} for ${JSON.stringify(text)}`, () => {
      assert.equal(scriptTitle(parse(text).titlePage), title);
    });
  }
});

describe('another title', () => {
  it('takes the place of the one that there is, in its own language', () => {
    assert.equal(withTitle('Titel: Fyren\nManus: Åsa', 'Ön'), 'Titel: Ön\nManus: Åsa');
    assert.equal(withTitle('Author: Åsa', 'Ön'), 'Title: Ön\nAuthor: Åsa');
  });
});
