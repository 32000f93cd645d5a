import assert from 'node:assert/strict';
import { numberMissingScenes, removeSceneNumbers, renumberScenes } from '../../src/language/numberScenes.ts';
import { parse, type Screenplay } from '../../src/language/parse.ts';
import { compareSceneNumbers, parseSceneNumber } from '../../src/language/sceneNumbers.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';

/** The script after an operation; `/` stands for a blank line between its lines. */
function after(operation: (screenplay: Screenplay) => readonly TextEdit[], lines: string): string {
  const text = lines.replaceAll(' / ', '\n\n');
  const edits = operation(parse(text)).toSorted((a, b) => b.start - a.start);
  const next = edits.reduce((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
  return next.replaceAll('\n\n', ' / ');
}

function order(numbers: string): string {
  const parsed = numbers.split(' ').map((text) => ({ text, number: parseSceneNumber(text) }));
  return parsed
    .sort((a, b) => (a.number && b.number ? compareSceneNumbers(a.number, b.number) : 0))
    .map(({ text }) => text)
    .join(' ');
}

describe('scene numbers', () => {
  it('are ordered as productions count', () => {
    assert.equal(order('16 15B 15AA 15A A15A 15 B15 A15'), 'A15 B15 15 A15A 15A 15AA 15B 16');
    assert.equal(order('100 20 3'), '3 20 100');
  });

  it('of other forms have no order', () => {
    assert.deepEqual(['I-1-A', '12.1', 'X', ''].map(parseSceneNumber), [undefined, undefined, undefined, undefined]);
  });
});

describe('numbering missing scenes', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['puts 15A between 15 and 16', '15 INT. A / INT. B / 16 INT. C', '15 INT. A / 15A INT. B / 16 INT. C'],
    [
      'goes on through the letters, without I and O',
      `1 INT. A / ${'INT. B / '.repeat(9)}2 INT. C`,
      `1 INT. A / ${'ABCDEFGHJ'.replace(/./g, (letter) => `1${letter} INT. B / `)}2 INT. C`,
    ],
    ['goes on after 15A', 'INT. A #15A# / INT. B / INT. C #16#', 'INT. A #15A# / INT. B #15B# / INT. C #16#'],
    [
      'finds room between 15 and 15A',
      'INT. A #15# / INT. B / INT. C #15A#',
      'INT. A #15# / INT. B #A15A# / INT. C #15A#',
    ],
    [
      'finds room between 15A and 15B',
      'INT. A #15A# / INT. B / INT. C #15B#',
      'INT. A #15A# / INT. B #15AA# / INT. C #15B#',
    ],
    ['goes before the first number', 'INT. A / INT. B / INT. C #1#', 'INT. A #A1# / INT. B #B1# / INT. C #1#'],
    ['goes on after the last number', '201. INT. A / INT. B / INT. C', '201. INT. A / 202. INT. B / 203. INT. C'],
    [
      'numbers a script that has no numbers',
      'INT. HOUSE - DAY / The night and the day. / EXT. CAR - DAY',
      'INT. HOUSE - DAY #1# / The night and the day. / EXT. CAR - DAY #2#',
    ],
    [
      'puts numbers first in a Swedish script',
      'INT. KÖK - DAG / Hon går och ser på det som är kvar. / EXT. HAMN - NATT',
      '1. INT. KÖK - DAG / Hon går och ser på det som är kvar. / 2. EXT. HAMN - NATT',
    ],
    ['keeps every number that is there', '7 INT. A / 3B INT. B', '7 INT. A / 3B INT. B'],
    [
      'leaves forced headings alone',
      '1 INT. A / .SENARE / INT. B / 2 INT. C',
      '1 INT. A / .SENARE / 1A INT. B / 2 INT. C',
    ],
    [
      'writes a number last where none can stand first',
      '1 INT. A / int kök dag / 2 INT. C',
      '1 INT. A / int kök dag #1A# / 2 INT. C',
    ],
    ['keeps the indentation', '1 INT. A /   INT. B / 2 INT. C', '1 INT. A /   1A INT. B / 2 INT. C'],
    [
      'takes no number twice',
      '1 INT. A / INT. B / 2 INT. C / 1A INT. D',
      '1 INT. A / 1B INT. B / 2 INT. C / 1A INT. D',
    ],
    ['leaves what is no scene', 'Hej. / ÅSA', 'Hej. / ÅSA'],
  ];
  for (const [name, before, expected] of table)
    it(name, () => assert.equal(after(numberMissingScenes, before), expected));

  it('has nothing to do a second time', () => {
    for (const [, , numbered] of table) assert.equal(after(numberMissingScenes, numbered), numbered);
  });
});

describe('renumbering scenes', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['counts from 1', '3A INT. A / INT. B / 9 INT. C', '1 INT. A / 2 INT. B / 3 INT. C'],
    ['keeps the form of each number', 'INT. A #7# / 9. INT. B', 'INT. A #1# / 2. INT. B'],
    ['counts from an episode’s first number', '203 INT. A / 203A INT. B', '201 INT. A / 202 INT. B'],
    [
      'counts each episode anew',
      '# 1 / 1 INT. A / 5 INT. B / # 2 / 1 INT. C / 4 INT. D',
      '# 1 / 1 INT. A / 2 INT. B / # 2 / 1 INT. C / 2 INT. D',
    ],
    ['counts omitted scenes', '1 INT. A / .UTGÅR #7# / 9 INT. C', '1 INT. A / .UTGÅR #2# / 3 INT. C'],
  ];
  for (const [name, before, expected] of table) it(name, () => assert.equal(after(renumberScenes, before), expected));

  it('edits no heading that has its number', () => {
    assert.deepEqual(renumberScenes(parse('1 INT. A\n\n2 INT. B\n')), []);
  });
});

describe('removing scene numbers', () => {
  const table: readonly (readonly [string, string, string])[] = [
    ['takes them from both places', '1. INT. A / INT. B #2# / .DRÖM #3#', 'INT. A / INT. B / .DRÖM'],
    ['takes both of a heading that has two', '7 INT. A #7#', 'INT. A'],
    ['leaves a number that is a place', 'INT. 27 INT. A / INT. RUM #', 'INT. 27 INT. A / INT. RUM #'],
  ];
  for (const [name, before, expected] of table)
    it(name, () => assert.equal(after(removeSceneNumbers, before), expected));
});
