import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ScriptElement, withoutPlace } from '../../src/language/document.ts';
import { applySplice, diffElements, sameContent } from '../../src/language/edits.ts';
import { parse } from '../../src/language/parse.ts';
import { contentOf } from '../../src/language/placedElements.ts';
import { splicesBetween } from '../../src/language/splices.ts';
import { type TextEdit, textEditFor } from '../../src/language/textEdit.ts';
import { textEditsFor } from '../../src/language/textEdits.ts';
import { applied, SCRIPT, scriptOf } from './editedScripts.ts';
import { fuzzTimeout, tryCases } from './fuzzRuns.ts';

describe('splices between two lists', () => {
  const element = (id: string, text = id): ScriptElement => ({ id, type: 'action', text });
  const lists = fc.uniqueArray(fc.tuple(fc.constantFrom(...'abcdefghij'), fc.constantFrom('x', 'y')), {
    selector: ([id]) => id,
  });

  it('make the second list of the first, whatever they are', () => {
    tryCases(
      fc.property(lists, lists, (a, b) => {
        const before = a.map(([id, text]) => element(id, text));
        const after = b.map(([id, text]) => element(id, text));
        const made = splicesBetween(before, after).toReversed().reduce(applySplice, before);
        assert.deepEqual(made, after);
      }),
      3_000,
      4,
    );
  });
});

describe('edits of a text for a changed list', () => {
  const words = ['Regn.', 'Hej.', 'TOVE', 'INT. KÖK - DAG', 'KLIPP TILL:', '(tyst)', 'Ett två tre.', '', 'a\nb'];
  const element = fc.record({
    id: fc.constantFrom(...Array.from({ length: 9 }, (_, index) => `id${index}`), 'n1', 'n2', 'n3'),
    type: fc.constantFrom(
      'action' as const,
      'dialogue' as const,
      'character' as const,
      'sceneHeading' as const,
      'transition' as const,
      'parenthetical' as const,
      'note' as const,
    ),
    text: fc.constantFrom(...words),
  });

  for (const [lineEnd, seed] of [
    // Of this seed a list was once said as TBO for @BO.
    ['\n', 1711529152],
    ['\r\n', 5],
  ] as const) {
    it(`say whatever one edit could say (${JSON.stringify(lineEnd)})`, () => {
      const script = scriptOf(SCRIPT.replaceAll('\n', lineEnd));
      const says = (edits: readonly TextEdit[], target: readonly ScriptElement[]) => {
        const read = parse(applied(script.source, edits)).elements.map(contentOf);
        return read.length === target.length && target.every((one, index) => sameContent(one, read[index] ?? one));
      };
      const lists = fc.uniqueArray(fc.oneof(element, fc.constantFrom(...script.elements.map(withoutPlace))), {
        selector: ({ id }) => id,
      });
      let said = 0;
      tryCases(
        fc.property(lists, (target) => {
          const splice = diffElements(script.elements, target);
          const one = splice && textEditFor(script, splice);
          const canBeSaid = says(one ? [one] : [], target);
          if (canBeSaid) said++;
          assert.equal(says(textEditsFor(script, target), target) || !canBeSaid, true);
        }),
        1_500,
        seed,
      );
      assert(said > 20, `${said} lists could be said`);
    }).timeout(fuzzTimeout(120_000));
  }
});
