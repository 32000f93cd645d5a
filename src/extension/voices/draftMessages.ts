/** What the extension and the draft-voice program say to each other over the child process's message channel. */
import * as z from 'zod/mini';

z.config({ jitless: true });

/** One line to speak. The sound comes to lie at `path` (absolute), whole or not at all. */
export interface SpeakRequest {
  readonly kind: 'speak';
  readonly id: number;
  readonly text: string;
  /** A voice of eSpeak NG, such as `sv` or `en-US`. */
  readonly voice: string;
  /** A voice variant of eSpeak NG, such as `f2`. */
  readonly variant: string;
  /** 0 to 99; 50 is the variant's own. */
  readonly pitch: number;
  readonly wordsPerMinute: number;
  /** How far the pitch moves within a sentence: 0 to 100, 50 is the voice's own. */
  readonly range: number;
  readonly path: string;
}

/** When a word of the spoken text is heard. `start`..`end` are UTF-16 offsets into it, times are milliseconds into the sound. */
const wordTiming = z.object({ start: z.int(), end: z.int(), fromMs: z.number(), toMs: z.number() });
export type WordTiming = z.infer<typeof wordTiming>;

const spoken = z.object({
  kind: z.literal('spoken'),
  id: z.int(),
  durationMs: z.int(),
  sampleRate: z.int(),
  /** Loudest sample of each fiftieth of a second, 0 to 255 of full scale. */
  peaks: z.instanceof(Uint8Array),
  words: z.array(wordTiming),
});
export type Spoken = z.infer<typeof spoken>;

const failed = z.object({
  kind: z.literal('failed'),
  id: z.int(),
  /** The system's name of the failure (`ENOSPC`) where it has one. */
  code: z.optional(z.string()),
  /** For the log; never the line's text. */
  reason: z.string(),
});

export const draftReply = z.discriminatedUnion('kind', [spoken, failed]);
export type DraftReply = z.infer<typeof draftReply>;
