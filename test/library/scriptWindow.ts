/** A window that writes on one script without VS Code: its text in memory, its file, its rows. Used by processes that are killed. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import type { Change, Library } from '../../src/extension/library/library.ts';
import { createTraces } from '../../src/extension/library/traces.ts';
import { systemClock } from '../../src/extension/platform/clock.ts';
import { commitAheadOfTexts } from '../../src/extension/sync/pendingText.ts';
import { RowFollower } from '../../src/extension/sync/rowFollower.ts';
import type { ScriptImage } from '../../src/extension/sync/scriptImage.ts';
import { createScriptRows, type ScriptRows } from '../../src/extension/sync/scriptRows.ts';
import { ScriptText } from '../../src/extension/sync/scriptText.ts';
import { contentHash } from '../../src/extension/sync/storedText.ts';
import { createRandom } from '../fixtures/syntheticScript.ts';
import { randomEdit } from '../language/randomEdits.ts';
import { silentLog } from './libraryFolder.ts';

export class ScriptWindow {
  readonly #library: Library;
  readonly #file: string;
  readonly rows: ScriptRows;
  readonly text: ScriptText;
  readonly #follower: RowFollower;
  #isDirty = false;
  #saved: ScriptImage;

  /** Opens the file: takes the ids that the rows know, and what is pending. */
  constructor(library: Library, file: string) {
    this.#library = library;
    this.#file = file;
    this.text = new ScriptText(fs.readFileSync(file, 'utf8'), randomUUID);
    this.rows = createScriptRows({
      library,
      traces: createTraces(library, silentLog),
      place: { fileUri: `file://${file}`, folderUri: 'file:///film', folderName: 'Film', title: 'a' },
    });
    this.text.adoptIds(this.rows.find(this.text.elements));
    this.#saved = this.text.image;
    this.#follower = new RowFollower({
      rows: this.rows,
      text: {
        image: () => this.text.image,
        saved: () => this.#saved,
        isDirty: () => this.#isDirty,
        write: async (target) => this.#take(target),
        save: async () => this.save(),
      },
      onFollowed: () => {},
      newId: randomUUID,
      log: silentLog,
      clock: systemClock,
    });
  }

  get scriptId(): string {
    return this.rows.link?.scriptId ?? '';
  }

  follow(): Promise<void> {
    return this.#follower.follow();
  }

  /** A hand other than ours types somewhere. */
  type(random: (below: number) => number, near: number): number {
    const edit = randomEdit({ text: this.text.text, near }, random);
    this.text.follow(edit.text.toWellFormed(), 'external');
    this.#isDirty = true;
    return edit.near;
  }

  /** As VS Code saves, but whole: the file says the old or the new text, nothing between. */
  save(): boolean {
    const temporary = `${this.#file}.tmp`;
    fs.writeFileSync(temporary, this.text.text, { flush: true });
    fs.renameSync(temporary, this.#file);
    this.#isDirty = false;
    this.#saved = this.text.image;
    this.#follower.saved();
    return true;
  }

  sync(): void {
    if (this.#follower.isBehind) throw new Error('the rows are ahead of the text');
    this.rows.write(this.text.image, this.text.titlePage);
  }

  /** Gives a spoken line a voice, as a job does. */
  voice(random: (below: number) => number): void {
    const lines = this.#library.content(this.scriptId).filter(({ type, content }) => type === 'dialogue' && content);
    const line = lines[random(lines.length || 1)];
    if (!line) return;
    const id = randomUUID();
    const { element_id, content_hash } = line;
    const project_id = this.rows.link?.projectId ?? '';
    this.#library.apply([
      {
        table: 'rewrite_assets',
        kind: 'insert',
        row: { id, project_id, file_type: 'audio', metadata: { element_id, content_hash } },
      },
      {
        table: 'rewrite_scene_content',
        kind: 'update',
        id: line.id,
        patch: { audio_asset_id: id, audio_status: 'generated' },
      },
    ]);
  }

  /** Someone else rewrites a line; returns its new words, which stand in the rows and not yet in the text. */
  changeRemotely(random: (below: number) => number, words: string): string | undefined {
    const lines = this.#library.content(this.scriptId).filter(({ type }) => type === 'dialogue' || type === 'action');
    const line = lines[random(lines.length || 1)];
    if (!line) return undefined;
    const change: Change = {
      table: 'rewrite_scene_content',
      kind: 'update',
      id: line.id,
      patch: { type: 'action', content: words, content_hash: contentHash(words), character_name: null },
    };
    const before = commitAheadOfTexts(this.#library, [this.scriptId], (also) =>
      this.#library.apply([change, ...also]),
    ).get(this.scriptId);
    if (before) this.#follower.changedFrom(before);
    return words;
  }

  dispose(): void {
    this.rows.dispose();
  }

  #take(target: ScriptImage): 'written' | 'same' {
    const edits = this.text.planEdits(target);
    if (edits.length === 0) return 'same';
    this.text.expect(edits, target.elements, 'rows');
    const changes = edits.map(({ start, end, text }) => ({ offset: start, deleted: end - start, inserted: text }));
    const next = edits
      .toReversed()
      .reduce((t, { start, end, text }) => t.slice(0, start) + text + t.slice(end), this.text.text);
    this.text.follow(next, 'external', changes);
    this.#isDirty = true;
    return 'written';
  }
}

/** Works on a script until it is killed. `say` hears what is certain: what was begun, and what was done. */
export async function writeForEver(
  library: Library,
  file: string,
  seed: number,
  say: (line: string) => void,
): Promise<never> {
  const random = createRandom(seed);
  const window = new ScriptWindow(library, file);
  await window.follow();
  const commit = () => {
    say(`begin ${stateOf(window)}`);
    window.sync();
    say(`done ${stateOf(window)}`);
  };
  let near = 0;
  for (let step = 0; ; step++) {
    const act = random(20);
    if (act < 12) near = window.type(random, near);
    else if (act < 16) commit();
    else if (act < 18) window.save();
    else if (act < 19) {
      commit();
      window.voice(random);
    } else {
      commit();
      const words = window.changeRemotely(random, `Fjärran${seed}x${step}`);
      if (words !== undefined) say(`remote ${words}`);
      await window.follow();
      if (words !== undefined) say(`followed ${words}`);
    }
  }
}

/** The ids of a script and a hash of each element, in one line. */
function stateOf(window: ScriptWindow): string {
  return JSON.stringify(
    window.text.elements.map(({ id, type, text }) => [id, contentHash(`${type} ${text}`).slice(0, 12)]),
  );
}
