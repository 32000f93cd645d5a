// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The draft voice: a program of its own around eSpeak NG. It is forked by the extension, speaks one line for each message,
 * and answers with what there is to know about the sound; the sound itself goes to a file.
 * The first argument is the folder of eSpeak NG; without it, the program's own.
 */
import fs from 'node:fs';
import type { DraftReply, SpeakRequest, Spoken } from '../draftMessages.ts';
import { wavFile } from '../sound/wav.ts';
import { loadEngine, sampleRate } from './engine.ts';
import { level, peaks, trimSilence } from './sound.ts';
import { timeWords } from './words.ts';

const engine = loadEngine(process.argv[2] ?? import.meta.dirname);
// Each request awaits it and reports; a load that fails before the first request must not end the program unheard.
engine.catch(() => {});

/**
 * Whole or not at all: a reader never sees half a sound. Whoever keeps it makes it safe from a power failure; here the next line would
 * wait for the disk.
 */
function writeWhole(path: string, bytes: Uint8Array): void {
  const part = `${path}.part`;
  try {
    const file = fs.openSync(part, 'w');
    try {
      let written = 0;
      while (written < bytes.length) written += fs.writeSync(file, bytes, written);
    } finally {
      fs.closeSync(file);
    }
    fs.renameSync(part, path);
  } catch (cause) {
    fs.rmSync(part, { force: true });
    throw cause;
  }
}

async function speak(request: SpeakRequest): Promise<Spoken> {
  const say = await engine;
  const speech = say(request);
  const trimmed = trimSilence(speech.samples, sampleRate);
  const samples = level(trimmed.samples, sampleRate);
  writeWhole(request.path, wavFile({ samples, sampleRate }));
  const durationMs = Math.round((samples.length / sampleRate) * 1000);
  return {
    kind: 'spoken',
    id: request.id,
    durationMs,
    sampleRate,
    peaks: peaks(samples, sampleRate),
    words: [...timeWords(request.text, speech.wordStarts, trimmed.startMs, durationMs)],
  };
}

function failure(id: number, cause: unknown): DraftReply {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const reason = cause instanceof Error ? cause.message : 'unknown';
  return { kind: 'failed', id, reason, ...(code === undefined ? {} : { code }) };
}

process.on('message', async (request: SpeakRequest) => {
  process.send?.(await speak(request).catch((cause: unknown) => failure(request.id, cause)));
});
// The extension ended, in whatever way.
process.on('disconnect', () => process.exit(0));
