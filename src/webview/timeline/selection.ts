/** What is selected: any number of clips and places, one of which is in hand. Asks nothing of the host. */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Picture } from './model.ts';
import type { TimelineItem } from './protocol.ts';

interface Chosen {
  readonly ids: ReadonlySet<string>;
  /** The one in hand. */
  readonly id?: string | undefined;
  /** Its line: a line stays selected when its place becomes a clip. */
  readonly line?: string | undefined;
}

const nothing: Chosen = { ids: new Set() };

export class Selection {
  readonly #picture: ReadonlySignal<Picture | undefined>;
  readonly #chosen: Signal<Chosen>;

  constructor(
    picture: ReadonlySignal<Picture | undefined>,
    restored: { id?: string | undefined; line?: string | undefined },
  ) {
    this.#picture = picture;
    this.#chosen = signal({ ...restored, ids: new Set(restored.id === undefined ? [] : [restored.id]) });
  }

  readonly primary: ReadonlySignal<TimelineItem | undefined> = computed(() => {
    const { id, line } = this.#chosen.value;
    const picture = this.#picture.value;
    return (
      (id !== undefined && picture?.items.get(id)) || (line !== undefined && picture?.itemOfLine.get(line)) || undefined
    );
  });

  /** All selected items that are still there, the one in hand among them. */
  readonly items: ReadonlySignal<readonly TimelineItem[]> = computed(() => {
    const picture = this.#picture.value;
    const primary = this.primary.value;
    const items = [...this.#chosen.value.ids].flatMap((id) => picture?.items.get(id) ?? []);
    return primary && !this.#chosen.value.ids.has(primary.id) ? [...items, primary] : items;
  });

  /** The same set as long as the same are selected, whatever becomes of them: many rows look at it. */
  readonly ids: ReadonlySignal<ReadonlySet<string>> = computed(() => {
    const items = this.items.value;
    const isSame = items.length === this.#ids.size && items.every(({ id }) => this.#ids.has(id));
    if (!isSame) this.#ids = new Set(items.map((item) => item.id));
    return this.#ids;
  });
  #ids: ReadonlySet<string> = new Set();

  has(item: TimelineItem): boolean {
    return this.ids.peek().has(item.id);
  }

  /** The track whose label was chosen last; a clip that is chosen takes its place. */
  readonly trackId = signal<string | undefined>(undefined);

  chooseTrack(id: string): void {
    this.clear();
    this.trackId.value = id;
  }

  /** This one and no other. */
  choose(item: TimelineItem | undefined): void {
    this.trackId.value = undefined;
    this.#chosen.value = item ? { ids: new Set([item.id]), id: item.id, line: item.elementId } : nothing;
  }

  /** These; the last one is in hand, or `primary`. */
  chooseAll(items: readonly TimelineItem[], primary = items.at(-1)): void {
    this.trackId.value = undefined;
    this.#chosen.value = primary
      ? { ids: new Set(items.map((item) => item.id)), id: primary.id, line: primary.elementId }
      : nothing;
  }

  /** Adds an item and takes it in hand. */
  add(item: TimelineItem): void {
    this.chooseAll([...this.items.peek(), item], item);
  }

  /** Adds an item, or lets go of it. */
  toggle(item: TimelineItem): void {
    if (!this.has(item)) {
      this.add(item);
      return;
    }
    this.chooseAll(this.items.peek().filter((other) => other.id !== item.id));
  }

  clear(): void {
    this.#chosen.value = nothing;
  }
}
