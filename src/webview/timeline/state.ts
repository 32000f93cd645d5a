/** Everything that the timeline's page knows, as signals, and what a writer can do with it. Components only read and call. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DroppedMedia, DroppedSlice } from './editing/editMessages.ts';
import { isEmptyPatch, type SheetPatch } from './editing/patch.ts';
import { type PlacedMedia, placeMedia } from './editing/place.ts';
import { Editor, type EditorHost } from './editor.ts';
import type { Point } from './hitTest.ts';
import { tracksTop } from './lanes.ts';
import { LineVoices } from './lineVoices.ts';
import { createPicture, editPicture, type Picture, patchPicture, settlePicture } from './model.ts';
import { Playback, playbackCommands, type Transport } from './playback/transport.ts';
import type {
  HostCommand,
  TimelineCommand,
  TimelineItem,
  TimelineModel,
  TimelinePatch,
  TimelinePreview,
  TimelineStrings,
  TimelineViewState,
} from './protocol.ts';
import { Selection } from './selection.ts';
import { describePreview, fill } from './strings.ts';
import { ViewportState } from './viewport.ts';

/** What the page asks of the extension. */
export interface TimelineHost extends EditorHost {
  reveal(elementId: string): void;
  generateVoice(elementId: string): void;
  leave(): void;
  /** Runs something when what has changed is on screen. */
  afterPaint(act: () => void): void;
  dropSlice(slice: DroppedSlice): Promise<void>;
  /** Imports what was dropped and has it placed. */
  dropMedia(drop: DroppedMedia): Promise<void>;
  /** A command that the extension carries out itself. */
  hostCommand(name: HostCommand): void;
  answerPreview(answer: { readonly apply: boolean; readonly always: boolean }): void;
}

export class TimelineState {
  readonly strings: TimelineStrings;
  readonly viewport: ViewportState;
  readonly selection: Selection;
  readonly editor: Editor;
  readonly playback: Playback;
  readonly #host: TimelineHost;
  /** As the host and our own edits have made it; `picture` is what is shown of it. */
  readonly #base = signal<Picture | undefined>(undefined);
  /** What a gesture that is under way would do. */
  readonly #draft = signal<SheetPatch | undefined>(undefined);
  readonly #preview = signal<TimelinePreview | undefined>(undefined);
  readonly #inOut: Signal<{ readonly in?: number | undefined; readonly out?: number | undefined }>;
  readonly #playheadFrame: Signal<number>;
  readonly #caretLine = signal<string | undefined>(undefined);
  readonly #announcement = signal('');
  readonly #dropRefusal = signal<string | undefined>(undefined);
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
    this.#projectId = restored?.projectId;
    this.#playheadFrame = signal(restored?.playheadFrame ?? 0);
    this.#inOut = signal({ in: restored?.inFrame, out: restored?.outFrame });
    this.selection = new Selection(this.picture, { id: restored?.selectedId, line: restored?.selectedLine });
    this.viewport = new ViewportState(this.picture, restored);
    this.playback = new Playback(
      {
        ...{ transport, strings, picture: this.picture, playheadFrame: this.#playheadFrame, marks: this.#inOut },
        follow: (frame) => this.viewport.follow(frame),
        announce: (text) => this.announce(text),
      },
      restored?.playback,
    );
    this.editor = new Editor({
      ...{ host, strings, selection: this.selection, base: this.#base, draft: this.#draft, inOut: this.#inOut },
      playheadFrame: this.#playheadFrame,
      seek: (frame) => this.#goTo(frame),
      show: (item) => this.show(item),
      announce: (text) => this.announce(text),
      afterPaint: host.afterPaint,
      isSnapping: restored?.snap ?? true,
    });
  }

  readonly picture: ReadonlySignal<Picture | undefined> = computed(() => {
    const [base, draft] = [this.#base.value, this.#draft.value];
    return base && draft && !isEmptyPatch(draft) ? editPicture(base, draft) : base;
  });
  readonly frameRate: ReadonlySignal<number> = computed(() => this.#base.value?.frameRate ?? 30);

  /** What is said instead of the stage when there is nothing to draw; undefined when there is, and while nobody knows yet. */
  readonly emptyWords: ReadonlySignal<string | undefined> = computed(() => {
    const base = this.#base.value;
    if (!base) return undefined;
    if (base.head.projectId === undefined) return this.strings.emptyProject;
    return base.items.size === 0 && base.scenes.sorted.length === 0 ? this.strings.emptyScript : undefined;
  });

  /** The clip or place in hand: the last one that was chosen. */
  get selected(): ReadonlySignal<TimelineItem | undefined> {
    return this.selection.primary;
  }

  readonly hasFilms: ReadonlySignal<boolean> = computed(() => {
    const picture = this.picture.value;
    let isFound = false;
    for (const { id, type } of picture?.tracks ?? []) {
      if (type === 'video') picture?.itemsOf.get(id)?.walk((item) => (isFound ||= item.film !== undefined));
    }
    return isFound;
  });

  readonly atCaret: ReadonlySignal<TimelineItem | undefined> = computed(() => {
    const line = this.#caretLine.value;
    return line === undefined ? undefined : this.picture.value?.itemOfLine.get(line);
  });

  /** What is spoken at the playhead while it plays. */
  readonly speaking: ReadonlySignal<readonly TimelineItem[]> = computed(() => {
    const picture = this.picture.value;
    if (!picture || !this.playback.isPlaying.value) return [];
    const frame = Math.floor(this.#playheadFrame.value);
    return picture.tracks.flatMap((track) => {
      const item = track.type === 'audio' ? picture.itemsOf.get(track.id)?.findAt(frame) : undefined;
      return item?.elementId === undefined ? [] : [item];
    });
  });

  readonly voices = new LineVoices({
    picture: this.picture,
    selected: () => this.selected,
    atCaret: this.atCaret,
    generate: (elementId) => this.#host.generateVoice(elementId),
  });

  /** What survives hiding and reload. */
  readonly viewState: ReadonlySignal<TimelineViewState | undefined> = computed(() => {
    const base = this.#base.value;
    if (!base) return undefined;
    const view = this.viewport.view.value;
    const { projectId } = base.head;
    return {
      ...(projectId === undefined ? {} : { projectId }),
      pixelsPerFrame: view.pixelsPerFrame,
      leftFrame: view.leftFrame,
      topPixels: this.viewport.topPixels.value,
      playheadFrame: this.#playheadFrame.value,
      selectedId: this.selection.primary.value?.id,
      selectedLine: this.selection.primary.value?.elementId,
      snap: this.editor.isSnapping.value,
      inFrame: this.#inOut.value.in,
      outFrame: this.#inOut.value.out,
      playback: this.playback.viewState,
    };
  });

  get playheadFrame(): ReadonlySignal<number> {
    return this.#playheadFrame;
  }
  get isPlaying(): ReadonlySignal<boolean> {
    return this.playback.isPlaying;
  }
  get isSoundBlocked(): ReadonlySignal<boolean> {
    return this.playback.isSoundBlocked;
  }
  /** For a screen reader, politely. */
  get announcement(): ReadonlySignal<string> {
    return this.#announcement;
  }

  /** Shows this model; the view starts over when it is another project's. */
  setModel(model: TimelineModel, isFirst = false): void {
    batch(() => {
      if (model.frameRate !== this.#base.peek()?.frameRate) this.pause(); // Its clock counts other frames.
      if (this.#projectId !== undefined && model.projectId !== this.#projectId) {
        this.viewport.reset();
        this.#leaveTimeline();
      }
      const before = this.#base.peek()?.head.timelineId;
      if (before !== undefined && before !== model.timelineId) this.#leaveTimeline();
      this.#projectId = model.projectId;
      this.voices.tryAgain();
      this.#draft.value = undefined;
      this.#base.value = createPicture(model);
      this.editor.modelArrived(isFirst);
    });
  }

  /** Another timeline is shown: nothing of what was chosen on this one means anything there. */
  #leaveTimeline(): void {
    this.pause();
    this.#playheadFrame.value = 0;
    this.selection.clear();
    this.#inOut.value = {};
    this.#preview.value = undefined;
  }

  patch(patch: TimelinePatch): void {
    const before = this.#base.peek();
    if (!before) return;
    batch(() => {
      if (patch.sounds || this.voices.concerns(patch.items?.put ?? [])) this.voices.tryAgain();
      this.#base.value = patchPicture(before, patch);
      this.editor.patchArrived();
    });
    const patched = this.#base.peek();
    if (patch.items?.moved && patched) this.#host.afterPaint(() => settlePicture(patched));
    for (const { name } of this.voices.arrivedSince(before)) this.announce(fill(this.strings.saysVoiceReady, name));
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

  select(item: TimelineItem | undefined): void {
    this.selection.choose(item);
  }

  /** Selects and asks for the line in the script. */
  choose(item: TimelineItem): void {
    this.select(item);
    if (item.elementId !== undefined) this.#host.reveal(item.elementId);
  }

  /** What a change of the script would do, when the writer is to see it first. */
  get preview(): ReadonlySignal<TimelinePreview | undefined> {
    return this.#preview;
  }

  /** The frame that a selection is pulled with, in pixels of the stage. */
  readonly marquee = signal<{ readonly from: Point; readonly to: Point } | undefined>(undefined);

  /** Why what is dragged over the stage cannot be let go here; undefined when it can, or nothing is. */
  get dropRefusal(): ReadonlySignal<string | undefined> {
    return this.#dropRefusal;
  }

  refuseDrop(why: string | undefined): void {
    if (why !== undefined && why !== this.#dropRefusal.peek()) this.announce(why);
    this.#dropRefusal.value = why;
  }

  dropSlice(slice: DroppedSlice): Promise<void> {
    return this.#host.dropSlice(slice);
  }

  dropMedia(drop: DroppedMedia): Promise<void> {
    return this.#host.dropMedia(drop);
  }

  announceSelection(): void {
    this.announce(fill(this.strings.saysSelected, this.selection.items.peek().length));
  }

  /** `id` is the element id of the scene's heading. */
  revealScene(id: string): void {
    this.#host.reveal(id);
  }

  setPreview(preview: TimelinePreview | undefined): void {
    this.#preview.value = preview;
    if (preview) this.announce(describePreview(this.strings, preview));
  }

  answerPreview(answer: { readonly apply: boolean; readonly always: boolean }): void {
    this.#preview.value = undefined;
    this.#host.answerPreview(answer);
  }

  get inOut(): ReadonlySignal<{ readonly in?: number | undefined; readonly out?: number | undefined }> {
    return this.#inOut;
  }

  hostCommand(name: HostCommand): void {
    this.#host.hostCommand(name);
  }

  show(item: TimelineItem): void {
    this.viewport.showFrames(item.startFrame, item.startFrame + item.durationFrames);
    const lane = this.picture.peek()?.laneOf.get(item.trackId);
    if (lane) this.viewport.showLane(lane, this.viewport.height.peek() - tracksTop);
  }

  /** Puts files at a place, else where the playhead is, on the track in hand when it is of their kind. One edit. */
  placeMedia(media: readonly PlacedMedia[], at?: { readonly frame: number; readonly trackId?: string | undefined }) {
    const inHand = this.selection.trackId.peek() ?? this.selected.peek()?.trackId;
    const place = at ?? { frame: this.#playheadFrame.peek(), trackId: inHand };
    this.editor.make('place', (picture, newId) => placeMedia(picture, media, place, newId), { selectNew: true });
    const placed = this.selected.peek();
    if (placed) this.show(placed);
  }

  revealSelected(): void {
    const line = this.selected.peek()?.elementId;
    if (line !== undefined) this.#host.reveal(line);
  }

  leave(): void {
    this.#host.leave();
  }

  /** Moves the playhead; playing goes on from there. */
  seek(frame: number): void {
    const last = this.picture.peek()?.contentFrames ?? 0;
    this.#playheadFrame.value = Math.min(last, Math.max(0, frame));
    void this.playback.moved();
  }

  /** As a hand does that drags the playhead: with the sound that is there. */
  scrub(frame: number): void {
    this.seek(frame);
    this.playback.scrub();
  }

  playedTo(frame: number): void {
    this.playback.playedTo(frame);
  }

  async play(): Promise<void> {
    await this.playback.play();
  }

  pause(): void {
    this.playback.pause();
  }

  setSoundBlocked(isBlocked: boolean): void {
    this.playback.setSoundBlocked(isBlocked);
  }

  /** Carries out a command of the palette, a key or a button. */
  async run(command: TimelineCommand): Promise<void> {
    switch (command) {
      case 'playPause':
        if (this.playback.isPlaying.peek()) this.pause();
        else await this.play();
        return;
      case 'goToStart':
        return this.#goTo(0);
      case 'goToEnd':
        return this.#goTo(this.picture.peek()?.lastFrame ?? 0);
      case 'stepForward':
        this.#goTo(Math.floor(this.#playheadFrame.peek()) + 1);
        return this.playback.scrub();
      case 'stepBack':
        this.#goTo(Math.ceil(this.#playheadFrame.peek()) - 1);
        return this.playback.scrub();
      case 'zoomIn':
        return this.viewport.zoomStep(1, this.#playheadFrame.peek());
      case 'zoomOut':
        return this.viewport.zoomStep(-1, this.#playheadFrame.peek());
      case 'zoomToFit':
        return this.viewport.fit();
      default: {
        const own = playbackCommands.find((name) => name === command);
        return own ? this.playback.run(own) : this.editor.run(command);
      }
    }
  }

  #goTo(frame: number): void {
    this.seek(frame);
    const at = this.#playheadFrame.peek();
    this.viewport.showFrames(at, at + 1);
  }

  #showCaret(): void {
    const item = this.atCaret.peek();
    if (!this.#isCaretDue || !item || this.playback.isPlaying.peek() || this.viewport.view.peek().widthPixels === 0)
      return;
    this.#isCaretDue = false;
    this.viewport.showFrames(item.startFrame, item.startFrame + item.durationFrames);
  }

  /** Says something to a screen reader, and shows it in the status line. */
  announce(text: string): void {
    this.#announcement.value = text;
  }
}
