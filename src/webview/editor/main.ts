import './withoutEval.ts';
import './editor.css';
import { showNotice } from './desk.ts';
import { connectToHost, type Host } from './hostConnection.ts';
import { createTranslate } from './strings.ts';
import { createSurface, type Surface } from './surface.ts';
import type { WebviewApi } from './viewState.ts';

declare function acquireVsCodeApi(): WebviewApi;

/** Ten times a long feature; beyond it the browser would be busy for minutes. */
const MAX_ELEMENTS = 40_000;
const MAX_CHARACTERS = 3_000_000;

function isTooLong(elements: readonly { readonly text: string }[]): boolean {
  if (elements.length > MAX_ELEMENTS) return true;
  return elements.reduce((sum, { text }) => sum + text.length, 0) > MAX_CHARACTERS;
}

/** The faces are on their way before there is text to set in them. */
function loadFaces(): void {
  for (const face of ['16px "Courier Prime"', 'bold 16px "Courier Prime"']) void document.fonts.load(face);
}

async function start(api: WebviewApi, host: Host, show: (surface: Surface) => void): Promise<void> {
  try {
    const first = await host.call('ready', {});
    const root = document.getElementById('root') ?? document.body;
    if (isTooLong(first.elements)) showNotice(root, createTranslate(first.strings)('page.tooLong'));
    else show(createSurface({ root, api, host, first }));
  } catch (cause) {
    host.tell('logError', { message: `The page could not start: ${String(cause)}` });
  }
}

function main(): void {
  const api = acquireVsCodeApi();
  loadFaces();
  let surface: Surface | undefined;
  const host = connectToHost(api, () => surface);
  void start(api, host, (shown) => {
    surface = shown;
  });
}

main();
