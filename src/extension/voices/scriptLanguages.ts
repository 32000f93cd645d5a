import type { Library, LibraryChange } from '../library/library.ts';
import type { Disposable } from '../platform/disposables.ts';
import { languageOfRows } from './spokenLine.ts';

/** Which languages scripts are written in: read once for a batch, for every line of a short scene asks. Follows all changes of words. */
export class ScriptLanguages implements Disposable {
  readonly #library: Library;
  readonly #known = new Map<string, string | undefined>();
  readonly #spoken = new Set<string>();
  readonly #listening: Disposable;

  constructor(library: Library) {
    this.#library = library;
    this.#listening = library.onDidChange((change) => this.#follow(change));
  }

  /** The language of a script, if it can be told. */
  of(scriptId: string): string | undefined {
    if (!this.#known.has(scriptId)) this.#known.set(scriptId, languageOfRows(this.#library.content(scriptId)));
    return this.#known.get(scriptId);
  }

  /** Does `work` on a row of content; what changes in that row meanwhile is how far its voice is, and no language hangs on one line. */
  async during<T>(rowId: string, work: () => Promise<T>): Promise<T> {
    this.#spoken.add(rowId);
    try {
      return await work();
    } finally {
      this.#spoken.delete(rowId);
    }
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #follow({ elsewhere, tables, rows }: LibraryChange): void {
    if (!tables.has('rewrite_scene_content')) return;
    const changed = rows.filter(({ table }) => table === 'rewrite_scene_content');
    const isOfVoices = changed.length > 0 && changed.every(({ kind, id }) => kind === 'update' && this.#spoken.has(id));
    if (elsewhere || !isOfVoices) this.#known.clear();
  }
}
