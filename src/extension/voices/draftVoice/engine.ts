// SPDX-License-Identifier: GPL-3.0-or-later
/** eSpeak NG, compiled for JavaScript: text in, samples and word times out. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface EngineEvent {
  readonly type: string;
  /** 1-based, in code points of the escaped text. */
  readonly text_position: number;
  /** Milliseconds. */
  readonly audio_position: number;
}

interface Worker {
  /** 0 when the voice exists. A variant that does not exist is not noticed. */
  set_voice(name: string): number;
  set_rate(wordsPerMinute: number): void;
  set_pitch(pitch: number): void;
  set_range(range: number): void;
  synthesize(text: string, take: (samples: Int16Array | null, events: readonly EngineEvent[]) => boolean): void;
}

interface EngineModule {
  readonly eSpeakNGWorker: new () => Worker;
}

type LoadEngine = (options: { readonly getPreloadedPackage: () => ArrayBuffer }) => Promise<EngineModule>;

export interface Utterance {
  readonly text: string;
  readonly voice: string;
  readonly variant: string;
  readonly pitch: number;
  readonly wordsPerMinute: number;
  /** 0 to 100; 50 is the voice's own. */
  readonly range: number;
}

/** `atMs`: when the word at UTF-16 offset `offset` of the text begins. */
export interface WordStart {
  readonly offset: number;
  readonly atMs: number;
}

export interface Speech {
  readonly samples: Int16Array;
  readonly wordStarts: readonly WordStart[];
}

/** Samples a second that eSpeak NG makes. */
export const sampleRate = 22_050;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * The engine reads SSML, and phoneme codes within `[[…]]`: what would be either is written so that it is only text.
 * `offsets[i]` is the place in `text` of the i-th code point of `escaped`.
 */
export function escapeMarkup(text: string): { readonly escaped: string; readonly offsets: readonly number[] } {
  const offsets: number[] = [];
  let escaped = '';
  let offset = 0;
  for (const character of text) {
    const opensPhonemes = character === '[' && escaped.endsWith('[');
    const written = opensPhonemes ? ' [' : (entities[character] ?? character);
    escaped += written;
    for (const _ of written) offsets.push(offset);
    offset += character.length;
  }
  return { escaped, offsets };
}

function joined(chunks: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Loads eSpeak NG from a folder that holds `espeak-ng.js` and `espeak-ng.data`. */
export async function loadEngine(folder: string): Promise<(utterance: Utterance) => Speech> {
  const data = fs.readFileSync(path.join(folder, 'espeak-ng.data'));
  // The engine lies beside the program as a file of its own; its shape is that of the Emscripten port.
  const engine = (await import(pathToFileURL(path.join(folder, 'espeak-ng.js')).href)) as { default: LoadEngine };
  const bytes = data.buffer.slice(data.byteOffset, data.byteOffset + data.length) as ArrayBuffer;
  const module = await engine.default({ getPreloadedPackage: () => bytes });
  const worker = new module.eSpeakNGWorker();
  return (utterance) => speak(worker, utterance);
}

function speak(worker: Worker, { text, voice, variant, pitch, wordsPerMinute, range }: Utterance): Speech {
  const status = worker.set_voice(`${voice}+${variant}`);
  if (status !== 0) throw new Error(`eSpeak NG refused the voice ${voice}+${variant} (${status})`);
  worker.set_rate(wordsPerMinute);
  worker.set_pitch(pitch);
  worker.set_range(range);
  const { escaped, offsets } = escapeMarkup(text);
  const chunks: Int16Array[] = [];
  const wordStarts: WordStart[] = [];
  worker.synthesize(escaped, (samples, events) => {
    if (samples !== null && samples.length > 0) chunks.push(Int16Array.from(samples));
    for (const event of events) {
      if (event.type !== 'word') continue;
      wordStarts.push({ offset: offsets[event.text_position - 1] ?? text.length, atMs: event.audio_position });
    }
    return false;
  });
  return { samples: joined(chunks), wordStarts };
}
