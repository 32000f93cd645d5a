import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaStore } from '../library/media.ts';
import { presets, voiceIdOf } from './presets.ts';
import { requestKey } from './requestKey.ts';
import type { VoiceProvider } from './voiceProvider.ts';
import { voiceName } from './voiceTexts.ts';

/** A voice that a character can be cast with. */
export interface CatalogVoice {
  /** As it is stored for a character. */
  readonly voiceId: string;
  readonly name: string;
  /** Gender, age, accent: what helps to choose. May be empty. */
  readonly traits: readonly string[];
}

/** What a preview says, and in which language. */
export interface PreviewLine {
  readonly text: string;
  readonly language: string;
}

/** The voices of a provider, to look for and to listen to. */
export interface VoiceCatalog {
  /** Voices whose name or traits have the words of `query`; all of them, or the best, for an empty one. Rejects with a HumanError. */
  search(query: string, signal: AbortSignal): Promise<readonly CatalogVoice[]>;
  /** True for a voice id of this catalog. */
  has(voiceId: string): boolean;
  /** Absolute path of a sound of the voice, below the media root; it costs nothing. Undefined where there is none. */
  preview(voiceId: string, line: PreviewLine, signal: AbortSignal): Promise<string | undefined>;
}

/** The built-in voices: each says a line of the character's own. */
export function createDraftCatalog(provider: VoiceProvider, media: Pick<MediaStore, 'temporaryFolder'>): VoiceCatalog {
  const voices = () =>
    presets.map((preset): CatalogVoice => {
      const voiceId = voiceIdOf(preset);
      return { voiceId, name: voiceName(voiceId) ?? preset.id, traits: [] };
    });
  return {
    search: async (query) => voices().filter(({ name }) => matches(name, query)),
    has: (voiceId) => voices().some((voice) => voice.voiceId === voiceId),
    async preview(voiceId, { text, language }, signal) {
      const sound =
        provider.soundOf({ voice: voiceId, language, text }) ??
        provider.soundOf({ voice: voiceId, language: 'en', text });
      if (!sound) return undefined;
      const key = requestKey(sound, text);
      const path = join(await media.temporaryFolder(), `preview-${key.slice(0, 32)}.wav`);
      if (!existsSync(path)) await provider.synthesize({ text, sound, key, path }, signal);
      return path;
    },
  };
}

/** True when a text has every word of a query, whatever the case. */
export function matches(text: string, query: string): boolean {
  const within = text.toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => within.includes(word));
}
