/** What surrounds the text: voices, footer. A chunk of its own, so that the text does not wait for it. */
import { batch } from '@preact/signals';
import { render } from 'preact';
import { keepFieldKeys } from '../ui/keepFieldKeys.ts';
import { Footer } from './components/Footer.tsx';
import { VoiceMargin } from './components/VoiceMargin.tsx';
import type { Desk } from './desk.ts';
import { scrollToNearest } from './deskScroll.ts';
import { createExtras } from './extras.ts';
import type { PageFit } from './fitPage.ts';
import type { Host } from './hostConnection.ts';
import type { PageEditor } from './pageEditor.ts';
import { regionsOf } from './pageRegions.ts';
import { createPlayer, type Player } from './player.ts';
import type { LineState, PageAction, PageSettings, PageStart } from './protocol.ts';
import { installRegions } from './regions.ts';
import { createFrameState, type FrameActions, type PageFrameState } from './state.ts';
import type { Translate } from './strings.ts';
import { createVoiceLayout, type VoiceLayout } from './voiceLayout.ts';

/** What surrounds the text, to be told what to show. */
export interface Frame {
  readonly player: Player;
  showLineStates(states: readonly LineState[]): void;
  applySettings(settings: PageSettings): void;
  showFit(fit: PageFit): void;
  /** What stands around the text may stand elsewhere. */
  update(): void;
  /** The caret moved, or the text at it changed. */
  caretMoved(): void;
  scriptChanged(): void;
  perform(action: PageAction): void;
}

export interface FrameOptions {
  readonly host: Host;
  /** What holds everything. */
  readonly root: HTMLElement;
  readonly desk: Desk;
  readonly page: PageEditor;
  readonly first: PageStart;
  readonly translate: Translate;
}

/** Draws the frame into the desk's places. */
export function createFrame(options: FrameOptions): Frame {
  const { first, root, desk, page, translate } = options;
  const state = createFrameState(translate);
  const voices = createVoiceLayout({
    page,
    desk: desk.desk,
    onPlaced: (placed) => {
      state.voices.value = placed;
    },
    onCurrent: (elementId) => {
      state.caretVoice.value = elementId;
    },
  });
  batch(() => {
    applySettings(state, first.settings);
    state.mergeLineStates(first.lineStates, () => undefined);
  });
  const player = createFramePlayer(options, state);
  const extras = createExtras(options, state);
  const actions = { ...createActions(options, { state, player, voices }), perform: extras.perform };
  const { frame } = state;
  keepFieldKeys(document);
  installRegions(root, regionsOf(page, root));
  render(<VoiceMargin frame={frame} actions={actions} />, desk.margin);
  render(<Footer frame={frame} actions={actions} />, desk.footer);
  voices.update();
  return {
    player,
    showLineStates(states) {
      const speakers = new Map(voices.anchors().map(({ elementId, speaker }) => [elementId, speaker]));
      state.mergeLineStates(states, (elementId) => speakers.get(elementId));
    },
    applySettings(settings) {
      applySettings(state, settings);
      extras.caretMoved();
    },
    showFit(fit) {
      state.fit.value = fit;
      voices.update();
    },
    update: () => voices.update(),
    caretMoved() {
      voices.caretMoved();
      showType(options, state);
      extras.caretMoved();
    },
    scriptChanged() {
      voices.update();
      extras.scriptChanged();
    },
    perform: (action) => extras.perform(action),
  };
}

/** A screen reader hears what kind of element the caret came to. */
function showType({ page, translate }: FrameOptions, { elementType, announcement }: PageFrameState): void {
  const type = page.currentType();
  if (type === elementType.value) return;
  elementType.value = type;
  if (document.activeElement === page.dom) announcement.value = translate(`type.${type}`);
}

function applySettings(state: PageFrameState, { readOnly, zoom, focusMode }: PageSettings): void {
  batch(() => {
    state.readOnly.value = readOnly;
    state.zoom.value = zoom;
    state.focusMode.value = focusMode;
  });
}

function createFramePlayer({ host, page }: FrameOptions, state: PageFrameState): Player {
  return createPlayer({
    onSounding: (elementId) => {
      state.speaking.value = elementId;
      page.showSpeaking(elementId);
    },
    onEnded: (elementId, wasStopped) => host.tell('played', { elementId, wasStopped }),
    onBlocked: (blocked) => {
      state.soundBlocked.value = blocked;
    },
    onError: (message) => host.tell('logError', { message }),
  });
}

function createActions(
  { host, page }: FrameOptions,
  { state, player, voices }: { state: PageFrameState; player: Player; voices: VoiceLayout },
): Omit<FrameActions, 'perform'> {
  return {
    generate: (elementId) => host.tell('generateVoice', { elementId }),
    play: (elementId) => host.tell('playLine', { elementId }),
    stop: () => player.stop(),
    enableSound: () => player.playRefused(),
    setType: (type) => page.setType(type),
    focusPage: () => page.focus(),
    moveVoiceFocus: (from, by) => {
      const anchors = voices.anchors();
      const to = anchors[anchors.findIndex(({ elementId }) => elementId === from) + by];
      if (!to) return;
      state.caretVoice.value = to.elementId;
      const block = page.blockDom(to.anchorIndex);
      if (block) scrollToNearest(block);
      voices.update();
      requestAnimationFrame(() => requestAnimationFrame(() => focusVoice(document.body, to.elementId)));
    },
  };
}

function focusVoice(root: HTMLElement, elementId: string): void {
  root.querySelector<HTMLElement>(`[data-voice="${CSS.escape(elementId)}"]`)?.focus({ preventScroll: true });
}
