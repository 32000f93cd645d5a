import { createPeer, type Peer } from '../rpc.ts';
import { toHost, toPage } from './protocol.ts';
import type { Surface } from './surface.ts';
import type { WebviewApi } from './viewState.ts';

export type Host = Peer<typeof toHost>;

const done = {};

/** The channel to the host. Messages that come before the page is up are dropped: its first state holds what they say. */
export function connectToHost(api: WebviewApi, surface: () => Surface | undefined): Host {
  const act = (what: (surface: Surface) => void) => {
    const shown = surface();
    if (shown) what(shown);
    return done;
  };
  const host: Host = createPeer({
    local: toPage,
    remote: toHost,
    post: (message) => api.postMessage(message),
    onError: (message, cause) => host.tell('logError', { message: describeError(message, cause) }),
    handlers: {
      ack: ({ sequence }) => act(({ page }) => page.sync.ack(sequence)),
      written: ({ sequence }) => act((surface) => surface.written(sequence)),
      splice: (splice) => act(({ page }) => page.sync.foreign(splice)),
      reset: ({ elements, foreign }) => act(({ page }) => page.sync.reset(elements, foreign)),
      flush: () => act(({ page }) => page.sync.flush()),
      titlePage: ({ entries }) => act(({ showTitlePage }) => showTitlePage(entries)),
      caret: () => {
        const caret = surface()?.caret();
        return caret ? { caret } : {};
      },
      selection: () => ({ elementIds: [...(surface()?.page.selectedIds() ?? [])] }),
      lineStates: ({ states }) => act(({ showLineStates }) => showLineStates(states)),
      settings: (settings) => act(({ applySettings }) => applySettings(settings)),
      reveal: ({ elementId, offset = 0 }) => act(({ page }) => page.reveal({ elementId, offset })),
      perform: ({ action }) => act(({ perform }) => perform(action)),
      select: ({ firstId, lastId }) =>
        act(({ page }) => {
          page.selectElements(firstId, lastId);
          page.focus();
        }),
      setElementType: ({ type }) =>
        act(({ page }) => {
          page.setType(type);
          page.focus();
        }),
      play: async ({ elementId, uri, rate }) => ({ started: (await surface()?.play(elementId, uri, rate)) ?? false }),
      speaking: ({ elementId, word }) => act(({ page }) => page.showSpeaking(elementId, word)),
      stop: () => act(({ stop }) => stop()),
    },
  });
  addEventListener('message', (event: MessageEvent<unknown>) => host.receive(event.data));
  return host;
}

/** Names the kind of error only: a message could quote the script. */
function describeError(message: string, cause: unknown): string {
  return cause instanceof Error ? `${message} (${cause.name})` : message;
}
