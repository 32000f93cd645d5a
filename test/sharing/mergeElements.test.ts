import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mergeElements } from '../../src/extension/sharing/mergeElements.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { createRandom } from '../fixtures/syntheticScript.ts';

const line = (id: string, text = id): ScriptElement => ({ id, type: 'action', text });
/** `a b=Ny c`: elements a, b (which says "Ny") and c. */
const script = (text: string): readonly ScriptElement[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word) => line(...(word.split('=') as [string, string?])));
const merge = (base: string, mine: string, theirs: string) =>
  mergeElements({ base: script(base), mine: script(mine), theirs: script(theirs) }, ({ id }) => `note-${id}`);
const said = (elements: readonly ScriptElement[]) =>
  elements.map(({ id, text }) => (id === text ? id : `${id}=${text}`)).join(' ');

describe('the merge of two versions of a script', () => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['takes changes of different lines from both', 'a b c', 'a=A b c', 'a b c=C', 'a=A b c=C'],
    ['puts additions in one place as theirs, then mine', 'a b', 'a x b', 'a y b', 'a y x b'],
    [
      'makes an addition of the same words in the same place one, with their id',
      'a b',
      'a x=Ny b',
      'a y=Ny b',
      'a y=Ny b',
    ],
    ['keeps the same words in different places apart', 'a b c', 'a x=Ny b c', 'a b y=Ny c', 'a x=Ny b y=Ny c'],
    ['lets deletions of both happen', 'a b c d', 'a c d', 'a b c', 'a c'],
    ['lets a deletion win over a rewriting', 'a b c', 'a b=B c', 'a c', 'a c'],
    ['leaves a moved line where it was moved', 'a b c d', 'b c d a', 'a b c d=D', 'b c d=D a'],
    ['keeps my addition beside a line that is gone there', 'a b c', 'a b x c', 'a c', 'a x c'],
    ['keeps an addition at the very beginning and the very end', 'a', 'x a', 'a y', 'x a y'],
    ['changes nothing when both changed alike', 'a b', 'a b=B', 'a b=B', 'a b=B'],
  ];
  for (const [title, base, mine, theirs, expected] of cases) {
    it(title, () => assert.equal(said(merge(base, mine, theirs).elements), expected));
  }

  it('keeps both versions of a line that both rewrote: theirs in the line, mine in a note after it', () => {
    const { elements, conflicts } = merge('a b', 'a=Min b', 'a=Din b');
    assert.equal(said(elements), 'a=Din note-a=Min b');
    assert.equal(elements[1]?.type, 'note');
    assert.deepEqual(
      conflicts.map(({ id, noteId }) => [id, noteId]),
      [['a', 'note-a']],
    );
  });

  it('tells of rewritten lines that the other side deleted', () => {
    const { deletedThere, changedThere } = merge('a b c', 'a=A c', 'b=B c');
    assert.equal(said(deletedThere), 'a=A');
    assert.equal(said(changedThere), 'b=B');
  });

  it('keeps what one side says of a line beside what the other says of its kind', () => {
    const base = [line('a', 'hej')];
    const mine: readonly ScriptElement[] = [{ id: 'a', type: 'dialogue', text: 'hej' }];
    const merged = mergeElements({ base, mine, theirs: [line('a', 'hallå')] }, ({ id }) => `note-${id}`);
    assert.deepEqual(merged.elements, [{ id: 'a', type: 'dialogue', text: 'hallå' }]);
  });

  it('gives one side when the other did nothing, loses no words, and repeats no id (random scripts)', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = createRandom(Math.imul(seed, 0x9e3779b1));
      let count = 0;
      const base = Array.from({ length: random(12) }, (_, index) => line(`b${index}`));
      const rewritten = (side: string) => {
        const list = [...base];
        for (let edits = random(6); edits > 0; edits--) {
          const at = random(list.length + 1);
          const kind = random(4);
          if (kind === 0) list.splice(at, 0, line(`${side}${count++}`));
          else if (kind === 1) list.splice(at, 1);
          else if (kind === 2 && list[at]) list[at] = { ...list[at], text: `${side}${count++}` };
          else list.splice(random(list.length + 1), 0, ...list.splice(at, 1));
        }
        return list;
      };
      const [mine, theirs] = [rewritten('m'), rewritten('t')];
      const noteId = ({ id }: ScriptElement) => `note-${id}`;
      assert.deepEqual(mergeElements({ base, mine: base, theirs }, noteId).elements, theirs);
      assert.deepEqual(mergeElements({ base, mine, theirs: base }, noteId).elements, mine);
      const { elements, deletedThere, changedThere } = mergeElements({ base, mine, theirs }, noteId);
      const ids = elements.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, `seed ${seed}`);
      const kept = new Set([...elements, ...deletedThere, ...changedThere].map(({ text }) => text));
      for (const { text } of [...mine, ...theirs])
        if (/^[mt]\d/.test(text)) assert.ok(kept.has(text), `seed ${seed} lost ${text}`);
    }
  });
});
