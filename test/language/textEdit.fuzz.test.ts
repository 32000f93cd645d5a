import assert from 'node:assert/strict';
import type { ElementType, ScriptElement } from '../../src/language/document.ts';
import { applySplice, sameContent } from '../../src/language/edits.ts';
import { parse } from '../../src/language/parse.ts';
import { contentOf } from '../../src/language/placedElements.ts';
import { textEditFor } from '../../src/language/textEdit.ts';
import { place, SCENE } from './editedScripts.ts';
import { fuzzRuns, fuzzTimeout, triedCases } from './fuzzRuns.ts';
import { createRandom } from './simulation/simulate.ts';

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

describe('random splices', () => {
  const words = [
    'En katt',
    'INT. HUS - DAG',
    'TOVE',
    'Hej du.',
    'regn',
    '',
    'KLIPP TILL:',
    'Å, nej!',
    '...men',
    'a: b',
  ];
  const below: readonly ElementType[] = [
    'action',
    'sceneHeading',
    'transition',
    'section',
    'synopsis',
    'lyrics',
    'centered',
  ];

  /** A passage that Fountain can say: a block, or a cue with what is said. */
  function passage(random: (below: number) => number, given: () => string): ScriptElement[] {
    const text = words[random(words.length)] ?? '';
    if (random(3) === 0) {
      return [
        { id: given(), type: 'character', text: ['TOVE', 'BO (V.O.)', 'ÅSA'][random(3)] ?? '' },
        ...(random(2) === 0 ? [{ id: given(), type: 'parenthetical' as const, text: '(tyst)' }] : []),
        { id: given(), type: 'dialogue', text: random(2) === 0 ? 'Hej du.' : 'Ja.\nNej.' },
      ];
    }
    const type = below[random(below.length)] ?? 'action';
    if (type === 'action') return [{ id: given(), type, text }];
    // No dot forces words that begin with dots.
    const isHeadless = type === 'sceneHeading' && text.startsWith('.');
    return [{ id: given(), type, text: isHeadless ? 'X' : text || 'X' }];
  }

  for (const lineEnd of ['\n', '\r\n']) {
    it(`say what they mean, and leave the rest as it stands (${JSON.stringify(lineEnd)})`, () => {
      const { numRuns, seed } = fuzzRuns(3_000, 20_261_122);
      const random = createRandom(seed);
      let count = 0;
      const given = () => `g${count++}`;
      let source = SCENE.replaceAll('\n', lineEnd);
      for (let round = 0; round < numRuns; round++) {
        const script = place(source);
        const blocks = script.elements.flatMap(({ type }, index) =>
          type === 'dialogue' || type === 'parenthetical' ? [] : [index],
        );
        const from = random(blocks.length + 1);
        const start = blocks[from] ?? script.elements.length;
        const end = (random(2) === 0 && blocks[from + 1]) || (random(3) === 0 ? script.elements.length : start);
        const isShort = script.elements.length < 40;
        const inserted = isShort || random(3) === 0 ? passage(random, given) : [];
        const splice = { start, deleteCount: Math.max(0, isShort ? 0 : end - start), inserted };
        const edit = textEditFor(script, splice);
        if (!edit) continue;
        const next = source.slice(0, edit.start) + edit.text.replaceAll('\n', lineEnd) + source.slice(edit.end);
        const target = applySplice(script.elements, splice);
        assert.ok(says(next, target), `round ${round}: ${JSON.stringify({ splice, edit })}`);
        assert.ok(!next.replaceAll(lineEnd, '').includes('\n'));
        source = next;
      }
      triedCases.count += numRuns;
    }).timeout(fuzzTimeout(120_000));
  }
});
