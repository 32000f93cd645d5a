/** Entry of the timeline's page: the channel to the extension, the state, the sound, and the first render. */
import { batch, effect } from '@preact/signals';
import { render } from 'preact';
import * as z from 'zod/mini';
import { createPeer } from '../rpc.ts';
import { keepFieldKeys } from '../ui/keepFieldKeys.ts';
import { App } from './app.tsx';
import { Player } from './player.ts';
import {
  stringsAttribute,
  type TimelineStrings,
  type TimelineViewState,
  timelineStrings,
  timelineViewState,
  toHost,
  toPage,
  unpackModel,
} from './protocol.ts';
import { rehearsalsOf } from './rehearsal.ts';
import { TimelineState } from './state.ts';
import { watchTheme } from './themeWatcher.ts';
import '../ui/controls.css';
import './timeline.css';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** View state is written at most this often. */
const saveMilliseconds = 200;
/** The toolbar's controls come at the latest after this, however busy the page is. */
const controlsMilliseconds = 300;
/** A line is told to be under way in this many steps: enough for the eye to follow its words. */
const wordSteps = 40;

z.config({ jitless: true });

function main(): void {
  const api = acquireVsCodeApi();
  keepFieldKeys(document);
  const restored = z.safeParse(timelineViewState, api.getState());
  const player = new Player({
    picture: () => state.picture.peek(),
    onFailed: (soundId) => state.voices.fileFailed(soundId),
    onShape: (soundId, peaks) => peer.tell('peaksFound', { soundId, peaks }),
  });
  const peer = createPeer({
    local: toPage,
    remote: toHost,
    handlers: {
      model: (model) => answered(() => state.setModel(unpackModel(model))),
      patch: (patch) => answered(() => state.patch(patch)),
      caret: ({ elementId }) => answered(() => state.setCaretLine(elementId)),
      command: ({ name }) => answered(() => void state.run(name)),
      placeMedia: ({ media, at }) => answered(() => state.placeMedia(media, at)),
      pause: () => answered(() => state.pause()),
      preview: ({ preview }) => answered(() => state.setPreview(preview)),
      say: ({ text }) => answered(() => state.announce(text)),
      playSound: async ({ uri }) => {
        const started = await player.playSound(uri);
        state.setSoundBlocked(!started);
        return { started };
      },
      stopSound: () => answered(() => player.stopSound()),
    },
    post: (message) => api.postMessage(message),
    onError: (message, cause) => peer.tell('logError', { message: `${message}: ${String(cause ?? '')}` }),
  });
  const state = new TimelineState(
    {
      reveal: (elementId) => peer.tell('reveal', { elementId }),
      generateVoice: (elementId) => peer.tell('generateVoice', { elementId }),
      edit: async (edit) => (await peer.call('edit', edit)).accepted,
      dropSlice: async (slice) => void (await peer.call('dropSlice', slice)),
      dropMedia: async (drop) => void (await peer.call('dropMedia', drop)),
      askText: async (what, value) => (await peer.call('askText', { what, value })).value,
      hostCommand: (name) => peer.tell('hostCommand', { name }),
      answerPreview: (answer) => peer.tell('answerPreview', answer),
      leave: () => peer.tell('leave', {}),
      afterPaint,
    },
    player,
    readStrings(document.body),
    restored.success ? restored.data : undefined,
  );
  window.addEventListener('message', (event) => peer.receive(event.data));
  keepState(state, (viewState) => api.setState(viewState));
  followSound(state, player);
  tellSpeaking(state, (lines) => peer.tell('speaking', { lines }));
  tellSelection(state, (selection) => peer.tell('selectionChanged', selection));
  // The stage does not wait for the toolbar's controls: they are made while the model is on its way, or after its picture.
  requestIdleCallback(() => void import('../ui/toolkit.ts').then(({ registerControls }) => registerControls()), {
    timeout: controlsMilliseconds,
  });
  const { theme } = watchTheme();
  const root = document.getElementById('root');
  if (root) {
    const onFocusChanged = (focused: boolean) => peer.tell('focusChanged', { focused });
    render(<App state={state} theme={theme} onFocusChanged={onFocusChanged} />, root);
  }
  void start().then(() => rehearse(state));

  async function start(): Promise<void> {
    const { model, caret } = await peer.call('ready', {});
    batch(() => {
      state.setModel(unpackModel(model), true);
      state.setCaretLine(caret);
    });
  }
}

/** The words that the host put into the page. Throws when they are not there. */
function readStrings(body: HTMLElement): TimelineStrings {
  return z.parse(timelineStrings, JSON.parse(decodeURIComponent(body.getAttribute(stringsAttribute) ?? '')));
}

/** After the next frame; a page that is not drawn (hidden) does not wait for one. */
function afterPaint(act: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) act();
    isDone = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 100);
}

/** While nothing else is to be done, and piece by piece, so that no hand waits for it; the first real change ends it. */
function rehearse(state: TimelineState): void {
  const picture = state.picture.peek();
  const pieces = picture ? [...rehearsalsOf(picture)] : [];
  const goOn = () => {
    if (state.picture.peek() !== picture) return;
    pieces.shift()?.();
    if (pieces.length > 0) requestIdleCallback(goOn);
  };
  requestIdleCallback(goOn);
}

/** Runs a handler that has nothing to answer. */
function answered(act: () => void): Record<string, never> {
  act();
  return {};
}

/** Moves the playhead with the sound, keeps the schedule true to the model, and is quiet when the page is hidden. */
function followSound(state: TimelineState, player: Player): void {
  effect(() => {
    if (!state.isPlaying.value) return undefined;
    let frameRequest = requestAnimationFrame(function follow() {
      const frame = player.frame;
      if (frame !== undefined) state.playedTo(frame);
      frameRequest = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frameRequest);
  });
  effect(() => {
    if (state.picture.value) player.refresh();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) state.pause();
  });
}

/** Tells which lines are heard, and how far they have come: when they change, and a few times a second. */
function tellSpeaking(
  state: TimelineState,
  tell: (lines: { elementId: string; part: number; soundMs?: number }[]) => void,
): void {
  let told = '';
  effect(() => {
    const frame = state.playheadFrame.value;
    const rate = state.frameRate.value;
    const lines = state.speaking.value.flatMap(({ elementId, startFrame, durationFrames, offsetFrames, soundId }) => {
      const part = Math.min(1, Math.max(0, (frame - startFrame) / durationFrames));
      const soundMs = ((frame - startFrame + offsetFrames) / rate) * 1000;
      return elementId === undefined ? [] : [{ elementId, part, ...(soundId === undefined ? {} : { soundMs }) }];
    });
    const key = lines.map(({ elementId, part }) => `${elementId} ${Math.floor(part * wordSteps)}`).join();
    if (key === told) return;
    told = key;
    tell(lines);
  });
}

/** VS Code's menus and commands ask what is selected. */
function tellSelection(
  state: TimelineState,
  tell: (selection: { clips: number; clipId?: string; elementId?: string; sceneId?: string }) => void,
): void {
  let told = '';
  effect(() => {
    const primary = state.selected.value;
    const frame = primary?.startFrame ?? state.playheadFrame.value;
    const elementId = primary && primary.speaker >= 0 ? primary.elementId : undefined;
    const sceneId = state.picture.value?.scenes.findAt(frame)?.id;
    const selection = {
      clips: state.selection.items.value.length,
      ...(primary && !primary.isPlace ? { clipId: primary.id } : {}),
      ...(elementId === undefined ? {} : { elementId }),
      ...(sceneId === undefined ? {} : { sceneId }),
    };
    const key = JSON.stringify(selection);
    if (key === told) return;
    told = key;
    tell(selection);
  });
}

/** Writes the view state soon after it changes, and at once when the page goes away. */
function keepState(state: TimelineState, save: (viewState: TimelineViewState) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const viewState = state.viewState.peek();
    if (viewState) save(viewState);
  };
  effect(() => {
    if (state.viewState.value) timer ??= setTimeout(write, saveMilliseconds);
  });
  document.addEventListener('visibilitychange', write);
  window.addEventListener('pagehide', write);
}

main();
