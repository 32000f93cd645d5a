import './withoutEval.ts';
import './editor.css';
import { showNotice } from './desk.ts';
import { connectToHost, type HostConnection } from './hostConnection.ts';
import { createTranslate } from './strings.ts';
import { createSurface } from './surface.ts';
import type { WebviewApi } from './viewState.ts';

declare function acquireVsCodeApi(): WebviewApi;

/** Ten times a long feature; beyond it the browser would be busy for minutes. */
const MAX_ELEMENTS = 40_000;
const MAX_CHARACTERS = 3_000_000;

function isTooLong(elements: readonly { readonly text: string }[]): boolean {
  if (elements.length > MAX_ELEMENTS) return true;
  return elements.reduce((sum, { text }) => sum + text.length, 0) > MAX_CHARACTERS;
}

const faces = ['16px', 'bold 16px', 'italic 16px'].map((face) => `${face} "Courier Prime"`);

/** After so many ms the text is set in whatever there is. */
const LONGEST_WAIT_FOR_FACES = 150;

/** Each face that came after the text would have all of it laid out again. */
function loadFaces(): Promise<unknown> {
  const loaded = Promise.allSettled([...faces, '16px codicon'].map((face) => document.fonts.load(face)));
  return Promise.race([loaded, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_FOR_FACES))]);
}

async function start(api: WebviewApi, connection: HostConnection, readyToDraw: Promise<unknown>): Promise<void> {
  const { host } = connection;
  try {
    const first = await host.call('ready', {});
    connection.begin();
    await readyToDraw;
    const root = document.getElementById('root') ?? document.body;
    if (isTooLong(first.elements)) showNotice(root, createTranslate(first.strings)('page.tooLong'));
    else connection.show(createSurface({ root, api, host, first }));
  } catch (cause) {
    host.tell('logError', { message: `The page could not start: ${String(cause)}` });
  }
}

function main(): void {
  const loaded = loadFaces();
  const api = acquireVsCodeApi();
  void start(api, connectToHost(api), loaded);
}

main();
