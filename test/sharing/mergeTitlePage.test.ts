import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mergeTitlePage } from '../../src/extension/sharing/mergeTitlePage.ts';

const page = (...lines: string[]) => lines.join('\n');
const base = page('Title: Fyren', 'Author: Åsa Berg', 'Contact:', '    Ågatan 1', '    Umeå');

describe('a title page that two have rewritten', () => {
  const silent: readonly (readonly [string, string, string, string])[] = [
    ['only mine', base.replace('Fyren', 'Fyrvaktaren'), base, base.replace('Fyren', 'Fyrvaktaren')],
    ['only theirs', base, base.replace('Umeå', 'Luleå'), base.replace('Umeå', 'Luleå')],
    [
      'different entries',
      base.replace('Fyren', 'Fyrvaktaren'),
      base.replace('Umeå', 'Luleå'),
      page('Title: Fyrvaktaren', 'Author: Åsa Berg', 'Contact:', '    Ågatan 1', '    Luleå'),
    ],
    ['the same change', base.replace('Åsa', 'Eva'), base.replace('Åsa', 'Eva'), base.replace('Åsa', 'Eva')],
    ['an entry added by each', `${base}\nDraft: 2`, `${base}\nDate: idag`, `${base}\nDate: idag\nDraft: 2`],
    [
      'an entry taken away by me',
      page('Title: Fyren', 'Author: Åsa Berg'),
      base.replace('Fyren', 'Fyr'),
      page('Title: Fyr', 'Author: Åsa Berg'),
    ],
    ['a page taken away by them, untouched here', base, '', ''],
  ];
  for (const [what, mine, theirs, merged] of silent)
    it(`merges in silence: ${what}`, () =>
      assert.deepEqual(mergeTitlePage(base, mine, theirs), { text: merged, isConflict: false }));

  it('asks about an entry that both changed, and leaves theirs and the rest of mine', () => {
    const mine = page('Title: Fyrvaktaren', 'Author: Åsa Berg', 'Draft: 2');
    const theirs = page('Title: Ljuset', 'Author: Åsa Berg');
    assert.deepEqual(mergeTitlePage(page('Title: Fyren', 'Author: Åsa Berg'), mine, theirs), {
      text: page('Title: Ljuset', 'Author: Åsa Berg', 'Draft: 2'),
      isConflict: true,
    });
  });

  it('asks when both have made a page of their own', () => {
    assert.ok(mergeTitlePage('', 'Title: A', 'Title: B').isConflict);
  });
});
