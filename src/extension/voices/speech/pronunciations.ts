import * as z from 'zod/mini';
import type { VoiceSound } from '../voiceProvider.ts';
import { pronounced, type Respelling } from './reading.ts';

/** How words are said in a project, by the word as it is written. */
export type Pronunciations = Readonly<Record<string, string>>;

const stored = z.array(z.tuple([z.int(), z.int(), z.string()]));

/** Those of the writer's pronunciations that a text meets, as a setting of its sound: what it does not meet asks for no new sound. */
export function pronunciationSetting(text: string, list: Pronunciations = {}): string | undefined {
  const met = pronounced(text, list);
  return met.length === 0 ? undefined : JSON.stringify(met.map(({ start, end, said }) => [start, end, said]));
}

/** The words of a list that a text meets, in small letters, with how each is said. */
export function metPronunciations(text: string, list: Pronunciations): Pronunciations {
  return byWord(text, pronounced(text, list));
}

/** The same of a sound that was made of a text. */
export function spokenPronunciations(text: string, sound: Pick<VoiceSound, 'settings'>): Pronunciations {
  return byWord(text, pronunciationsOf(sound));
}

function byWord(text: string, respellings: readonly Respelling[]): Pronunciations {
  const words = respellings.map(({ start, end, said }) => [text.slice(start, end).toLowerCase(), said] as const);
  return Object.fromEntries(words.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

export function sayAlike(a: Pronunciations, b: Pronunciations): boolean {
  const words = Object.keys(a);
  return words.length === Object.keys(b).length && words.every((word) => a[word] === b[word]);
}

/** What {@link pronunciationSetting} stands for. */
export function pronunciationsOf({ settings }: Pick<VoiceSound, 'settings'>): readonly Respelling[] {
  const setting = settings['pronunciations'];
  const list = typeof setting === 'string' ? stored.parse(JSON.parse(setting)) : [];
  return list.map(([start, end, said]) => ({ start, end, said }));
}
