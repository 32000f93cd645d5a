import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { ScriptRowCache } from '../../src/extension/timeline/scriptRows.ts';
import { Studio } from './landingSetup.ts';

const script = `INT. HUS - DAG

Regn faller.

TOVE
Den blinkade igen.

EXT. PIREN - NATT

ÅKE
Det finns ingen fyr.
`;

describe('the kept rows of a script', () => {
  let studio: Studio;
  let cache: ScriptRowCache;
  let reads: number;

  beforeEach(() => {
    studio = new Studio(script);
    reads = 0;
    const { library } = studio;
    const counting = {
      onDidChange: library.onDidChange,
      scenes: (scriptId: string) => library.scenes(scriptId),
      line: (elementId: string) => library.line(elementId),
      content(scriptId: string) {
        reads++;
        return library.content(scriptId);
      },
    };
    cache = new ScriptRowCache(counting);
    cache.rowsOf(studio.scriptId);
  });
  afterEach(() => {
    cache.dispose();
    studio.close();
  });

  function assertFresh(): void {
    const { library, scriptId } = studio;
    const fresh = { scenes: library.scenes(scriptId), content: library.content(scriptId) };
    assert.deepEqual(cache.rowsOf(scriptId), fresh);
  }

  for (const [name, change, wholeReads] of [
    ['a changed line', () => studio.write(script.replace('igen', 'igen, Åke')), 1],
    ['a changed heading', () => studio.write(script.replace('HUS', 'KÖK')), 2],
    ['a new line', () => studio.write(`${script}\nTOVE\nJo då.\n`), 2],
    ['a deleted line', () => studio.write(script.replace('Regn faller.\n\n', '')), 2],
    ['a scene that is deleted with its lines', () => studio.write(script.slice(0, script.indexOf('EXT.'))), 2],
    ['a line with a new voice', () => studio.voice('Den blinkade igen.', 2), 1],
  ] as const) {
    it(`are those of the library after ${name}`, () => {
      change();
      assertFresh();
      assert.equal(reads, wholeReads);
    });
  }

  it('are those of the library after the audio of a line is deleted', () => {
    studio.voice('Den blinkade igen.', 2);
    cache.rowsOf(studio.scriptId);
    const { asset_id } = studio.clipOf('Den blinkade igen.');
    studio.library.apply([{ table: 'rewrite_assets', kind: 'delete', id: asset_id ?? '' }]);
    assertFresh();
  });

  it('are those of the library after a line moves to another scene', () => {
    const line = studio.library.line(studio.lineOf('Den blinkade igen.'));
    const other = studio.library.scenes(studio.scriptId).find((scene) => scene.id !== line?.scene.id);
    assert.ok(line && other);
    studio.library.apply([
      {
        table: 'rewrite_scene_content',
        kind: 'update',
        id: line.line.id,
        patch: { scene_id: other.id, order_index: 5 },
      },
    ]);
    assertFresh();
  });

  it('are read once while nothing changes', () => {
    cache.rowsOf(studio.scriptId);
    cache.rowsOf(studio.scriptId);
    assert.equal(reads, 1);
  });
});
