/** Entry of the casting page: the channel to the extension, the sound, the state and the first render. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import * as z from 'zod/mini';
import { createPlayer } from '../editor/player.ts';
import { createPeer, type Peer } from '../rpc.ts';
import { keepFieldKeys } from '../ui/keepFieldKeys.ts';
import { registerControls, registerFields } from '../ui/toolkit.ts';
import { App } from './app.tsx';
import { castingStrings, castingViewState, stringsAttribute, toHost, toPage } from './protocol.ts';
import { type CastingHost, type CastingState, createCastingState } from './state.ts';
import '../ui/controls.css';
import './casting.css';
import './lines.css';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

z.config({ jitless: true });

function hostOver(peer: Peer<typeof toHost>): CastingHost {
  return {
    select: (characterId, elementId) =>
      peer.tell('select', { characterId, ...(elementId !== undefined && { elementId }) }),
    searchVoices: async (query) => (await peer.call('searchVoices', { query })).voices,
    previewVoice: async (characterId, voiceId) => (await peer.call('previewVoice', { characterId, voiceId })).uri,
    soundOf: async (sound) => (await peer.call('soundOf', sound)).uri,
    castVoice: (characterId, voiceId) => peer.tell('castVoice', { characterId, voiceId }),
    setSettings: (characterId, settings) => peer.tell('setSettings', { characterId, settings }),
    sameVoice: (characterId, otherId) =>
      peer.tell('sameVoice', { characterId, ...(otherId !== undefined && { otherId }) }),
    autoCast: () => peer.tell('autoCast', {}),
    generate: (need, characterId) => peer.tell('generate', { need, ...(characterId !== undefined && { characterId }) }),
    generateLine: (elementId) => peer.tell('generateLine', { elementId }),
    newTake: (elementId) => peer.tell('newTake', { elementId }),
    chooseTake: (assetId) => peer.tell('chooseTake', { assetId }),
    renameTake: (assetId) => peer.tell('renameTake', { assetId }),
    deleteTake: (assetId) => peer.tell('deleteTake', { assetId }),
    steer: (act) => peer.tell('steer', { act }),
    reveal: (elementId) => peer.tell('reveal', { elementId }),
  };
}

/** Puts the focus where the host wants it, once it is drawn. */
function focusOn(on: 'cast' | 'voices' | 'takes'): void {
  const places = {
    cast: '.cast [aria-selected="true"]',
    voices: '.search-field',
    takes: '.takes input:checked, .takes vscode-button, .line [aria-expanded="true"]',
  };
  requestAnimationFrame(() => {
    const place = document.querySelector<HTMLElement>(places[on]) ?? document.querySelector<HTMLElement>(places.cast);
    place?.focus();
    place?.scrollIntoView({ block: 'nearest' });
  });
}

async function main(): Promise<void> {
  const api = acquireVsCodeApi();
  keepFieldKeys(document);
  const view = z.safeParse(castingViewState, api.getState()).data;
  const done = {};
  const player = createPlayer({
    onSounding: (key) => state.setSounding(key),
    onEnded: (elementId, wasStopped) => peer.tell('played', { elementId, wasStopped }),
    onBlocked: (isBlocked) => state.setBlocked(isBlocked),
    onError: (message) => peer.tell('logError', { message }),
  });
  const peer = createPeer({
    local: toPage,
    remote: toHost,
    handlers: {
      model: (model) => {
        state.setModel(model);
        return done;
      },
      play: async ({ elementId, uri, rate }) => ({ started: await player.play(elementId, uri, rate) }),
      stop: () => {
        player.stop();
        return done;
      },
      focus: ({ on }) => {
        focusOn(on);
        return done;
      },
    },
    post: (message) => api.postMessage(message),
    onError: (message, cause) => peer.tell('logError', { message: `${message}: ${String(cause ?? '')}` }),
  });
  const strings = z.parse(
    castingStrings,
    JSON.parse(decodeURIComponent(document.body.getAttribute(stringsAttribute) ?? '')),
  );
  const state: CastingState = createCastingState(hostOver(peer), player, strings);
  registerControls();
  registerFields();
  window.addEventListener('message', (event) => peer.receive(event.data));
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && player.stop());
  const root = document.getElementById('root');
  if (root) render(<App state={state} />, root);
  state.setModel((await peer.call('ready', view ? { view } : {})).model);
  effect(() => api.setState(state.viewState()));
}

void main();
