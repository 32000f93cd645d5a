/** The page editor in Chromium on the extension's own session over a text, as in VS Code but without it. */
import type { Page } from 'playwright-core';
import { type Page as OpenPage, PageSession } from '../../../src/extension/editor/pageSession.ts';
import { systemClock } from '../../../src/extension/platform/clock.ts';
import { type ScriptElement, withoutPlace } from '../../../src/language/document.ts';
import { type PageStart, toHost, toPage } from '../../../src/webview/editor/protocol.ts';
import { defaultStrings } from '../../../src/webview/editor/strings.ts';
import { createPeer, type Peer } from '../../../src/webview/rpc.ts';
import { FakeDocument } from '../../language/simulation/fakeDocument.ts';
import { type EditorPages, usualSettings } from './editorPage.ts';

const done = {};

export interface SharedPage {
  readonly page: Page;
  readonly document: FakeDocument;
  readonly session: PageSession;
  /** What either end could not take. */
  readonly faults: readonly string[];
  /** What the page's text says, read from what is drawn. */
  shown(): Promise<readonly Shown[]>;
}

export type Shown = Pick<ScriptElement, 'id' | 'type' | 'text'>;

/** Opens a text; the page that is open goes. */
export async function openShared(pages: Pick<EditorPages, 'open'>, text: string): Promise<SharedPage> {
  let given = 0;
  const newId = () => `n${given++}`;
  const document = new FakeDocument(text, newId);
  const session = new PageSession({ document, clock: systemClock, newId, onStuck: () => faults.push('stuck') });
  document.onDidEdit((edit) => session.documentEdited(edit));
  const faults: string[] = [];
  const blank = await pages.open({ script: { elements: [...document.elements], lineStates: [] } });
  const page = await blank.context().newPage();
  let sent = Promise.resolve();
  const post = (message: unknown) => {
    sent = sent.then(() => page.evaluate((given) => window.postMessage(given, '*'), message));
  };
  const peer = createPeer({
    local: toHost,
    remote: toPage,
    post,
    onError: (message) => faults.push(message),
    handlers: {
      ...quiet,
      ready: () => startOf(session, open),
      splice: (splice) => after(() => session.take(open, splice)),
      history: ({ command }) => after(() => void session.stepHistory(async () => void document[command]())),
      settle: () => after(() => session.settle()),
      logError: ({ message }) => after(() => faults.push(message)),
    },
  });
  const open = pageOf(peer);
  session.join(open);
  await page.exposeFunction('tellSession', (message: unknown) => peer.receive(message));
  await page.addInitScript(speakWithSession);
  // Wide enough for notes beside the sheet.
  await page.setViewportSize({ width: 1400, height: 900 });
  await page.goto(blank.url());
  await page.waitForSelector('.page-text > p');
  return { page, document, session, faults, shown: () => page.evaluate(readPage) };
}

const after = (act: () => unknown) => {
  act();
  return done;
};

const nothing = () => done;

const quiet = {
  generateVoice: nothing,
  playLine: nothing,
  played: nothing,
  caretMoved: nothing,
  editTitlePage: nothing,
  addTitlePage: nothing,
  changeSetting: nothing,
};

function startOf(session: PageSession, page: OpenPage): PageStart {
  const { elements, foreign } = session.start(page);
  return {
    elements: elements.map(withoutPlace),
    foreign,
    titlePage: [],
    lineStates: [],
    settings: usualSettings,
    strings: defaultStrings,
  };
}

function pageOf(peer: Peer<typeof toPage>): OpenPage {
  return {
    ack: (sequence) => peer.tell('ack', { sequence }),
    written: (sequence) => peer.tell('written', { sequence }),
    splice: (splice) => peer.tell('splice', { ...splice, inserted: splice.inserted.map(withoutPlace) }),
    reset: (elements, foreign) => peer.tell('reset', { elements: elements.map(withoutPlace), foreign }),
  };
}

/** Runs inside the page, before its script: VS Code's channel leads to the session. */
function speakWithSession(): void {
  const { tellSession } = window as unknown as { readonly tellSession: (message: unknown) => void };
  const api = {
    getState: () => undefined,
    setState: () => {},
    postMessage: (message: unknown) => tellSession(message),
  };
  Object.defineProperty(window, 'acquireVsCodeApi', { get: () => () => api, set: () => {} });
}

/** Runs inside the page. */
function readPage(): Shown[] {
  const read = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof HTMLElement) || node.isContentEditable === false) return '';
    if (node.nodeName === 'BR') return node.classList.contains('ProseMirror-trailingBreak') ? '' : '\n';
    return [...node.childNodes].map(read).join('');
  };
  return [...document.querySelectorAll<HTMLElement>('.page-text > p')].map((block) => ({
    id: block.dataset['elementId'] ?? '',
    type: block.dataset['type'] as Shown['type'],
    text: read(block),
  }));
}
