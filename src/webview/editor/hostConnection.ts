import { createPeer, type Peer } from '../rpc.ts';
import { toHost, toPage } from './protocol.ts';
import type { Surface } from './surface.ts';
import type { WebviewApi } from './viewState.ts';

export type Host = Peer<typeof toHost>;

const done = {};

/** The channel to the host, for a page that is not there at first. */
export interface HostConnection {
  readonly host: Host;
  /** The first state has come, which holds what was said before it. */
  begin(): void;
  /** The page is there: it is told what has been said since. */
  show(surface: Surface): void;
}

export function connectToHost(api: WebviewApi): HostConnection {
  let shown: Surface | undefined;
  let missed: ((surface: Surface) => void)[] = [];
  const surface = () => shown;
  const act = (what: (surface: Surface) => void) => {
    if (shown) what(shown);
    else missed.push(what);
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
  return {
    host,
    begin() {
      missed = [];
    },
    show(made) {
      shown = made;
      for (const what of missed) what(made);
      missed = [];
    },
  };
}

/** Names the kind of error only: a message could quote the script. */
function describeError(message: string, cause: unknown): string {
  return cause instanceof Error ? `${message} (${cause.name})` : message;
}
