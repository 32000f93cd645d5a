/** What surrounds the text: voices, footer. A chunk of its own, so that the text does not wait for it. */
import { batch } from '@preact/signals';
import { render } from 'preact';
import { Footer } from './components/Footer.tsx';
import { VoiceMargin } from './components/VoiceMargin.tsx';
import type { Desk } from './desk.ts';
import { scrollToNearest } from './deskScroll.ts';
import type { PageFit } from './fitPage.ts';
import type { Host } from './hostConnection.ts';
import type { PageEditor } from './pageEditor.ts';
import { createPlayer, type Player } from './player.ts';
import type { LineState, PageSettings, PageStart } from './protocol.ts';
import { createFrameState, type FrameActions, type PageFrameState, type PlacedVoice } from './state.ts';
import type { Translate } from './strings.ts';
import type { VoiceLayout } from './voiceLayout.ts';

/** What surrounds the text, to be told what to show. */
export interface Frame {
  readonly player: Player;
  showLineStates(states: readonly LineState[]): void;
  applySettings(settings: PageSettings): void;
  showFit(fit: PageFit): void;
  showVoices(voices: readonly PlacedVoice[]): void;
  /** The line whose voice can be tabbed to. */
  showCurrentVoice(elementId: string | undefined): void;
  showElementType(type: ReturnType<PageEditor['currentType']>): void;
}

export interface FrameOptions {
  readonly host: Host;
  readonly desk: Desk;
  readonly page: PageEditor;
  readonly voices: VoiceLayout;
  readonly first: PageStart;
  readonly translate: Translate;
}

/** Draws the frame into the desk's places. */
export function createFrame(options: FrameOptions): Frame {
  const { first, desk, translate, voices } = options;
  const state = createFrameState(translate);
  batch(() => {
    state.readOnly.value = first.settings.readOnly;
    state.mergeLineStates(first.lineStates, () => undefined);
  });
  const player = createFramePlayer(options, state);
  const actions = createActions(options, state, player);
  const { frame } = state;
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
      state.readOnly.value = settings.readOnly;
    },
    showFit(fit) {
      state.fit.value = fit;
      voices.update();
    },
    showVoices(placed) {
      state.voices.value = placed;
    },
    showCurrentVoice(elementId) {
      state.caretVoice.value = elementId;
    },
    showElementType(type) {
      state.elementType.value = type;
    },
  };
}

function createFramePlayer({ host, page }: FrameOptions, state: PageFrameState): Player {
  return createPlayer({
    onSounding: (elementId) => {
      state.speaking.value = elementId;
      page.showSpeaking(elementId);
    },
    onEnded: (elementId) => host.tell('played', { elementId }),
    onBlocked: (blocked) => {
      state.soundBlocked.value = blocked;
    },
    onError: (message) => host.tell('logError', { message }),
  });
}

function createActions({ host, page, voices }: FrameOptions, state: PageFrameState, player: Player): FrameActions {
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
