/**
 * What the service takes, written to the public API description and stricter than it: the description allows unknown keys, any number
 * as a setting and an empty text, the service does not.
 */
import * as z from 'zod';

const share = z.number().min(0).max(1);

const voiceSettings = z
  .strictObject({
    stability: share,
    similarity_boost: share,
    style: share,
    use_speaker_boost: z.boolean(),
    speed: z.number().min(0.7).max(1.2),
  })
  .partial();

export const speechBody = z.strictObject({
  text: z.string().min(1),
  model_id: z.string(),
  language_code: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  voice_settings: voiceSettings.optional(),
  seed: z.number().int().min(0).max(4_294_967_295).optional(),
  previous_text: z.string().min(1).optional(),
  next_text: z.string().min(1).optional(),
  apply_text_normalization: z.enum(['auto', 'on', 'off']).optional(),
});
export type SpeechBody = z.infer<typeof speechBody>;

const speechFormats = [
  ...['mp3_22050_32', 'mp3_44100_32', 'mp3_44100_64', 'mp3_44100_96', 'mp3_44100_128', 'mp3_44100_192'],
  ...['pcm_8000', 'pcm_16000', 'pcm_22050', 'pcm_24000', 'pcm_44100', 'pcm_48000'],
  ...['ulaw_8000', 'alaw_8000', 'opus_48000_32', 'opus_48000_64', 'opus_48000_96', 'opus_48000_128', 'opus_48000_192'],
] as const;

const flag = z.enum(['true', 'false']);
const pages = z
  .string()
  .regex(/^\d+$/)
  .refine((value) => Number(value) >= 1 && Number(value) <= 100);

/** Query parameters of each path. */
export const queries = {
  speech: z.strictObject({ output_format: z.enum(speechFormats).optional(), enable_logging: flag.optional() }),
  voices: z.strictObject({
    page_size: pages.optional(),
    next_page_token: z.string().optional(),
    search: z.string().optional(),
    include_total_count: flag.optional(),
  }),
  history: z.strictObject({
    page_size: pages.optional(),
    start_after_history_item_id: z.string().optional(),
    voice_id: z.string().optional(),
  }),
  none: z.strictObject({}),
} as const;

/** Rules of models that the description tells in words. */
export function modelTrouble(body: SpeechBody): string | undefined {
  const { model_id: model, language_code, previous_text, next_text, voice_settings } = body;
  if (model.startsWith('eleven_multilingual_v2') && language_code !== undefined) return 'language_code';
  if (!model.startsWith('eleven_v3')) return undefined;
  if (previous_text !== undefined || next_text !== undefined) return 'previous_text';
  const stability = voice_settings?.stability;
  return stability !== undefined && ![0, 0.5, 1].includes(stability) ? 'stability' : undefined;
}
