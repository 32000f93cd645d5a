/** What a page has been told, so that it is only told what is new to it. Knows no VS Code. */
import type { TimelineEdit } from '../../webview/timeline/editing/editMessages.ts';
import type { TimelineModel, TimelinePatch } from '../../webview/timeline/protocol.ts';
import { afterEdit, patchBetween } from './viewModel.ts';

/** What a page must be told next. */
export type News =
  | { readonly kind: 'model'; readonly model: TimelineModel }
  | { readonly kind: 'patch'; readonly patch: TimelinePatch };

export class ToldModel {
  #model: TimelineModel;
  /** How many models and patches were told after the first; the page counts them too. */
  #count = 0;
  /** Items that the page may have or not: a refused one of its own, or one that crossed with something told. */
  readonly #uncertain = new Set<string>();

  /** `model` is what the page begins with. */
  constructor(model: TimelineModel) {
    this.#model = model;
  }

  get model(): TimelineModel {
    return this.#model;
  }

  /** The page shows its edit already: only what became of it otherwise has to be told. */
  tookOver(edit: TimelineEdit): void {
    const isCurrent = edit.seen === this.#count;
    this.#model = afterEdit(this.#model, edit, isCurrent);
    for (const { id } of edit.made) this.#uncertain.add(id);
    if (isCurrent) for (const id of edit.removed) this.#uncertain.delete(id);
    else for (const id of [...edit.removed, ...edit.changed.map((change) => change.id)]) this.#uncertain.add(id);
  }

  /** What to tell so that the page has `model`; undefined when it has. It counts as told. */
  tell(model: TimelineModel): News | undefined {
    const before = this.#model;
    this.#model = model;
    const isOther =
      before.timelineId !== model.timelineId ||
      before.projectId !== model.projectId ||
      before.frameRate !== model.frameRate;
    const patch = isOther ? undefined : this.#withUncertain(patchBetween(before, model), model);
    this.#uncertain.clear();
    if (!isOther && !patch) return undefined;
    this.#count++;
    return patch ? { kind: 'patch', patch } : { kind: 'model', model };
  }

  /** Items that are not there any more are told to be gone, whether the page has them or not; those that are there are put anyway. */
  #withUncertain(patch: TimelinePatch | undefined, model: TimelineModel): TimelinePatch | undefined {
    const gone = new Set(this.#uncertain);
    if (gone.size === 0) return patch;
    for (const item of model.items) gone.delete(item.id);
    for (const id of patch?.items?.removed ?? []) gone.delete(id);
    if (gone.size === 0) return patch;
    const { put = [], removed = [] } = patch?.items ?? {};
    return { ...patch, items: { ...patch?.items, put, removed: [...removed, ...gone] } };
  }
}
