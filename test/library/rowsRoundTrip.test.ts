import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { knownElements } from '../../src/extension/sync/knownElements.ts';
import { orderIndexes } from '../../src/extension/sync/orderIndexes.ts';
import { planSync, type SyncState } from '../../src/extension/sync/planSync.ts';
import { fieldsOfHeading, headingText } from '../../src/extension/sync/sceneFields.ts';
import { elementOfStored, storedText } from '../../src/extension/sync/storedText.ts';
import { afterPlan } from '../../src/extension/sync/syncState.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { parse } from '../../src/language/parse.ts';
import { placeElements } from '../../src/language/placedElements.ts';
import { libraryFolders } from './libraryFolder.ts';
import { createSyncedScript } from './syncedScript.ts';

/** Pieces that, put together with blank lines or without, make every type of element and many traps. */
const pieces = [
  'INT. KÖK - DAG',
  '27. EXT. GÅRD - NATT',
  '.DRÖM',
  'TOVE',
  'TOVE (V.O.)',
  '@Åke',
  'ÅKE ^',
  '(viskar)',
  'Ja.',
  'Regn mot rutan. [[not]]',
  '  indraget',
  '!EXT. INTE',
  '!',
  '!!!',
  '# Akt',
  '### Del',
  '= Kort',
  '~la la',
  '> SLUT <',
  '> TONA UT',
  'KLIPP TILL:',
  '===',
  '/* bort\n\nINT. DOLD - DAG */',
  '[[a\n  \nb]]',
  '[[',
  'Titel: värde',
  '  ',
  'A\u030aSKA',
  'half \ud83d pair',
];
const scriptText = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom('\n', '\n\n')), { maxLength: 30 })
  .map((parts) => parts.map(([piece, gap]) => piece + gap).join(''));

let nextId = 0;
function elementsOf(text: string): readonly ScriptElement[] {
  const screenplay = parse(`\n${text}`);
  const ids = screenplay.elements.map(() => `00000000-0000-4000-8000-${(nextId++).toString(16).padStart(12, '0')}`);
  return placeElements(screenplay, ids).map(({ start: _start, end: _end, ...element }) => element);
}

const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, '\ufffd');

/** What the rows can say of an element: a heading in its plain spelling. */
function remembered(element: ScriptElement): ScriptElement {
  if (element.type !== 'sceneHeading') return { ...element, text: wellFormed(element.text) };
  const { id, type } = element;
  const fields = fieldsOfHeading(element);
  const { scene_number: sceneNumber } = fields;
  return { id, type, text: headingText(fields), ...(sceneNumber !== null && { sceneNumber }) };
}

/** Rows without their time stamps, in an order of their own. */
function undated(state: SyncState) {
  const plain = (rows: readonly { readonly id: string }[]) =>
    rows
      .map((row) => ({ ...row, created_at: undefined, updated_at: undefined }))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  return [plain(state.scenes), plain(state.content), plain(state.characters), plain([state.script])];
}

describe('rows and back', () => {
  const folders = libraryFolders();

  it('gives the elements that were synced, through any series of edits', () => {
    const { library } = folders.open(folders.folder());
    let file = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(scriptText, fc.nat(), fc.nat()), { minLength: 1, maxLength: 4 }), (edits) => {
        const script = createSyncedScript(library, `file:///film/${file++}.screenplay`);
        for (const [text, from, count] of edits) {
          const before = script.elements;
          const start = from % (before.length + 1);
          const kept = before.slice(0, start).concat(before.slice(start + (count % 7)));
          const next = [...kept.slice(start), ...elementsOf(text), ...kept.slice(0, start)];
          const state = script.state();
          const plan = script.sync(next);
          assert.deepEqual(undated(afterPlan(state, plan)), undated(script.state()));
          assert.deepEqual(planSync(script.state(), { elements: next }), [], 'planning again finds nothing to do');
          const known = knownElements(script.scriptId, script.scenes(), script.content());
          assert.deepEqual(known, next.map(remembered));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('recovers every element that a text can hold', () => {
    fc.assert(
      fc.property(scriptText, (text) => {
        for (const { id: _id, ...element } of elementsOf(text)) {
          if (element.type === 'sceneHeading') continue;
          const row = storedText(element);
          assert.deepEqual(elementOfStored(row), { ...element, text: wellFormed(element.text) });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('places in a list', () => {
  const known = fc.array(fc.option(fc.integer({ min: -3000, max: 9000 }), { nil: undefined }), { maxLength: 60 });

  it('rise strictly, whatever was there', () => {
    fc.assert(
      fc.property(known, (list) => {
        const places = orderIndexes(list);
        assert.equal(places.length, list.length);
        for (const [index, place] of places.entries()) {
          assert.ok(Number.isSafeInteger(place));
          assert.ok(index === 0 || place > (places[index - 1] ?? 0), JSON.stringify(places));
        }
      }),
    );
  });

  it('stay as they are when they rise already', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 })), (list) => {
        const rising = list.toSorted((a, b) => a - b);
        assert.deepEqual(orderIndexes(rising), rising);
      }),
    );
  });

  const cases: readonly (readonly [name: string, known: readonly (number | undefined)[], places: readonly number[]])[] =
    [
      ['begin in steps of a thousand', [undefined, undefined, undefined], [1000, 2000, 3000]],
      ['go on at the end', [1000, 2000, undefined], [1000, 2000, 3000]],
      ['go on before the beginning', [undefined, 1000], [0, 1000]],
      ['leave room after what is new between two', [1000, undefined, 2000], [1000, 1125, 2000]],
      ['change for the one that moved, not for those it passed', [2000, 3000, 4000, 1000], [2000, 3000, 4000, 5000]],
      [
        'make room by moving as few neighbours as it takes',
        [1000, 2000, undefined, 2001, 3000],
        [1000, 1200, 1400, 1600, 3000],
      ],
      ['are told apart when they are equal', [1000, 1000], [0, 1000]],
    ];
  for (const [name, list, places] of cases) {
    it(name, () => assert.deepEqual(orderIndexes(list), places));
  }
});
