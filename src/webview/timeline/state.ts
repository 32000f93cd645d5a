/** Everything that the timeline's page knows, as signals, and what a writer can do with it. Components only read and call. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { tracksTop } from './lanes.ts';
import { createPicture, type LineCounts, neighbourItem, type Picture, patchModel } from './model.ts';
import type {
  ItemState,
  TimelineCommand,
  TimelineItem,
  TimelineModel,
  TimelinePatch,
  TimelineStrings,
  TimelineViewState,
} from './protocol.ts';
import { fill } from './strings.ts';
import { ViewportState } from './viewport.ts';

/** What the page asks of the extension. */
export interface TimelineHost {
  reveal(elementId: string): void;
  generateVoice(elementId: string): void;
  muteTrack(trackId: string, muted: boolean): void;
  leave(): void;
}

/** What can sound; see player.ts. */
export interface Transport {
  /** Resolves true when sound runs, false when the browser wants a click first. */
  start(frame: number): Promise<boolean>;
  stop(): void;
}

/** The button for the selected line. */
export type VoiceAction = 'none' | 'generate' | 'regenerate' | 'generating';

const noLines: LineCounts = { lines: 0, voiced: 0, changed: 0, missing: 0 };

export class TimelineState {
  readonly strings: TimelineStrings;
  readonly viewport: ViewportState;
  readonly #host: TimelineHost;
  readonly #transport: Transport;
  readonly #model = signal<TimelineModel | undefined>(undefined);
  readonly #playheadFrame: Signal<number>;
  readonly #isPlaying = signal(false);
  readonly #isSoundBlocked = signal(false);
  readonly #selection: Signal<{ readonly id?: string | undefined; readonly line?: string | undefined }>;
  readonly #caretLine = signal<string | undefined>(undefined);
  readonly #failedSounds = signal<ReadonlySet<string>>(new Set());
  readonly #announcement = signal('');
  #projectId: string | undefined;
  /** The caret came to another line that has not been shown yet: there was no room or no model, or it plays. */
  #isCaretDue = false;

  constructor(
    host: TimelineHost,
    transport: Transport,
    strings: TimelineStrings,
    restored: TimelineViewState | undefined,
  ) {
    this.strings = strings;
    this.#host = host;
    this.#transport = transport;
    this.#projectId = restored?.projectId;
    this.#playheadFrame = signal(restored?.playheadFrame ?? 0);
    this.#selection = signal({ id: restored?.selectedId, line: restored?.selectedLine });
    this.viewport = new ViewportState(this.picture, restored);
  }

  readonly picture: ReadonlySignal<Picture | undefined> = computed(() =>
    this.#model.value ? createPicture(this.#model.value) : undefined,
  );
  readonly counts: ReadonlySignal<LineCounts> = computed(() => this.picture.value?.counts ?? noLines);
  readonly frameRate: ReadonlySignal<number> = computed(() => this.#model.value?.frameRate ?? 30);

  /** What is said instead of the stage when there is nothing to draw; undefined when there is, and while nobody knows yet. */
  readonly emptyWords: ReadonlySignal<string | undefined> = computed(() => {
    const model = this.#model.value;
    if (!model) return undefined;
    if (model.projectId === undefined) return this.strings.emptyProject;
    return model.items.length === 0 && model.scenes.length === 0 ? this.strings.emptyScript : undefined;
  });

  readonly selected: ReadonlySignal<TimelineItem | undefined> = computed(() => {
    const { id, line } = this.#selection.value;
    const picture = this.picture.value;
    return (
      (id !== undefined && picture?.items.get(id)) || (line !== undefined && picture?.itemOfLine.get(line)) || undefined
    );
  });

  readonly atCaret: ReadonlySignal<TimelineItem | undefined> = computed(() => {
    const line = this.#caretLine.value;
    return line === undefined ? undefined : this.picture.value?.itemOfLine.get(line);
  });

  /** What is spoken at the playhead while it plays. */
  readonly speaking: ReadonlySignal<readonly TimelineItem[]> = computed(() => {
    const picture = this.picture.value;
    if (!picture || !this.#isPlaying.value) return [];
    const frame = Math.floor(this.#playheadFrame.value);
    return picture.lanes.flatMap((lane) => {
      const item = lane.track.type === 'audio' ? picture.itemsOf.get(lane.track.id)?.findAt(frame) : undefined;
      return item?.elementId === undefined ? [] : [item];
    });
  });

  /** The line that the voice button is for: the selected one, else the one at the script's caret. */
  readonly voiceTarget: ReadonlySignal<TimelineItem | undefined> = computed(
    () => this.selected.value ?? this.atCaret.value,
  );

  readonly voiceAction: ReadonlySignal<VoiceAction> = computed(() => {
    const item = this.voiceTarget.value;
    if (item?.elementId === undefined) return 'none';
    if (item.state === 'generating') return 'generating';
    if (item.state === 'unvoiced' || this.stateOf(item) === 'missing') return 'generate';
    return item.state === 'stale' ? 'regenerate' : 'none';
  });

  /** What survives hiding and reload. */
  readonly viewState: ReadonlySignal<TimelineViewState | undefined> = computed(() => {
    const model = this.#model.value;
    if (!model) return undefined;
    const view = this.viewport.view.value;
    return {
      ...(model.projectId === undefined ? {} : { projectId: model.projectId }),
      pixelsPerFrame: view.pixelsPerFrame,
      leftFrame: view.leftFrame,
      topPixels: this.viewport.topPixels.value,
      playheadFrame: this.#playheadFrame.value,
      selectedId: this.#selection.value.id,
      selectedLine: this.#selection.value.line,
    };
  });

  get playheadFrame(): ReadonlySignal<number> {
    return this.#playheadFrame;
  }
  get isPlaying(): ReadonlySignal<boolean> {
    return this.#isPlaying;
  }
  get isSoundBlocked(): ReadonlySignal<boolean> {
    return this.#isSoundBlocked;
  }
  /** For a screen reader, politely. */
  get announcement(): ReadonlySignal<string> {
    return this.#announcement;
  }

  /** Sounds whose file could not be read or decoded here. */
  get failedSounds(): ReadonlySignal<ReadonlySet<string>> {
    return this.#failedSounds;
  }

  /** The item's state as this page knows it: a sound that did not load is missing, whatever the model says. */
  stateOf(item: TimelineItem): ItemState {
    return item.soundId !== undefined && this.#failedSounds.value.has(item.soundId) ? 'missing' : item.state;
  }

  /** Shows this model; the view starts over when it is another project's. */
  setModel(model: TimelineModel): void {
    batch(() => {
      if (this.#projectId !== undefined && model.projectId !== this.#projectId) {
        this.pause();
        this.viewport.reset();
        this.#playheadFrame.value = 0;
        this.#selection.value = {};
      }
      this.#projectId = model.projectId;
      this.#failedSounds.value = new Set();
      this.#model.value = model;
    });
  }

  patch(patch: TimelinePatch): void {
    const before = this.picture.peek();
    const model = this.#model.peek();
    if (!model || !before) return;
    batch(() => {
      if (patch.sounds) this.#failedSounds.value = new Set();
      this.#model.value = patchModel(model, patch);
    });
    this.#announceVoices(before);
  }

  /** The line at the script's caret; it comes into sight, but for a view that was just restored. */
  setCaretLine(elementId: string | undefined): void {
    const before = this.#caretLine.peek();
    this.#caretLine.value = elementId;
    const isRestored = before === undefined && this.viewport.stored.peek() !== undefined;
    this.#isCaretDue = elementId !== before && !isRestored;
    this.#showCaret();
  }

  setSize(widthPixels: number, height: number): void {
    this.viewport.setSize(widthPixels, height);
    this.#showCaret();
  }

  soundFailed(soundId: string): void {
    this.#failedSounds.value = new Set([...this.#failedSounds.peek(), soundId]);
  }

  select(item: TimelineItem | undefined): void {
    this.#selection.value = item ? { id: item.id, line: item.elementId } : {};
  }

  /** Selects and asks for the line in the script. */
  choose(item: TimelineItem): void {
    this.select(item);
    if (item.elementId !== undefined) this.#host.reveal(item.elementId);
  }

  /** The next (or previous) clip or line comes to be selected and in sight. */
  selectNeighbour(by: 1 | -1): void {
    const picture = this.picture.peek();
    if (!picture) return;
    const item = neighbourItem(picture, this.selected.peek()?.id, by, this.#playheadFrame.peek());
    if (item) this.show(item);
  }

  show(item: TimelineItem): void {
    this.select(item);
    this.viewport.showFrames(item.startFrame, item.startFrame + item.durationFrames);
    const lane = this.picture.peek()?.laneOf.get(item.trackId);
    if (lane) this.viewport.showLane(lane, this.viewport.height.peek() - tracksTop);
  }

  revealSelected(): void {
    const line = this.selected.peek()?.elementId;
    if (line !== undefined) this.#host.reveal(line);
  }

  generateVoice(): void {
    const line = this.voiceTarget.peek()?.elementId;
    if (line !== undefined && this.voiceAction.peek() !== 'generating') this.#host.generateVoice(line);
  }

  toggleMute(trackId: string): void {
    const track = this.#model.peek()?.tracks.find((candidate) => candidate.id === trackId);
    if (track?.type === 'audio') this.#host.muteTrack(trackId, !track.muted);
  }

  muteSelected(): void {
    const trackId = this.selected.peek()?.trackId;
    if (trackId !== undefined) this.toggleMute(trackId);
  }

  leave(): void {
    this.#host.leave();
  }

  /** Moves the playhead; playing goes on from there. */
  seek(frame: number): void {
    const last = this.picture.peek()?.contentFrames ?? 0;
    this.#playheadFrame.value = Math.min(last, Math.max(0, frame));
    if (this.#isPlaying.peek()) void this.#start();
  }

  /** Where the sound has come to; stops at the end of the last clip or scene. */
  playedTo(frame: number): void {
    if (!this.#isPlaying.peek()) return;
    const last = this.picture.peek()?.lastFrame ?? 0;
    this.#playheadFrame.value = Math.min(frame, last);
    if (frame >= last) this.pause();
    else this.viewport.follow(frame);
  }

  async play(): Promise<void> {
    const last = this.picture.peek()?.lastFrame ?? 0;
    if (last === 0) return;
    if (this.#playheadFrame.peek() >= last) this.#playheadFrame.value = 0;
    await this.#start();
    this.#announce(this.#isPlaying.peek() ? this.strings.saysPlaying : this.strings.enableSound);
  }

  pause(): void {
    if (!this.#isPlaying.peek()) return;
    this.#transport.stop();
    this.#isPlaying.value = false;
    this.#playheadFrame.value = Math.round(this.#playheadFrame.peek());
    this.#announce(this.strings.saysPaused);
  }

  setSoundBlocked(isBlocked: boolean): void {
    this.#isSoundBlocked.value = isBlocked;
  }

  /** Carries out a command of the palette, a key or a button. */
  async run(command: TimelineCommand): Promise<void> {
    switch (command) {
      case 'playPause':
        if (this.#isPlaying.peek()) this.pause();
        else await this.play();
        return;
      case 'goToStart':
        return this.#goTo(0);
      case 'goToEnd':
        return this.#goTo(this.picture.peek()?.lastFrame ?? 0);
      case 'stepForward':
        return this.#goTo(Math.floor(this.#playheadFrame.peek()) + 1);
      case 'stepBack':
        return this.#goTo(Math.ceil(this.#playheadFrame.peek()) - 1);
      case 'zoomIn':
        return this.viewport.zoomStep(1, this.#playheadFrame.peek());
      case 'zoomOut':
        return this.viewport.zoomStep(-1, this.#playheadFrame.peek());
      case 'zoomToFit':
        return this.viewport.fit();
      default:
        return assertNever(command);
    }
  }

  #goTo(frame: number): void {
    this.seek(frame);
    const at = this.#playheadFrame.peek();
    this.viewport.showFrames(at, at + 1);
  }

  async #start(): Promise<void> {
    const started = await this.#transport.start(this.#playheadFrame.peek());
    batch(() => {
      this.#isPlaying.value = started;
      this.#isSoundBlocked.value = !started;
    });
  }

  #showCaret(): void {
    const item = this.atCaret.peek();
    if (!this.#isCaretDue || !item || this.#isPlaying.peek() || this.viewport.view.peek().widthPixels === 0) return;
    this.#isCaretDue = false;
    this.viewport.showFrames(item.startFrame, item.startFrame + item.durationFrames);
  }

  #announce(text: string): void {
    this.#announcement.value = text;
  }

  /** Says which lines got their voice: the only change that a writer waits for. */
  #announceVoices(before: Picture): void {
    for (const [line, item] of this.picture.peek()?.itemOfLine ?? []) {
      const wasWaiting = before.itemOfLine.get(line)?.state === 'generating';
      if (wasWaiting && item.state === 'voiced') this.#announce(fill(this.strings.saysVoiceReady, item.name));
    }
  }
}

function assertNever(value: never): never {
  throw new Error(`Unknown command ${String(value)}`);
}
