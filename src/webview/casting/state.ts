/** What the casting page shows, as signals, and what a writer can ask of it. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type {
  CastDetail,
  CastingModel,
  CastingStrings,
  CastingViewState,
  CastMember,
  CastSettings,
  OfferedVoice,
} from './protocol.ts';

/** What the page asks of the host. */
export interface CastingHost {
  select(characterId: string, elementId: string | undefined): void;
  searchVoices(query: string): Promise<readonly OfferedVoice[]>;
  previewVoice(characterId: string, voiceId: string): Promise<string | undefined>;
  soundOf(sound: { readonly elementId?: string; readonly assetId?: string }): Promise<string | undefined>;
  castVoice(characterId: string, voiceId: string): void;
  setSettings(characterId: string, settings: CastSettings): void;
  sameVoice(characterId: string, otherId: string | undefined): void;
  autoCast(): void;
  generate(need: 'missing' | 'stale', characterId: string | undefined): void;
  generateLine(elementId: string): void;
  newTake(elementId: string): void;
  chooseTake(assetId: string): void;
  renameTake(assetId: string): void;
  deleteTake(assetId: string): void;
  steer(act: 'pause' | 'resume' | 'cancel' | 'retry'): void;
  reveal(elementId: string): void;
}

/** Sound as the state needs it; see player.ts. */
export interface CastingSound {
  play(key: string, uri: string): Promise<boolean>;
  stop(): void;
  playRefused(): void;
}

/** What can sound on the page: a voice of the list, a line, or a take. */
export type Sounding =
  | { readonly kind: 'voice'; readonly voiceId: string }
  | { readonly kind: 'line'; readonly elementId: string }
  | { readonly kind: 'take'; readonly assetId: string };

export function keyOf(sounding: Sounding): string {
  switch (sounding.kind) {
    case 'voice':
      return `voice ${sounding.voiceId}`;
    case 'line':
      return sounding.elementId;
    case 'take':
      return `take ${sounding.assetId}`;
  }
}

export interface CastingState extends Omit<CastingHost, 'searchVoices' | 'previewVoice' | 'soundOf' | 'select'> {
  readonly strings: CastingStrings;
  readonly model: ReadonlySignal<CastingModel | undefined>;
  readonly member: ReadonlySignal<CastMember | undefined>;
  readonly detail: ReadonlySignal<CastDetail | undefined>;
  readonly query: ReadonlySignal<string>;
  /** Missing until they have been told. */
  readonly voices: ReadonlySignal<readonly OfferedVoice[] | undefined>;
  /** Why the voices could not be told; empty when they could. */
  readonly voicesProblem: ReadonlySignal<string>;
  /** The key of what sounds now, see {@link keyOf}. */
  readonly sounding: ReadonlySignal<string | undefined>;
  readonly isBlocked: ReadonlySignal<boolean>;
  setModel(model: CastingModel): void;
  setSounding(key: string | undefined): void;
  setBlocked(isBlocked: boolean): void;
  select(characterId: string): void;
  /** Shows a line's takes, or hides them when they are shown. */
  toggleLine(elementId: string): void;
  search(query: string): void;
  /** Plays it, or stops it when it sounds. */
  toggleSound(sounding: Sounding): Promise<void>;
  enableSound(): void;
  viewState(): CastingViewState;
}

export function createCastingState(host: CastingHost, sound: CastingSound, strings: CastingStrings): CastingState {
  const model = signal<CastingModel | undefined>(undefined);
  const query = signal('');
  const voices = signal<readonly OfferedVoice[] | undefined>(undefined);
  const voicesProblem = signal('');
  const sounding = signal<string | undefined>(undefined);
  const isBlocked = signal(false);
  const detail = computed(() => model.value?.detail);
  const member = computed(() => model.value?.cast.find(({ characterId }) => characterId === detail.value?.characterId));
  let searches = 0;

  /** The answer to an older question is dropped. */
  async function search(words: string): Promise<void> {
    query.value = words;
    const mine = ++searches;
    try {
      const found = await host.searchVoices(words);
      if (mine !== searches) return;
      voices.value = found;
      voicesProblem.value = '';
    } catch (cause) {
      if (mine === searches) voicesProblem.value = cause instanceof Error ? cause.message : String(cause);
    }
  }

  function uriOf(what: Sounding): Promise<string | undefined> {
    if (what.kind !== 'voice')
      return host.soundOf(what.kind === 'line' ? { elementId: what.elementId } : { assetId: what.assetId });
    return host.previewVoice(detail.peek()?.characterId ?? '', what.voiceId);
  }

  return {
    ...host,
    ...{ strings, model, member, detail, query, voices, voicesProblem, sounding, isBlocked },
    setModel(next) {
      const before = model.peek();
      model.value = next;
      // Who has which voice is told with the voices.
      if (castingOf(before) !== castingOf(next)) void search(query.peek());
    },
    setSounding: (key) => {
      sounding.value = key;
    },
    setBlocked: (blocked) => {
      isBlocked.value = blocked;
    },
    select: (characterId) => host.select(characterId, undefined),
    toggleLine(elementId) {
      const shown = detail.peek();
      if (shown) host.select(shown.characterId, shown.elementId === elementId ? undefined : elementId);
    },
    search: (words) => void search(words),
    async toggleSound(what) {
      const key = keyOf(what);
      if (sounding.peek() === key) return sound.stop();
      sound.stop();
      const uri = await uriOf(what);
      if (uri !== undefined) await sound.play(key, uri);
      return undefined;
    },
    enableSound: () => sound.playRefused(),
    viewState: () => {
      const { characterId, elementId } = detail.value ?? {};
      return { ...(characterId && { characterId }), ...(elementId && { elementId }) };
    },
  };
}

function castingOf(model: CastingModel | undefined): string {
  return model?.cast.map(({ name, voiceId }) => `${name}\n${voiceId ?? ''}`).join('\n\n') ?? '';
}
