import assert from 'node:assert/strict';
import { ScriptText } from '../../src/extension/sync/scriptText.ts';
import { rules } from '../../src/language/diagnostics/rules.ts';
import { formattingEdits } from '../../src/language/features/formatting.ts';
import { createScriptView } from '../../src/language/features/scriptView.ts';
import { numberMissingScenes, removeSceneNumbers } from '../../src/language/numberScenes.ts';
import { type ExtraWords, parseLike } from '../../src/language/parse.ts';
import { readingSettings } from '../../src/language/readingSettings.ts';
import { omitScene, restoreScene, sceneBlocks } from '../../src/language/sceneBlocks.ts';
import { createScreenplayService } from '../../src/language/service.ts';
import type { TextEdit } from '../../src/language/textEdit.ts';
import { createWordLookup } from '../../src/language/words/wordIndex.ts';

const extraWords: ExtraWords = { interior: ['STUDIO'], times: ['BLÅ TIMMEN'], transitions: ['SVART'] };
const lookUp = createWordLookup();
const words = lookUp({ extraWords });

const script = `1. STUDIO. HALLEN - BLÅ TIMMEN

Åsa väntar.

SVART

Studio. Någon skrattar.

STUDIO. LOGEN - DAG

ÅSA
Hej.
`;

function withEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight((rest, { start, end, text: by }) => rest.slice(0, start) + by + rest.slice(end), text);
}

function counted(): () => string {
  let count = 0;
  return () => `id${++count}`;
}

describe('a script with its writer’s own words', () => {
  const screenplay = parseLike({ words }, script);

  it('has scenes and transitions by them, and sentences stay action', () => {
    assert.deepEqual(
      screenplay.elements.map(({ type }) => type),
      ['sceneHeading', 'action', 'transition', 'action', 'sceneHeading', 'character', 'dialogue'],
    );
  });

  it('has its scenes numbered in the form that they have', () => {
    const numbered = withEdits(script, numberMissingScenes(screenplay));
    assert.equal(numbered, script.replace('\nSTUDIO. LOGEN', '\n2. STUDIO. LOGEN'));
    const bare = withEdits(script, removeSceneNumbers(screenplay));
    assert.equal(bare, script.slice(3));
  });

  it('has a scene omitted and brought back', () => {
    const [scene] = sceneBlocks(screenplay);
    const omitted = scene && omitScene(screenplay, scene);
    assert.ok(omitted);
    const without = parseLike(screenplay, withEdits(script, [omitted]));
    const [place] = sceneBlocks(without);
    const restored = place && restoreScene(without, place);
    assert.ok(restored);
    assert.equal(withEdits(without.source, [restored]), script);
  });

  it('is right as it stands: nothing is found wrong and nothing formatted', () => {
    const view = createScriptView(script, undefined, { words });
    assert.deepEqual(
      rules.flatMap((rule) => rule.check(view)).map(({ code }) => code),
      [],
    );
    assert.deepEqual(formattingEdits(view, { start: 0, end: script.length }), []);
  });

  it('is offered them where they fit', () => {
    const offered = (text: string) =>
      createScreenplayService()
        .completion({ uri: 'a', version: 1, text, words }, text.length, { language: 'sv', extraWords })
        .map((suggestion) => suggestion.text);
    assert.ok(offered('').includes('STUDIO. '));
    assert.ok(offered('').includes('SVART'));
    assert.ok(offered('STUDIO. HALLEN - ').includes('BLÅ TIMMEN'));
  });

  it('is read anew when they change, by the version that it has', () => {
    const service = createScreenplayService();
    const scenes = (index: typeof words) =>
      service.documentSymbols({ uri: 'a', version: 1, text: script, words: index }).length;
    assert.deepEqual([scenes(undefined), scenes(words), scenes(undefined)], [0, 2, 0]);
  });
});

describe('an open script whose writer’s words change', () => {
  it('keeps the ids of what stays in its place, whatever it is read as', () => {
    const text = new ScriptText(script, counted());
    const before = text.elements;
    assert.equal(before[0]?.type, 'action');
    const { elements, cause } = text.readWith(words);
    assert.equal(cause, 'external');
    assert.deepEqual(
      elements.filter(({ type }) => type !== 'dialogue' && type !== 'character').map(({ id, type }) => [id, type]),
      [
        ['id1', 'sceneHeading'],
        ['id2', 'action'],
        ['id3', 'transition'],
        ['id4', 'action'],
        ['id5', 'sceneHeading'],
      ],
    );
    text.readWith(undefined);
    assert.deepEqual(text.elements, before);
  });

  it('writes a heading by them without a mark, and with one for those who have not got them', () => {
    const written = (index: typeof words) => {
      const text = new ScriptText('Före.\n', counted(), index);
      const heading = { id: 'h', type: 'sceneHeading' as const, text: 'STUDIO. LOGEN' };
      const edit = text.planWrite([...text.elements, heading]);
      return edit && withEdits('Före.\n', [edit]);
    };
    assert.equal(written(words), 'Före.\n\nSTUDIO. LOGEN\n');
    assert.equal(written(undefined), 'Före.\n\n.STUDIO. LOGEN\n');
  });

  it('follows an edit with them', () => {
    const text = new ScriptText('Före.\n\nSTUDI. A\n', counted(), words);
    text.follow('Före.\n\nSTUDIO. A\n', 'external');
    assert.equal(text.elements[1]?.type, 'sceneHeading');
    assert.equal(text.words, words);
  });
});

describe('the settings of reading', () => {
  it('are read whatever stands in them', () => {
    const none = { interior: [], exterior: [], times: [], transitions: [], extensions: [] };
    for (const extra of [undefined, null, 7, 'STUDIO', []]) {
      assert.deepEqual(readingSettings.parse({ language: 3, extraWords: extra }), {
        language: 'auto',
        extraWords: none,
      });
    }
    const { extraWords: read } = readingSettings.parse({ extraWords: { interior: ['STUDIO', 7], times: 'NU' } });
    assert.deepEqual(read, { ...none, interior: ['STUDIO', ''] });
  });

  it('look the same words up once, and none where every language’s are read', () => {
    assert.equal(lookUp({ extraWords: { ...extraWords } }), words);
    assert.equal(lookUp({ language: 'auto', extraWords: { interior: [] } }), undefined);
    assert.notEqual(lookUp({ language: 'sv' }), undefined);
  });
});
