import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createTraces } from '../../src/extension/library/traces.ts';
import { planSync } from '../../src/extension/sync/planSync.ts';
import { createScriptRows } from '../../src/extension/sync/scriptRows.ts';
import { readSyncState } from '../../src/extension/sync/syncState.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { simulate } from '../language/simulation/simulate.ts';
import { libraryFolders, silentLog } from './libraryFolder.ts';

const SCENE =
  'Title: Huset\n\nINT. HUS - DAG\n\nEn katt sover.\n\nTOVE\n(viskar)\nHej du.\n\nEXT. SKOG - NATT\n\nRegn.\n\nBO\nJa.\n';

/** Words that a hand typed once in the whole run, by the id of their element. */
function typedWords(elements: readonly ScriptElement[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { id, text } of elements) for (const [word] of text.matchAll(/[HP]\d+[hp]/g)) words.set(word, id);
  return words;
}

describe('random edits through pages and the text editor', () => {
  const folders = libraryFolders();
  /** More and longer runs: SCREENPLAY_SIMULATIONS=50 SCREENPLAY_ROUNDS=1000. */
  const runs = Number(process.env['SCREENPLAY_SIMULATIONS'] ?? 3);
  const rounds = Number(process.env['SCREENPLAY_ROUNDS'] ?? 200);

  for (let seed = 1; seed <= runs; seed++) {
    it(`end with pages, document and rows equal, and ids unique and stable: seed ${seed}`, async function () {
      this.timeout(120_000);
      const { library } = folders.open(folders.folder());
      const place = {
        fileUri: `file:///film/${seed}.screenplay`,
        folderUri: 'file:///film',
        folderName: 'Film',
        title: 'a',
      };
      const rows = createScriptRows({ library, traces: createTraces(library, silentLog), place });
      let commits = 0;
      let found = false;
      let last: readonly ScriptElement[] = [];
      let kept = 0;
      let moved = 0;
      library.onDidChange(() => commits++);
      const outcome = await simulate({
        seed: seed * 104_729,
        rounds,
        pages: 1 + (seed % 2),
        lineEnd: seed % 3 === 0 ? '\r\n' : '\n',
        text: SCENE,
        refusals: 15,
        look({ script }) {
          if (!found) script.adoptIds(rows.find(script.elements));
          found = true;
          rows.write(script.image, script.titlePage);
          const before = typedWords(last);
          for (const [word, id] of typedWords(script.elements)) {
            if (!before.has(word)) continue;
            if (before.get(word) === id) kept++;
            else moved++;
          }
          last = script.elements;
          const state = readSyncState(library, rows.link?.scriptId ?? '');
          assert(state);
          assert.deepEqual(planSync(state, { elements: script.elements }), []);
          const ids = [...state.scenes, ...state.content].map(({ element_id }) => element_id);
          for (const { id } of script.elements) assert(ids.includes(id));
        },
      });
      assert.ok(outcome.isEqual, outcome.difference);
      assert.ok(outcome.areIdsUnique);
      assert.deepEqual(outcome.lost, []);
      assert.ok(commits > rounds / 20, `${commits} commits`);
      // A split takes the words behind it to a new element, a join the second element's to the first.
      assert.ok(moved <= kept * 0.02, `${moved} of ${kept + moved} words changed their element`);
      rows.dispose();
    });
  }
});
