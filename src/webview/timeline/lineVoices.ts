/** What the timeline knows of its lines' voices: which are missing, which are on their way, and which one a button would make. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { LineCounts, Picture } from './model.ts';
import type { ItemState, TimelineItem } from './protocol.ts';

/** The button for the selected line. */
export type VoiceAction = 'none' | 'generate' | 'regenerate' | 'generating';

export interface LineVoicesDeps {
  readonly picture: ReadonlySignal<Picture | undefined>;
  readonly selected: () => ReadonlySignal<TimelineItem | undefined>;
  readonly atCaret: ReadonlySignal<TimelineItem | undefined>;
  readonly generate: (elementId: string) => void;
}

const noLines: LineCounts = { lines: 0, voiced: 0, changed: 0, missing: 0, generating: 0 };

export class LineVoices {
  readonly #deps: LineVoicesDeps;
  readonly #failed = signal<ReadonlySet<string>>(new Set());

  constructor(deps: LineVoicesDeps) {
    this.#deps = deps;
  }

  readonly counts: ReadonlySignal<LineCounts> = computed(() => this.#deps.picture.value?.counts ?? noLines);

  /** Voices are being made. */
  readonly isWaiting: ReadonlySignal<boolean> = computed(() => this.counts.value.generating > 0);

  /** The line that the voice button is for: the selected one, else the one at the script's caret. */
  readonly target: ReadonlySignal<TimelineItem | undefined> = computed(
    () => this.#deps.selected().value ?? this.#deps.atCaret.value,
  );

  readonly action: ReadonlySignal<VoiceAction> = computed(() => {
    const item = this.target.value;
    if (item?.elementId === undefined) return 'none';
    if (item.state === 'generating') return 'generating';
    if (item.state === 'unvoiced' || this.stateOf(item) === 'missing') return 'generate';
    return item.state === 'stale' ? 'regenerate' : 'none';
  });

  /** Sounds and pictures whose file could not be read or decoded here. */
  get failed(): ReadonlySignal<ReadonlySet<string>> {
    return this.#failed;
  }

  /** `fileId` is the sound's or the asset's. */
  fileFailed(fileId: string): void {
    this.#failed.value = new Set([...this.#failed.peek(), fileId]);
  }

  /** Whether any of these plays or shows a file that failed. */
  concerns(items: readonly TimelineItem[]): boolean {
    return items.some(({ assetId, soundId }) =>
      [assetId, soundId].some((id) => id !== undefined && this.#failed.peek().has(id)),
    );
  }

  /** Other files have come: whatever failed is tried again. */
  tryAgain(): void {
    this.#failed.value = new Set();
  }

  /** The item's state as this page knows it: a sound that did not load is missing, whatever the model says. */
  stateOf(item: TimelineItem): ItemState {
    const file = item.soundId ?? item.assetId;
    return file !== undefined && this.#failed.value.has(file) ? 'missing' : item.state;
  }

  generate(): void {
    const line = this.target.peek()?.elementId;
    if (line !== undefined && this.action.peek() !== 'generating') this.#deps.generate(line);
  }

  /** The lines that waited for a voice in `before` and have it now: the only change that a writer waits for. */
  arrivedSince(before: Picture): readonly TimelineItem[] {
    if (before.counts.generating === 0) return [];
    const now = this.#deps.picture.peek()?.itemOfLine;
    return [...before.itemOfLine].flatMap(([line, { state }]) => {
      const item = now?.get(line);
      return state === 'generating' && item?.state === 'voiced' ? [item] : [];
    });
  }
}
