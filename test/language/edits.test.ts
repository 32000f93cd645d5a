import assert from 'node:assert/strict';
import type { ScriptElement } from '../../src/language/document.ts';
import { applySplice, diffElements, mergeElements, sameElement } from '../../src/language/edits.ts';
import { changedRange, isRewrittenByBoth, mergeText } from '../../src/language/mergeText.ts';

/** `a:Text` = action with id a; `a@Text` = character; `a.Text` = scene heading. */
function elements(...items: string[]): ScriptElement[] {
  const types = { ':': 'action', '@': 'character', '.': 'sceneHeading', '"': 'dialogue' } as const;
  return items.map((item) => {
    const mark = item[1] as keyof typeof types;
    return { id: item[0] ?? '', type: types[mark], text: item.slice(2) };
  });
}

const written = (list: readonly ScriptElement[]) =>
  list.map(
    ({ id, type, text }) =>
      `${id}${{ action: ':', character: '@', sceneHeading: '.', dialogue: '"' }[type as 'action']}${text}`,
  );

describe('sameElement', () => {
  it('takes a missing mark for its default', () => {
    assert.ok(
      sameElement({ id: 'a', type: 'character', text: 'X' }, { id: 'a', type: 'character', text: 'X', dual: false }),
    );
    assert.ok(sameElement({ id: 'a', type: 'section', text: 'X' }, { id: 'a', type: 'section', text: 'X', depth: 1 }));
  });
  it('sees a change of id, type, text, scene number, dual mark or depth', () => {
    const one: ScriptElement = { id: 'a', type: 'action', text: 'x' };
    for (const change of [
      { id: 'b' },
      { type: 'note' as const },
      { text: 'y' },
      { sceneNumber: '1' },
      { dual: true },
      { depth: 2 },
    ]) {
      assert.ok(!sameElement(one, { ...one, ...change }), JSON.stringify(change));
    }
  });
});

describe('diffElements', () => {
  const cases: [string, string[], string[], [number, number, string[]] | undefined][] = [
    ['nothing for equal lists', ['a:A', 'b:B'], ['a:A', 'b:B'], undefined],
    ['a changed text', ['a:A', 'b:B', 'c:C'], ['a:A', 'b:Bx', 'c:C'], [1, 1, ['b:Bx']]],
    ['an insertion', ['a:A', 'c:C'], ['a:A', 'b:B', 'c:C'], [1, 0, ['b:B']]],
    ['a deletion', ['a:A', 'b:B', 'c:C'], ['a:A', 'c:C'], [1, 1, []]],
    ['a changed type', ['a:A'], ['a@A'], [0, 1, ['a@A']]],
    ['equal neighbours only once', ['a:A', 'a:A'], ['a:A'], [1, 1, []]],
    ['from nothing', [], ['a:A'], [0, 0, ['a:A']]],
  ];
  for (const [name, before, after, expected] of cases) {
    it(`finds ${name}`, () => {
      const splice = diffElements(elements(...before), elements(...after));
      assert.deepEqual(splice && [splice.start, splice.deleteCount, written(splice.inserted)], expected);
      if (splice) assert.deepEqual(applySplice(elements(...before), splice), elements(...after));
    });
  }
});

describe('mergeElements', () => {
  const cases: [string, string[], string[], string[], string[]][] = [
    ['takes mine when they changed nothing', ['a:A'], ['a:A1'], ['a:A'], ['a:A1']],
    ['takes theirs when I changed nothing', ['a:A'], ['a:A'], ['a:A1'], ['a:A1']],
    [
      'makes changes in different places',
      ['a:A', 'b:B', 'c:C'],
      ['a:A1', 'b:B', 'c:C'],
      ['a:A', 'b:B', 'c:C2'],
      ['a:A1', 'b:B', 'c:C2'],
    ],
    [
      'shifts mine behind their insertion',
      ['a:A', 'b:B', 'c:C'],
      ['a:A', 'b:B', 'c:C1'],
      ['a:A', 'x:X', 'b:B', 'c:C'],
      ['a:A', 'x:X', 'b:B', 'c:C1'],
    ],
    [
      'merges text typed in one element',
      ['a:one two'],
      ['a:one my two'],
      ['a:one two theirs'],
      ['a:one my two theirs'],
    ],
    ['keeps what they changed and I deleted', ['a:A', 'b:B'], ['a:A'], ['a:A', 'b:B2'], ['a:A', 'b:B2']],
    ['keeps what I changed and they deleted', ['a:A', 'b:B'], ['a:A', 'b:B1'], ['a:A'], ['a:A', 'b:B1']],
    ['deletes what only one side touched', ['a:A', 'b:B', 'c:C'], ['b:B', 'c:C'], ['a:A', 'b:B'], ['b:B']],
    [
      'puts my new element after its left neighbour',
      ['a:A', 'b:B'],
      ['a:A', 'm:M', 'b:B'],
      ['a:A', 'b:B2'],
      ['a:A', 'm:M', 'b:B2'],
    ],
    ['keeps two insertions at one place', ['a:A'], ['a:A', 'm:M'], ['a:A', 't:T'], ['a:A', 'm:M', 't:T']],
    ['keeps my new element when its neighbour is gone', ['a:A', 'b:B'], ['a:A', 'b:B', 'm:M'], ['a:A'], ['a:A', 'm:M']],
    ['joins my new type with their new text', ['a:ANNA'], ['a@ANNA'], ['a:ANNA B'], ['a@ANNA B']],
    [
      'keeps an element once that both brought back',
      ['a:A', 'c:C'],
      ['b:B', 'a:A', 'c:C'],
      ['a:A', 'c:C', 'b:B'],
      ['a:A', 'c:C', 'b:B'],
    ],
    [
      'joins lines while they write in the second',
      ['a:En katt.', 'b:Två.'],
      ['a:En katt. Två.'],
      ['a:En katt.', 'b:Två hundar.'],
      ['a:En katt. Två hundar.'],
    ],
    [
      'joins lines while I write in the second',
      ['a:En katt.', 'b:Två.', 'c:C'],
      ['a:En katt.', 'b:Två hundar.', 'c:C'],
      ['a:En katt.Två.', 'c:C'],
      ['a:En katt.Två hundar.', 'c:C'],
    ],
    [
      'joins lines while both are written in',
      ['a:En katt.', 'b:Två.'],
      ['a:En katt. Två. Tre.'],
      ['a:En svart katt.', 'b:Alla två.'],
      ['a:En svart katt. Alla två. Tre.'],
    ],
    ['joins lines once that both joined', ['a:En.', 'b:Två.'], ['a:En. Två.'], ['a:En. Två.'], ['a:En. Två.']],
    [
      'joins different lines on both sides',
      ['a:En.', 'b:Två.', 'c:Tre.'],
      ['a:En. Två.', 'c:Tre.'],
      ['a:En.', 'b:Två. Tre.'],
      ['a:En. Två. Tre.'],
    ],
    [
      'leaves lines apart that they put one between, losing and doubling nothing',
      ['a:En.', 'b:Två.'],
      ['a:En. Två.'],
      ['a:En.', 'n:Mellan.', 'b:Två till.'],
      ['a:En.', 'n:Mellan.', 'b:Två till.'],
    ],
  ];
  for (const [name, base, mine, theirs, expected] of cases) {
    it(name, () => {
      const merged = mergeElements(elements(...base), elements(...mine), elements(...theirs));
      assert.deepEqual(written(merged), expected);
    });
  }
  it('merges scene number and dual mark field by field', () => {
    const heading: ScriptElement = { id: 'a', type: 'sceneHeading', text: 'INT. HUS - DAG' };
    const [merged] = mergeElements(
      [heading],
      [{ ...heading, sceneNumber: '12' }],
      [{ ...heading, text: 'INT. HUS - NATT' }],
    );
    assert.deepEqual(merged, { ...heading, text: 'INT. HUS - NATT', sceneNumber: '12' });
  });
});

describe('mergeText', () => {
  const cases: [string, string, string, string, string][] = [
    ['both ends', 'mitten', 'x mitten', 'mitten y', 'x mitten y'],
    ['two insertions at one place: theirs, then mine', 'ab', 'aMb', 'aTb', 'aTMb'],
    ['the same change once', 'ab', 'axb', 'axb', 'axb'],
    [
      'words apart inside one overlapping range',
      'en två tre fyra',
      'EN två tre FYRA',
      'en två TRE fyra',
      'EN två TRE FYRA',
    ],
    ['a clash keeps both, theirs first', 'den röda bilen', 'den blå bilen', 'den gula bilen', 'den gula blå bilen'],
    ['a deletion beside a change', 'en två tre', 'två tre', 'en två tre fyra', 'två tre fyra'],
  ];
  for (const [name, base, mine, theirs, expected] of cases) {
    it(name, () => assert.equal(mergeText(base, mine, theirs), expected));
  }
  it('never mixes halves of surrogate pairs', () => {
    const merged = mergeText('a😀b', 'a😁b', 'a😂b');
    assert.ok(merged.isWellFormed(), JSON.stringify(merged));
    assert.ok(merged.includes('😁') && merged.includes('😂'));
  });
  it('keeps both when the words are too many to compare', () => {
    const words = (word: string) => Array.from({ length: 3000 }, (_, index) => word + index).join(' ');
    const merged = mergeText(words('a'), words('b'), words('c'));
    assert.ok(merged.includes('b2999') && merged.includes('c2999'));
  });
});

describe('isRewrittenByBoth', () => {
  for (const [base, mine, theirs, expected] of [
    ['Ja.', 'Nu!', 'Genast.', true],
    ['', 'Nu!', 'Genast.', true],
    ['Jag går nu.', 'Jag springer nu.', 'Jag flyr nu.', true],
    ['Hej på dig.', 'Hej på er alla.', 'Hejsan på dig.', false],
    ['Hej du.', 'Hej.', 'Hej ni.', false],
    ['Ja.', 'Nej.', 'Nej.', false],
    ['Ja.', 'Ja.', 'Nej.', false],
    ['Ja.', 'Nej.', 'Ja.', false],
    ['', '', 'Nej.', false],
  ] as const) {
    it(`of "${base}" as "${mine}" and "${theirs}": ${expected}`, () =>
      assert.equal(isRewrittenByBoth(base, mine, theirs), expected));
  }
});

describe('changedRange', () => {
  it('keeps surrogate pairs whole at both ends', () => {
    assert.deepEqual(changedRange('x😀y', 'x😁y'), { start: 1, aEnd: 3, bEnd: 3 });
    const sameLow = changedRange('\ud83d\ude00', '\ud83e\ude00');
    assert.deepEqual(sameLow, { start: 0, aEnd: 2, bEnd: 2 });
  });
  it('is empty for equal texts', () => assert.deepEqual(changedRange('😀', '😀'), { start: 2, aEnd: 2, bEnd: 2 }));
});
