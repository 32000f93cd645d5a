import assert from 'node:assert/strict';
import type { ElementType, ScriptElement } from '../../src/language/document.ts';
import { diffElements, sameContent } from '../../src/language/edits.ts';
import { parse } from '../../src/language/parse.ts';
import { contentOf } from '../../src/language/placedElements.ts';
import { textEditFor } from '../../src/language/textEdit.ts';
import { place, SCENE } from './editedScripts.ts';

type Rewrite = (elements: ScriptElement[]) => ScriptElement[];

function edited(source: string, rewrite: Rewrite) {
  const script = place(source);
  const target = rewrite(script.elements.map(({ start: _start, end: _end, ...element }) => element));
  const splice = diffElements(script.elements, target);
  const edit = splice && textEditFor(script, splice);
  const text = edit ? source.slice(0, edit.start) + edit.text + source.slice(edit.end) : source;
  return { edit, text, target };
}

function says(text: string, target: readonly ScriptElement[]): boolean {
  const { elements } = parse(text);
  return (
    elements.length === target.length &&
    elements.every((element, index) => {
      const wanted = target[index];
      return wanted !== undefined && sameContent(contentOf(element), wanted);
    })
  );
}

const add = (type: ElementType, text: string): ScriptElement => ({ id: `new-${type}-${text}`, type, text });
const at =
  (index: number, change: Partial<ScriptElement>): Rewrite =>
  (list) =>
    list.map((element, position) => (position === index ? { ...element, ...change } : element));
const insert =
  (index: number, ...items: ScriptElement[]): Rewrite =>
  (list) =>
    list.toSpliced(index, 0, ...items);
const remove =
  (index: number, count = 1): Rewrite =>
  (list) =>
    list.toSpliced(index, count);

describe('an edit of the text for a splice', () => {
  const cases: [string, string, Rewrite, string, string][] = [
    ['replaces only the changed letters', SCENE, at(1, { text: 'En stor katt.' }), 'stor ', 'En stor katt.\n\nTOVE'],
    [
      'gives an empty action a mark that keeps its place',
      SCENE,
      insert(2, add('action', '')),
      '!\n\n',
      'En katt.\n\n!\n\nTOVE',
    ],
    ['takes that mark away with the first word', 'En.\n\n!\n', at(1, { text: 'Två' }), 'Två', 'En.\n\nTvå\n'],
    ['forces a cue that nothing follows', SCENE, insert(2, add('character', 'ANNA')), '@ANNA\n\n', '@ANNA\n\nTOVE'],
    [
      'frees the cue when a line follows',
      'En.\n\n@ANNA\n',
      insert(2, add('dialogue', 'Hej.')),
      'ANNA\nHej.',
      'En.\n\nANNA\nHej.\n',
    ],
    [
      'holds an empty line of dialogue open',
      SCENE,
      insert(2, add('character', 'BO'), add('dialogue', '')),
      'BO\n  \n\n',
      'BO\n  \n\nTOVE',
    ],
    ["keeps the writer's own mark", SCENE, at(7, { text: 'HELLO YOU' }), ' YOU', '\n\n\n!HELLO YOU\n'],
    [
      'forces action that would be read as a heading',
      SCENE,
      at(1, { text: 'INT. BIL - DAG' }),
      '!INT. BIL - DAG',
      '!INT. BIL - DAG\n',
    ],
    ['takes an element out with one gap', SCENE, remove(1), '', 'DAG\n\nTOVE'],
    ['keeps the wider gap above what stays', SCENE, remove(6), '', 'KLIPP TILL:\n\n\n!HELLO'],
    ['takes the first element out', SCENE, remove(0), '', 'En katt.\n\nTOVE'],
    [
      'splits',
      SCENE,
      (list) => list.toSpliced(1, 1, add('action', 'En'), add('action', 'katt.')),
      'En\n\n',
      'En\n\nkatt.\n\nTOVE',
    ],
    ['appends', 'En.\n', insert(1, add('action', 'Två.')), '\n\nTvå.', 'En.\n\nTvå.\n'],
    ['begins an empty text', '', insert(0, add('action', 'En.')), 'En.', 'En.'],
    [
      'keeps a first line from becoming a title page',
      '',
      insert(0, add('action', 'Title: Fyren')),
      '!Title: Fyren',
      '!Title: Fyren',
    ],
    [
      'begins below a title page',
      'Title: Fyren\n',
      insert(0, add('action', 'En.')),
      '\nEn.\n',
      'Title: Fyren\n\nEn.\n',
    ],
    ['writes a scene number', SCENE, at(0, { sceneNumber: '12' }), ' #12#', 'DAG #12#\n'],
    [
      'keeps the number form of a heading',
      '27. INT. HUS - DAG\n',
      at(0, { text: 'INT. HUS - NATT' }),
      'NATT',
      '27. INT. HUS - NATT\n',
    ],
    ['marks the right half of dual dialogue', 'ANNA\nHej\n\nBO\nHo\n', at(2, { dual: true }), ' ^', 'BO ^\nHo'],
    ['keeps lines of one element together', 'En.\n', at(0, { text: 'En.\nTvå.' }), '\nTvå.', 'En.\nTvå.\n'],
  ];
  for (const [name, source, rewrite, inserted, expected] of cases) {
    it(name, () => {
      const { edit, text, target } = edited(source, rewrite);
      assert.ok(text.includes(expected), JSON.stringify(text));
      assert.ok(says(text, target), JSON.stringify(text));
      if (name === 'replaces only the changed letters') assert.equal(edit?.text, inserted);
      assert.ok((edit?.text.length ?? 0) <= inserted.length + 2, JSON.stringify(edit));
    });
    it(`${name}, with line ends of Windows`, () => {
      const script = source.replaceAll('\n', '\r\n');
      const { edit, text, target } = edited(script, rewrite);
      assert.ok(!edit?.text.includes('\r'));
      const written = edit && script.slice(0, edit.start) + edit.text.replaceAll('\n', '\r\n') + script.slice(edit.end);
      assert.ok(written?.includes(expected.replaceAll('\n', '\r\n')), JSON.stringify(written));
      assert.ok(!/[^\r]\n/.test(written ?? ''), 'every line end is whole');
      assert.ok(says(text, target));
    });
  }

  it('is missing when the text says it already', () => {
    assert.equal(edited(SCENE, (list) => list).edit, undefined);
    assert.equal(edited(SCENE, at(0, { id: 'other' })).edit, undefined);
  });

  it('keeps surrogate pairs whole', () => {
    const { edit } = edited('Ett 😀 leende.\n', at(0, { text: 'Ett 😁 leende.' }));
    assert.equal(edit?.text, '😁');
  });

  it('loses no word where Fountain cannot say what is meant', () => {
    for (const type of ['dialogue', 'parenthetical', 'lyrics', 'centered', 'note', 'synopsis'] as const) {
      const { text } = edited(SCENE, at(1, { type, text: 'En (katt) sover.\nTyst.' }));
      for (const word of ['En', '(katt)', 'sover.', 'Tyst.']) assert.ok(text.includes(word), `${type}: ${text}`);
    }
  });
});
