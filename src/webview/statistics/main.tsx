/** Entry of the statistics page: the channel to the extension, the state and the first render. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import * as z from 'zod/mini';
import { createPeer } from '../rpc.ts';
import { App } from './app.tsx';
import { statisticsStrings, statisticsViewState, stringsAttribute, toHost, toPage } from './protocol.ts';
import { createStatisticsState } from './state.ts';
import './statistics.css';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

z.config({ jitless: true });

async function main(): Promise<void> {
  const api = acquireVsCodeApi();
  const restored = z.safeParse(statisticsViewState, api.getState()).data;
  const peer = createPeer({
    local: toPage,
    remote: toHost,
    handlers: {
      model: (model) => {
        state.setModel(model);
        return {};
      },
    },
    post: (message) => api.postMessage(message),
    onError: (message, cause) => peer.tell('logError', { message: `${message}: ${String(cause ?? '')}` }),
  });
  const strings = z.parse(
    statisticsStrings,
    JSON.parse(decodeURIComponent(document.body.getAttribute(stringsAttribute) ?? '')),
  );
  const state = createStatisticsState({ reveal: (elementId) => peer.tell('reveal', { elementId }) }, strings, restored);
  window.addEventListener('message', (event) => peer.receive(event.data));
  const root = document.getElementById('root');
  if (root) render(<App state={state} language={document.documentElement.lang} />, root);
  state.setModel((await peer.call('ready', {})).model);
  window.scrollTo(0, restored?.scroll ?? 0);
  const save = () => api.setState({ sortedBy: state.sortedBy.peek(), scroll: Math.max(0, window.scrollY) });
  effect(() => {
    if (state.sortedBy.value) save();
  });
  window.addEventListener('scrollend', save);
}

void main();
