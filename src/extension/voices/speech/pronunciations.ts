import * as z from 'zod/mini';
import type { VoiceSound } from '../voiceProvider.ts';
import { pronounced, type Respelling } from './reading.ts';

const stored = z.array(z.tuple([z.int(), z.int(), z.string()]));

/** Those of the writer's pronunciations that a text meets, as a setting of its sound: what it does not meet asks for no new sound. */
export function pronunciationSetting(text: string, list: Readonly<Record<string, string>> = {}): string | undefined {
  const met = pronounced(text, list);
  return met.length === 0 ? undefined : JSON.stringify(met.map(({ start, end, said }) => [start, end, said]));
}

/** What {@link pronunciationSetting} stands for. */
export function pronunciationsOf({ settings }: Pick<VoiceSound, 'settings'>): readonly Respelling[] {
  const setting = settings['pronunciations'];
  const list = typeof setting === 'string' ? stored.parse(JSON.parse(setting)) : [];
  return list.map(([start, end, said]) => ({ start, end, said }));
}
