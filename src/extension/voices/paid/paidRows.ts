/** What the library remembers of a paid request: while its answer is out, and afterwards. */
import * as z from 'zod/mini';
import type { MediaStore } from '../../library/media.ts';
import type { VoiceRequestRow } from '../../library/rows.ts';
import type { RequestSlot } from '../voiceProvider.ts';

/** What a kept sound is, beside its file. */
const keptFacts = z.object({
  durationMs: z.number(),
  sampleRate: z.number(),
  /** Base64 of one byte for each fiftieth of a second. */
  peaks: z.string(),
  words: z.array(z.object({ start: z.int(), end: z.int(), fromMs: z.number(), toMs: z.number() })),
});
export type KeptFacts = z.infer<typeof keptFacts>;

/** A sound that was paid for, in a file below the media root. */
export interface KeptSound {
  readonly fileUrl: string;
  readonly facts: KeptFacts;
  /** What the service took for it just now; 0 when it was there. */
  readonly credits: number;
}

/** One sound to be asked of a service. */
export interface PaidRequest {
  readonly key: string;
  /** A further take is wanted: what is kept does not serve. */
  readonly isFurtherTake: boolean;
  readonly voice: string;
  readonly model: string;
  /** Exactly what is sent as the text. */
  readonly text: string;
  /** What else is sent that the service remembers of a sound. */
  readonly settings: Readonly<Record<string, number | boolean>>;
  /** Two-letter code, maybe with a region. */
  readonly language: string;
  readonly previousText?: string | undefined;
  /** 16-bit samples a second. */
  readonly sampleRate: 24_000 | 44_100;
  readonly slot?: RequestSlot | undefined;
}

/** What is remembered of a request while its answer is out. */
export function askedFacts({ settings, language, previousText, sampleRate }: PaidRequest): z.infer<typeof askedShape> {
  return { settings: { ...settings }, language, sampleRate, ...(previousText === undefined ? {} : { previousText }) };
}

const askedShape = z.object({
  settings: z.record(z.string(), z.union([z.number(), z.boolean()])),
  language: z.string(),
  previousText: z.optional(z.string()),
  sampleRate: z.union([z.literal(24_000), z.literal(44_100)]),
});

export function askedSettings(row: VoiceRequestRow): Readonly<Record<string, unknown>> {
  return askedShape.safeParse(row.facts).data?.settings ?? {};
}

/** True unless both sides know a setting and differ in it. Numbers come back a little rounded. */
export function agree(
  asked: Readonly<Record<string, unknown>>,
  remembered: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(asked).every(([name, value]) => {
    const other = remembered[name];
    if (typeof value === 'number' && typeof other === 'number') return Math.abs(value - other) < 0.005;
    return other === undefined || other === null || other === value;
  });
}

/** A request of a row whose answer is out; undefined when the row does not say enough. */
export function requestOf(row: VoiceRequestRow): PaidRequest | undefined {
  const asked = askedShape.safeParse(row.facts).data;
  if (row.text === null || !asked) return undefined;
  const { request_key: key, voice, model, text, take } = row;
  return { ...asked, key, voice, model, text, isFurtherTake: take > 0 };
}

/** The sound of an answered row whose file is there. */
export function keptSound(row: VoiceRequestRow, media: Pick<MediaStore, 'exists'>): KeptSound | undefined {
  const facts = keptFacts.safeParse(row.facts).data;
  if (row.file_url === null || !facts || !media.exists(row.file_url)) return undefined;
  return { fileUrl: row.file_url, facts, credits: 0 };
}

export function isRecord(value: unknown): value is Record<string, unknown> & object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
