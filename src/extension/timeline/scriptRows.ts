/** The rows of scripts, read once and kept in step: a keystroke costs one row, not all of them. Knows no VS Code. */
import type { Library, LibraryChange } from '../library/library.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import type { Disposable } from '../platform/disposables.ts';

/** A script's rows in the order of the script. */
export interface ScriptRows {
  readonly scenes: readonly SceneRow[];
  readonly content: readonly SceneContentRow[];
}

/** The part of the library that rows of scripts are read from. */
export type RowSource = Pick<Library, 'scenes' | 'content' | 'line' | 'onDidChange'>;

export class ScriptRowCache implements Disposable {
  readonly #library: RowSource;
  readonly #scripts = new Map<string, ScriptRows>();
  readonly #listener: Disposable;
  /** Ids of content rows whose columns changed since they were read. */
  #changed = new Set<string>();

  constructor(library: RowSource) {
    this.#library = library;
    this.#listener = library.onDidChange((change) => this.#heard(change));
  }

  rowsOf(scriptId: string): ScriptRows {
    if (this.#changed.size > 0) this.#readChanged();
    const known = this.#scripts.get(scriptId);
    if (known) return known;
    const rows = { scenes: this.#library.scenes(scriptId), content: this.#library.content(scriptId) };
    this.#scripts.set(scriptId, rows);
    return rows;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#forget();
  }

  /** Columns of rows that stayed need those rows; anything else needs the whole script again. Deletes reach further than the rows named. */
  #heard({ elsewhere, tables, rows }: LibraryChange): void {
    const mayReorder = tables.has('rewrite_scripts') || tables.has('rewrite_scenes');
    if (elsewhere || mayReorder) {
      this.#forget();
      return;
    }
    if (!tables.has('rewrite_scene_content')) return;
    if (rows.some(({ table, kind }) => kind === 'delete' || (kind === 'insert' && table === 'rewrite_scene_content'))) {
      this.#forget();
      return;
    }
    for (const { table, id } of rows) {
      if (table === 'rewrite_scene_content') this.#changed.add(id);
    }
  }

  #readChanged(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    for (const [scriptId, { scenes, content }] of this.#scripts) {
      const next = content.map((row) => (changed.has(row.id) ? this.#library.line(row.element_id)?.line : row));
      const hasMoved = next.some(
        (row, index) => row?.scene_id !== content[index]?.scene_id || row?.order_index !== content[index]?.order_index,
      );
      if (hasMoved) this.#scripts.delete(scriptId);
      else this.#scripts.set(scriptId, { scenes, content: next.filter((row) => row !== undefined) });
    }
  }

  #forget(): void {
    this.#scripts.clear();
    this.#changed.clear();
  }
}
