import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { MediaStore } from '../../library/media.ts';
import type { Log } from '../../platform/log.ts';
import type { OfferedVoice } from '../elevenLabs/speechService.ts';
import type { VoiceAccount } from '../voiceAccount.ts';
import { VoiceError } from '../voiceErrors.ts';
import { providerIdOf } from '../voiceProvider.ts';
import { type CatalogVoice, matches, type VoiceCatalog } from './voiceCatalog.ts';

/** What is remembered between windows: VS Code's memento has this shape. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface ElevenLabsCatalog extends VoiceCatalog {
  /** The name of a voice that was seen once; undefined for any other. Asks nobody. */
  nameOf(voiceId: string | null): string | undefined;
}

const memoryKey = 'screenplay.voiceNames';
const names = z.record(z.string(), z.string());
const largestPreview = 5_000_000;
const previewMs = 15_000;
/** What a writer chooses by; the service has many more. */
const shownLabels = ['gender', 'age', 'accent', 'language', 'descriptive', 'use_case'];

/** The voices of the writer's account. Empty without a key; what goes wrong is in the log, for the draft voices are offered beside them. */
export function createElevenLabsCatalog(
  account: VoiceAccount,
  deps: { readonly media: Pick<MediaStore, 'temporaryFolder'>; readonly memory: Memory; readonly log: Log },
): ElevenLabsCatalog {
  const { media, memory, log } = deps;
  const known = () => names.safeParse(memory.get(memoryKey)).data ?? {};
  const voices = async (signal: AbortSignal): Promise<readonly OfferedVoice[]> => {
    try {
      const found = await (await account.open()).voices(signal);
      const seen = Object.fromEntries(found.map(({ id, name }) => [id, name]));
      if (found.some(({ id, name }) => known()[id] !== name)) await memory.update(memoryKey, { ...known(), ...seen });
      return found;
    } catch (cause) {
      const isUsual = cause instanceof VoiceError && (cause.reason === 'noKey' || cause.reason === 'untrusted');
      if (!isUsual) log.warn('The voices of ElevenLabs could not be listed', cause);
      return [];
    }
  };
  return {
    nameOf: (voiceId) => (voiceId === null ? undefined : known()[voiceId]),
    has: (voiceId) => providerIdOf(voiceId) === 'elevenlabs',
    refresh: () => account.current?.forget(),
    async search(query, signal) {
      const found = await voices(signal);
      return found.filter((voice) => matches(wordsOf(voice), query)).map(shown);
    },
    async preview(voiceId, _line, signal) {
      const voice = (await voices(signal)).find(({ id }) => id === voiceId);
      return voice?.previewUrl === undefined
        ? undefined
        : download(voice.previewUrl, await media.temporaryFolder(), signal);
    },
  };
}

function shown({ id, name, labels }: OfferedVoice): CatalogVoice {
  const traits = shownLabels.flatMap((label) => labels[label] ?? []).map((trait) => trait.replaceAll('_', ' '));
  return { voiceId: id, name, traits };
}

function wordsOf({ name, description, labels, category }: OfferedVoice): string {
  return [name, description, category, ...Object.values(labels)].join(' ');
}

/** The service's own sample of a voice: free to hear, the same for everybody. */
async function download(address: string, folder: string, signal: AbortSignal): Promise<string | undefined> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isSafe = url?.protocol === 'https:' || url?.hostname === '127.0.0.1';
  if (!url || !isSafe) return undefined;
  const path = join(folder, `preview-${createHash('sha256').update(address).digest('hex').slice(0, 32)}.mp3`);
  if (existsSync(path)) return path;
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(previewMs)]) });
  const isSmall = Number(response.headers.get('content-length') ?? 0) <= largestPreview;
  if (!response.ok || !isSmall) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length === 0 || bytes.length > largestPreview) return undefined;
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return path;
}
