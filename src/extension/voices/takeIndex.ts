import type { Library, LibraryChange } from '../library/library.ts';
import type { AssetRow } from '../library/rows.ts';
import type { Disposable } from '../platform/disposables.ts';
import { metadataOf } from './takes.ts';

interface ProjectTakes {
  /** Asset ids by request key, oldest first. */
  readonly byKey: Map<string, string[]>;
  /** Asset ids by the line's element id, oldest first. */
  readonly byLine: Map<string, string[]>;
}

/** Which takes a project has, read once: a library holds thousands, and every line asks. Follows all commits, other windows' too. */
export class TakeIndex implements Disposable {
  readonly #library: Library;
  readonly #projects = new Map<string, ProjectTakes>();
  readonly #listening: Disposable;
  /** Assets inserted since the last look. */
  #added: string[] = [];

  constructor(library: Library) {
    this.#library = library;
    this.#listening = library.onDidChange((change) => this.#follow(change));
  }

  /** Ids of the assets that were made by a request, oldest first. */
  withKey(projectId: string, requestKey: string): readonly string[] {
    return this.#takesOf(projectId).byKey.get(requestKey) ?? [];
  }

  /** How many takes a line has. */
  countOf(projectId: string, elementId: string): number {
    return this.ofLine(projectId, elementId).length;
  }

  /** Ids of a line's takes, oldest first. */
  ofLine(projectId: string, elementId: string): readonly string[] {
    return this.#takesOf(projectId).byLine.get(elementId) ?? [];
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #follow({ elsewhere, tables, rows }: LibraryChange): void {
    if (!tables.has('rewrite_assets')) return;
    const changed = rows.filter(({ table }) => table === 'rewrite_assets');
    if (!elsewhere && changed.length > 0 && changed.every(({ kind }) => kind === 'insert')) {
      this.#added.push(...changed.map(({ id }) => id));
    } else {
      this.#projects.clear();
    }
  }

  #takesOf(projectId: string): ProjectTakes {
    const added = this.#added;
    this.#added = [];
    for (const id of added) {
      const asset = this.#library.asset(id);
      const takes = asset && this.#projects.get(asset.project_id);
      if (takes) add(takes, asset);
    }
    const known = this.#projects.get(projectId);
    if (known) return known;
    const takes: ProjectTakes = { byKey: new Map(), byLine: new Map() };
    for (const asset of this.#library.assets(projectId)) add(takes, asset);
    this.#projects.set(projectId, takes);
    return takes;
  }
}

function add({ byKey, byLine }: ProjectTakes, asset: AssetRow): void {
  const made = metadataOf(asset);
  if (!made) return;
  push(byKey, made.request_key, asset.id);
  push(byLine, made.element_id, asset.id);
}

function push(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
