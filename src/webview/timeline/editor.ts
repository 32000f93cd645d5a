/** Everything that changes the timeline: commands and drags become patches that are shown at once and sent to the host. */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { editCommands } from './editCommands.ts';
import type { AskedText, TimelineEdit } from './editing/editMessages.ts';
import { isEmptyPatch, type SheetPatch } from './editing/patch.ts';
import { createSnapper, type Snapper } from './editing/snap.ts';
import { wireEdit } from './editing/wire.ts';
import { editPicture, type Picture, settlePicture } from './model.ts';
import type { EditKind, TimelineCommand, TimelineItem, TimelineStrings } from './protocol.ts';
import type { Selection } from './selection.ts';
import { describeEdit } from './strings.ts';

/** What editing asks of the extension. */
export interface EditorHost {
  /** Writes an edit that the page shows already; false when somebody else was first, and then the truth follows as a patch. */
  edit(edit: TimelineEdit): Promise<boolean>;
  askText(what: AskedText, value: string): Promise<string | undefined>;
}

export interface InOut {
  readonly in?: number | undefined;
  readonly out?: number | undefined;
}

export interface EditorDeps {
  readonly host: EditorHost;
  readonly strings: TimelineStrings;
  readonly selection: Selection;
  readonly base: Signal<Picture | undefined>;
  readonly draft: Signal<SheetPatch | undefined>;
  readonly inOut: Signal<InOut>;
  readonly playheadFrame: ReadonlySignal<number>;
  readonly seek: (frame: number) => void;
  readonly show: (item: TimelineItem) => void;
  readonly announce: (text: string) => void;
  /** Runs something when what has changed is on screen; in the order of the calls. */
  readonly afterPaint: (act: () => void) => void;
  readonly isSnapping: boolean;
}

/** A patch to be made of the sheet as it is now. */
export type Edit = (picture: Picture, newId: () => string) => SheetPatch;

export class Editor {
  readonly deps: EditorDeps;
  readonly isSnapping: Signal<boolean>;
  /** The frame that what is dragged has snapped to. */
  readonly snappedTo = signal<number | undefined>(undefined);
  clipboard: readonly TimelineItem[] = [];
  /** Patches heard since the last model; an edit tells the host which state it was made on. */
  #seen = 0;
  /** Clips of a drag that is under way have ids of their own, that never reach the host. */
  #nextDraft = 0;
  #drag: { readonly kind: EditKind; edit: Edit } | undefined;

  constructor(deps: EditorDeps) {
    this.deps = deps;
    this.isSnapping = signal(deps.isSnapping);
  }

  modelArrived(isFirst = false): void {
    this.#seen = isFirst ? 0 : this.#seen + 1;
    this.#redraft();
  }

  patchArrived(): void {
    this.#seen++;
    this.#redraft();
  }

  /** Makes an edit; false when it changed nothing. The new clips come to be selected when `selectNew`. */
  make(
    kind: EditKind,
    edit: Edit,
    options: { readonly selectNew?: boolean; readonly isQuiet?: boolean } = {},
  ): boolean {
    const { base, strings, announce } = this.deps;
    const picture = base.peek();
    if (!picture?.head.timelineId) return false;
    const patch = edit(picture, () => crypto.randomUUID());
    if (isEmptyPatch(patch)) {
      if (!options.isQuiet) announce(strings.saysNothingChanged);
      return false;
    }
    this.#commit(kind, picture, patch, picture.head.timelineId);
    if (options.selectNew) this.#selectNew(patch);
    if (!options.isQuiet) announce(describeEdit(strings, kind, patch, picture.frameRate));
    return true;
  }

  /** Shows what an edit would do, until {@link drop} or {@link cancel}. */
  drag(kind: EditKind, edit: Edit): void {
    const picture = this.deps.base.peek();
    if (!picture) return;
    this.#drag = { kind, edit };
    this.deps.draft.value = edit(picture, () => `draft:${this.#nextDraft++}`);
  }

  get isDragging(): boolean {
    return this.#drag !== undefined;
  }

  /** Makes the edit that was shown, on what the timeline has become meanwhile. */
  drop(options: { readonly selectNew?: boolean } = {}): void {
    const drag = this.#drag;
    batch(() => {
      this.cancel();
      if (drag) this.make(drag.kind, drag.edit, options);
    });
  }

  cancel(): void {
    this.#drag = undefined;
    this.deps.draft.value = undefined;
    this.snappedTo.value = undefined;
  }

  /** What edges snap to, for a drag of these items. */
  snapperFor(ids: ReadonlySet<string>): Snapper {
    const { base, playheadFrame, inOut } = this.deps;
    const picture = base.peek();
    const scenes = picture?.scenes.sorted.map((scene) => scene.startFrame) ?? [];
    const { in: from = Number.NaN, out = Number.NaN } = inOut.peek();
    const extras = [Math.round(playheadFrame.peek()), from, out, ...scenes];
    return picture ? createSnapper(picture, ids, extras) : { snap: () => undefined };
  }

  async run(command: TimelineCommand): Promise<void> {
    await editCommands[command]?.(this);
  }

  #redraft(): void {
    const picture = this.deps.base.peek();
    if (this.#drag && picture) this.deps.draft.value = this.#drag.edit(picture, () => `draft:${this.#nextDraft++}`);
  }

  #commit(kind: EditKind, picture: Picture, patch: SheetPatch, timelineId: string): void {
    const { base, host, strings, announce } = this.deps;
    const edited = editPicture(picture, patch);
    base.value = edited;
    const seen = this.#seen;
    const refused = () => announce(strings.saysRefused);
    // The eye comes first: the edit is sent when it has been drawn.
    this.deps.afterPaint(() => {
      const sent = host.edit(wireEdit(patch, { kind, timelineId, seen }));
      sent.then((accepted) => (accepted ? undefined : refused()), refused);
      settlePicture(edited);
    });
  }

  #selectNew(patch: SheetPatch): void {
    const made = patch.items.flatMap(({ before, after }) => (!before && after ? [after] : []));
    if (made.length > 0) this.deps.selection.chooseAll(made, made[0]);
  }
}
