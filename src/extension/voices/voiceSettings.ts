/** A character's `voice_settings` as they are stored, and which of them a voice understands. */
import * as z from 'zod/mini';

const share = z.number().check(z.gte(0), z.lte(1));

/** Names and ranges as ElevenLabs has them (https://elevenlabs.io/docs/api-reference/voices/settings/get); all may be missing. */
const storedSettings = z.object({
  stability: z.catch(z.optional(share), undefined),
  similarity_boost: z.catch(z.optional(share), undefined),
  style: z.catch(z.optional(share), undefined),
  use_speaker_boost: z.catch(z.optional(z.boolean()), undefined),
  /** Id of the character of the same project whose voice this one has, whatever that is: `TOMMY SOM BARN` has TOMMY's. */
  same_voice_as: z.catch(z.optional(z.string()), undefined),
});

export type StoredSettings = z.infer<typeof storedSettings>;
/** How a voice sounds, without whose it is. */
export type VoiceSettings = Omit<StoredSettings, 'same_voice_as'>;

export const settingNames = ['stability', 'similarity_boost', 'style', 'use_speaker_boost'] as const;
export type SettingName = (typeof settingNames)[number];

/** What is stored, as far as it can be understood; other keys are left out. */
export function readSettings(stored: unknown): StoredSettings {
  return withoutUndefined(storedSettings.safeParse(stored ?? {}).data ?? {});
}

/** The settings that make a difference to a voice. */
export function understoodSettings(voiceId: string | null): readonly SettingName[] {
  if (voiceId === null) return [];
  return voiceId.startsWith('draft:') ? ['stability'] : settingNames;
}

/** Whether two settings sound the same with a voice. */
export function soundAlike(voiceId: string, a: VoiceSettings, b: VoiceSettings): boolean {
  const own = voiceId.startsWith('draft:') ? draftSettings : {};
  return understoodSettings(voiceId).every((name) => (a[name] ?? own[name]) === (b[name] ?? own[name]));
}

/** What a draft voice sounds like when nothing is set; what a voice of a service does is not known here. */
const draftSettings: VoiceSettings = { stability: 0.5 };

/** As they are stored: NULL when there is nothing to say. */
export function storedAs(settings: StoredSettings): StoredSettings | null {
  const told = withoutUndefined(settings);
  return Object.keys(told).length === 0 ? null : told;
}

function withoutUndefined<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}
