import './withoutEval.ts';
import './editor.css';
import { connectToHost, type Host } from './hostConnection.ts';
import { createSurface, type Surface } from './surface.tsx';
import type { WebviewApi } from './viewState.ts';

declare function acquireVsCodeApi(): WebviewApi;

async function start(api: WebviewApi, host: Host, show: (surface: Surface) => void): Promise<void> {
  try {
    const first = await host.call('ready', {});
    show(createSurface({ root: document.getElementById('root') ?? document.body, api, host, first }));
  } catch (cause) {
    host.tell('logError', { message: `The page could not start: ${String(cause)}` });
  }
}

function main(): void {
  const api = acquireVsCodeApi();
  let surface: Surface | undefined;
  const host = connectToHost(api, () => surface);
  void start(api, host, (shown) => {
    surface = shown;
  });
}

main();
