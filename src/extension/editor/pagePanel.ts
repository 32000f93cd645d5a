import type * as vscode from 'vscode';
import type { ElementCaret } from '../../language/carets.ts';
import { type ElementType, type ScriptElement, withoutPlace } from '../../language/document.ts';
import { type LineState, type PageAction, type PageStart, toHost, toPage } from '../../webview/editor/protocol.ts';
import { createPeer, type Handlers, type Peer } from '../../webview/rpc.ts';
import type { Clock } from '../platform/clock.ts';
import { Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { ForeignSplice, Page } from './pageSession.ts';

type HostHandlers = Handlers<typeof toHost>;

/** What a page asks of the host, but for what the panel answers itself. */
export interface PagePanelEvents extends Omit<HostHandlers, 'ready' | 'logError' | 'caretMoved'> {
  start(): PageStart;
  caretMoved(elementId: string): void;
}

interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A page in one editor tab: the wire between it and its session. */
export class PagePanel implements Page {
  readonly panel: vscode.WebviewPanel;
  readonly #peer: Peer<typeof toPage>;
  readonly #clock: Clock;
  readonly #lifetime = new Disposables();
  #isUp = false;
  /** The place to show when the page is up. */
  #pendingReveal: ElementCaret | undefined;
  #lastElementId: string | undefined;
  #sentStates: ReadonlyMap<string, LineState> = new Map();

  constructor(panel: vscode.WebviewPanel, events: PagePanelEvents, { clock, log }: { clock: Clock; log: Log }) {
    this.panel = panel;
    this.#clock = clock;
    this.#peer = createPeer({
      local: toHost,
      remote: toPage,
      post: (message) => void panel.webview.postMessage(message),
      onError: (message, cause) => log.warn(`Page: ${message}`, cause ?? ''),
      handlers: this.#handlers(events, log),
    });
    this.#lifetime.add(panel.webview.onDidReceiveMessage((message) => this.#peer.receive(message)));
    this.#lifetime.add(panel.onDidChangeViewState(() => this.#viewStateChanged()));
    this.#lifetime.add(this.#peer);
  }

  /** True when the page is on screen and has its first state. */
  get isUp(): boolean {
    return this.#isUp && this.panel.visible;
  }

  /** The element that the caret was in when the page last said so. */
  get lastElementId(): string | undefined {
    return this.#lastElementId;
  }

  ack(sequence: number): void {
    this.#peer.tell('ack', { sequence });
  }

  written(sequence: number): void {
    if (this.isUp) this.#peer.tell('written', { sequence });
  }

  splice(splice: ForeignSplice): void {
    this.#peer.tell('splice', { ...splice, inserted: splice.inserted.map(withoutPlace) });
  }

  reset(elements: readonly ScriptElement[], foreign: number): void {
    this.#peer.tell('reset', { elements: elements.map(withoutPlace), foreign });
  }

  showTitlePage(entries: readonly { readonly key: string; readonly value: string }[]): void {
    this.#peer.tell('titlePage', { entries: entries.map(({ key, value }) => ({ key, value })) });
  }

  applySettings(settings: PageStart['settings']): void {
    this.#peer.tell('settings', settings);
  }

  /** Sends the states that differ from what the page knows. */
  showLineStates(states: readonly LineState[]): void {
    if (!this.isUp) return;
    const next = new Map(states.map((state) => [state.elementId, state]));
    const changed = states.filter((state) => !isSameState(this.#sentStates.get(state.elementId), state));
    const gone = [...this.#sentStates.keys()].filter((id) => !next.has(id));
    this.#sentStates = next;
    const sent = [...changed, ...gone.map((elementId): LineState => ({ elementId, state: 'none' }))];
    if (sent.length > 0) this.#peer.tell('lineStates', { states: sent });
  }

  /** Puts the caret into a line, now or when the page is up. */
  reveal(place: ElementCaret): void {
    this.#lastElementId = place.elementId;
    if (this.isUp) this.#peer.tell('reveal', place);
    else this.#pendingReveal = place;
  }

  /** Selects from the start of one element to the end of another. */
  select(firstId: string, lastId: string): void {
    this.#peer.tell('select', { firstId, lastId });
  }

  setElementType(type: ElementType): void {
    this.#peer.tell('setElementType', { type });
  }

  perform(action: PageAction): void {
    this.#peer.tell('perform', { action });
  }

  /** Where the caret is right now; after a quarter of a second without an answer where it last was. */
  async caret(): Promise<ElementCaret | undefined> {
    const last = this.#lastElementId === undefined ? undefined : { elementId: this.#lastElementId, offset: 0 };
    if (!this.isUp) return last;
    const answer = await this.#within(250, this.#peer.call('caret', {}));
    return answer?.caret ?? last;
  }

  /** The elements that the page's selection touches, in order; none while it does not answer. */
  async selectedElements(): Promise<readonly string[]> {
    const answer = this.isUp ? await this.#within(250, this.#peer.call('selection', {})) : undefined;
    return answer?.elementIds ?? [];
  }

  /** Has the page send everything typed; gives up after half a second. */
  async flush(): Promise<void> {
    if (this.isUp) await this.#within(500, this.#peer.call('flush', {}));
  }

  /** Plays a sound in the page; false when the browser wants a click first. */
  async play(elementId: string, sound: vscode.Uri, rate: number): Promise<boolean> {
    const uri = this.panel.webview.asWebviewUri(sound).toString();
    const answer = await this.#within(3_000, this.#peer.call('play', { elementId, uri, rate }));
    return answer?.started ?? false;
  }

  /** Shows what is heard now; nothing without it. */
  showSpeaking(speaking: { readonly elementId: string; readonly word?: TextRange } | undefined): void {
    if (this.isUp) this.#peer.tell('speaking', speaking ?? {});
  }

  stop(): void {
    if (this.isUp) this.#peer.tell('stop', {});
  }

  dispose(): void {
    this.#isUp = false;
    this.#lifetime.dispose();
  }

  #handlers(events: PagePanelEvents, log: Log): HostHandlers {
    const { start, caretMoved, ...others } = events;
    return {
      ...others,
      ready: () => {
        const state = start();
        this.#isUp = true;
        this.#sentStates = new Map(state.lineStates.map((line) => [line.elementId, line]));
        this.#revealPending();
        return state;
      },
      caretMoved: ({ elementId }) => {
        this.#lastElementId = elementId;
        caretMoved(elementId);
        return {};
      },
      logError: ({ message }) => {
        log.warn(`Page: ${message}`);
        return {};
      },
    };
  }

  /** After the answer to `ready`, which is posted when this turn is over. */
  #revealPending(): void {
    const place = this.#pendingReveal;
    this.#pendingReveal = undefined;
    if (place) this.#clock.after(0, () => this.reveal(place));
  }

  /** A hidden page is taken down by VS Code; it asks for its state when it comes back. */
  #viewStateChanged(): void {
    if (!this.panel.visible) this.#isUp = false;
  }

  async #within<T>(milliseconds: number, answer: Promise<T>): Promise<T | undefined> {
    const timer = new Disposables();
    const late = new Promise<undefined>((resolve) => {
      timer.add(this.#clock.after(milliseconds, () => resolve(undefined)));
    });
    try {
      return await Promise.race([answer, late]);
    } catch {
      // The page is gone or could not answer; its own error was logged there.
      return undefined;
    } finally {
      timer.dispose();
    }
  }
}

function isSameState(a: LineState | undefined, b: LineState): boolean {
  return a?.state === b.state && a.durationSeconds === b.durationSeconds && a.why === b.why;
}
