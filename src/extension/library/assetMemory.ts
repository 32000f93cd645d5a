import type { LibraryChange } from './library.ts';
import type { AssetRow } from './rows.ts';

/**
 * The assets of projects as they were read last. A project has thousands, each with the timings of its words, and every voice that comes
 * to lie on a timeline asks for all of them: they are parsed once and follow the commits.
 */
export class AssetMemory {
  readonly #known = new Map<string, readonly AssetRow[]>();
  #version = Number.NaN;

  /** A project's assets; `version` is SQLite's data version, which tells whether another connection has committed since. */
  assets(projectId: string, version: number, read: () => readonly AssetRow[]): readonly AssetRow[] {
    if (version !== this.#version) this.#known.clear();
    this.#version = version;
    const assets = this.#known.get(projectId) ?? read();
    this.#known.set(projectId, assets);
    return assets;
  }

  /** Takes in what a commit of this connection changed; `read` gives an asset as it is now. */
  follow(rows: LibraryChange['rows'], read: (id: string) => AssetRow | undefined): void {
    for (const { table, kind, id } of rows) {
      if (table === 'rewrite_projects' && kind === 'delete') this.#known.clear();
      if (this.#known.size === 0) return;
      if (table === 'rewrite_assets') this.#replace(id, kind === 'delete' ? undefined : read(id));
    }
  }

  /** Another file is open. */
  forget(): void {
    this.#known.clear();
  }

  #replace(id: string, asset: AssetRow | undefined): void {
    for (const [projectId, assets] of this.#known) {
      const at = assets.findLastIndex((other) => other.id === id);
      const isHere = asset?.project_id === projectId;
      if (at < 0 && !isHere) continue;
      const last = assets.at(-1);
      // In the order of their making; a row from elsewhere may belong anywhere.
      if (at < 0 && asset && (!last || last.created_at <= asset.created_at))
        this.#known.set(projectId, [...assets, asset]);
      else if (at >= 0 && asset && isHere && assets[at]?.created_at === asset.created_at)
        this.#known.set(projectId, assets.with(at, asset));
      else if (at >= 0 && !asset) this.#known.set(projectId, assets.toSpliced(at, 1));
      else this.#known.delete(projectId);
    }
  }
}
