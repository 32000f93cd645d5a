import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withChangesWhole, withTheirChanges } from '../../src/extension/sync/mergeImages.ts';
import type { ScriptImage } from '../../src/extension/sync/scriptImage.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { createRandom } from '../fixtures/syntheticScript.ts';

const image = (elements: readonly ScriptElement[]): ScriptImage => ({ titlePage: '', elements });
const line = (id: string, text: string): ScriptElement => ({ id, type: 'dialogue', text });
const said = ({ elements }: ScriptImage) => elements.map(({ type, text }) => (type === 'note' ? `[[${text}]]` : text));

describe('their changes and my words in one text', () => {
  const merge = (base: string, theirs: string, mine: string) =>
    said(withTheirChanges(image([line('a', base)]), image([line('a', theirs)]), image([line('a', mine)]), () => 'n'));

  for (const [says, base, theirs, mine, expected] of [
    ['are both made in different places', 'Hej på dig.', 'Hejsan på dig.', 'Hej på er.', ['Hejsan på er.']],
    ['leave the same words as theirs, mine in a note', 'Ja.', 'Genast.', 'Nu!', ['Genast.', '[[Nu!]]']],
    ['keep brackets out of the note', 'Ja.', 'Genast.', 'Nu [[x]]!', ['Genast.', '[[Nu [ [x] ]!]]']],
    ['are not made twice', 'Ja.', 'Genast.', 'Genast då.', ['Genast då.']],
    ['are one when they are the same', 'Ja.', 'Nej.', 'Nej.', ['Nej.']],
  ] as const) {
    it(says, () => assert.deepEqual(merge(base, theirs, mine), expected));
  }

  it('are whole lines of theirs in a text that nobody was writing in', () => {
    const [base, theirs, file] = ['Nu!', 'Genast.', 'Ja.'].map((text) => image([line('a', text), line('b', 'Kvar.')]));
    assert(base && theirs && file);
    assert.deepEqual(said(withChangesWhole(base, theirs, file)), ['Genast.', 'Kvar.']);
  });

  /** One side's edits: every word that it writes is written once in the whole run. */
  function edited(base: readonly ScriptElement[], side: string, random: (below: number) => number): ScriptElement[] {
    let words = 0;
    const word = () => `${side}${words++}${side}`;
    return base.flatMap((element) => {
      const { id, text } = element;
      const change = random(8);
      if (change === 0) return [];
      if (change === 1) return [{ ...element, text: `${word()}.` }];
      if (change === 2) return [{ ...element, text: `${text} ${word()}` }];
      if (change === 3) return [{ ...element, text: text.replace('två', word()) }];
      if (change === 4) return [element, line(`${id}${side}`, word())];
      return [element];
    });
  }

  it('lose no word that either wrote, and no id is given twice, whatever was done', () => {
    const base = Array.from({ length: 6 }, (_, index) => line(`b${index}`, `ett${index} två tre.`));
    for (let seed = 1; seed <= 400; seed++) {
      const random = createRandom(seed);
      const [mine, theirs] = [edited(base, 'm', random), edited(base, 't', random)];
      let notes = 0;
      const merged = withTheirChanges(image(base), image(theirs), image(mine), () => `note${notes++}`);
      const text = said(merged).join('\n');
      for (const { text: words } of [...mine, ...theirs])
        for (const [word] of words.matchAll(/[mt]\d+[mt]/g))
          assert(text.includes(word), `seed ${seed}: ${word}\n${text}`);
      const ids = merged.elements.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length, `seed ${seed}`);
      assert.doesNotMatch(text, /t\d+t\.?m\d+m/, `seed ${seed}: two versions run together`);
    }
  });
});
