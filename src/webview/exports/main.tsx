/** Entry of the export page: it mixes for the host and shows how far the export is. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import * as z from 'zod/mini';
import { createPeer } from '../rpc.ts';
import { Button } from '../ui/button.tsx';
import { registerControls } from '../ui/toolkit.ts';
import { availableFormats, Film } from './film.ts';
import { SoundMixer } from './mixSounds.ts';
import { type ExportStrings, exportStrings, stringsAttribute, toHost, toPage } from './protocol.ts';
import './exports.css';

declare function acquireVsCodeApi(): { postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void };

z.config({ jitless: true });

function main(): void {
  const api = acquireVsCodeApi();
  registerControls();
  const mixer = new SoundMixer();
  let film: Film | undefined;
  const progress = signal({ done: 0, what: '' });
  const peer = createPeer({
    local: toPage,
    remote: toHost,
    handlers: {
      mix: async ({ clips, fromSeconds, seconds, sampleRate }) => {
        const { left, right, failed } = await mixer.mix(clips, fromSeconds, seconds, sampleRate);
        return { left: left.buffer, right: right.buffer, failed: [...failed] };
      },
      filmFormats: async ({ width, height }) => ({ formats: await availableFormats(width, height) }),
      beginFilm: async (options) => {
        film = await Film.begin(options, (position, data) => peer.call('filmBytes', { position, data }));
        return {};
      },
      addToFilm: async ({ fromFrame, toFrame, clips }) => ({
        failed: [...((await film?.add(fromFrame, toFrame, clips, mixer)) ?? [])],
      }),
      finishFilm: async () => {
        await film?.finish();
        film = undefined;
        return {};
      },
      progress: (now) => {
        progress.value = now;
        return {};
      },
    },
    post: (message) => api.postMessage(message),
    onError: (message, cause) => peer.tell('logError', { message: `${message}: ${String(cause ?? '')}` }),
  });
  window.addEventListener('message', (event) => peer.receive(event.data));
  const strings = z.parse(
    exportStrings,
    JSON.parse(decodeURIComponent(document.body.getAttribute(stringsAttribute) ?? '')),
  );
  const root = document.getElementById('root');
  if (root) render(<Progress progress={progress} strings={strings} onCancel={() => peer.tell('cancel', {})} />, root);
  peer.tell('ready', {});
}

interface ProgressProps {
  readonly progress: { readonly value: { readonly done: number; readonly what: string } };
  readonly strings: ExportStrings;
  readonly onCancel: () => void;
}

function Progress({ progress, strings, onCancel }: ProgressProps) {
  const { done, what } = progress.value;
  const percent = Math.round(done * 100);
  return (
    <main>
      <h1>{strings.title}</h1>
      <p class="what">{what}</p>
      <progress max={100} value={percent} aria-label={strings.title} />
      <p role="status">{strings.done.replace('{0}', String(percent))}</p>
      <Button appearance="secondary" onClick={onCancel}>
        {strings.cancel}
      </Button>
    </main>
  );
}

main();
