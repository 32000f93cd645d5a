/** One script whose rows follow its text, in a real library. */
import { randomUUID } from 'node:crypto';
import type { Change, Library } from '../../src/extension/library/library.ts';
import type { SceneContentRow, SceneRow } from '../../src/extension/library/rows.ts';
import { planSync, type SyncState } from '../../src/extension/sync/planSync.ts';
import { linkScript } from '../../src/extension/sync/scriptLinks.ts';
import { readSyncState, usedElsewhere } from '../../src/extension/sync/syncState.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { alignElements } from '../../src/language/identity.ts';
import { parse } from '../../src/language/parse.ts';
import { placeElements } from '../../src/language/placedElements.ts';
import { scriptTitle } from '../../src/language/scriptTitle.ts';
import { titlePageText } from '../../src/language/titlePageText.ts';
import type { WordIndex } from '../../src/language/words/wordIndex.ts';

export interface SyncedScript {
  readonly library: Library;
  readonly projectId: string;
  readonly scriptId: string;
  readonly elements: readonly ScriptElement[];
  /** Reads a text as one that came from outside (ids are found again), syncs it, returns what was written. */
  write(text: string): readonly Change[];
  /** Syncs these elements, returns what was written. */
  sync(elements: readonly ScriptElement[], title?: string, titlePage?: string, words?: WordIndex): readonly Change[];
  state(): SyncState;
  scenes(): readonly SceneRow[];
  content(): readonly SceneContentRow[];
  /** The row of the first element with these words. */
  row(text: string): SceneContentRow;
  /** Records audio for the line with these words, as a voice job does. Returns the asset's id. */
  voice(text: string): string;
}

/** Links a new script file in the library; nothing is synced yet. */
export function createSyncedScript(library: Library, fileUri = 'file:///film/a.screenplay'): SyncedScript {
  const { projectId, scriptId } = linkScript(library, {
    fileUri,
    folderUri: 'file:///film',
    folderName: 'Film',
    title: 'a',
  });
  let elements: readonly ScriptElement[] = [];
  const script: SyncedScript = {
    library,
    projectId,
    scriptId,
    get elements() {
      return elements;
    },
    write(text) {
      const next = parse(text);
      const ids = alignElements(elements, next.elements).map((id) => id ?? randomUUID());
      const placed = placeElements(next, ids).map(({ start: _start, end: _end, ...element }) => element);
      return script.sync(placed, scriptTitle(next.titlePage), titlePageText(next));
    },
    sync(next, title, titlePage, words) {
      const state = script.state();
      const changes = planSync(state, { elements: next, title, titlePage, words }, usedElsewhere(library, state));
      library.apply(changes);
      elements = next;
      return changes;
    },
    state() {
      const state = readSyncState(library, scriptId);
      if (!state) throw new Error('the script is gone');
      return state;
    },
    scenes: () => library.scenes(scriptId),
    content: () => library.content(scriptId),
    row(text) {
      const row = script.content().find(({ content }) => content === text);
      if (!row) throw new Error(`no row says ${text}`);
      return row;
    },
    voice(text) {
      const { id, element_id, content_hash } = script.row(text);
      const assetId = randomUUID();
      library.apply([
        {
          table: 'rewrite_assets',
          kind: 'insert',
          row: { id: assetId, project_id: projectId, file_type: 'audio', metadata: { element_id, content_hash } },
        },
        {
          table: 'rewrite_scene_content',
          kind: 'update',
          id,
          patch: { audio_asset_id: assetId, audio_status: 'generated' },
        },
      ]);
      return assetId;
    },
  };
  return script;
}
