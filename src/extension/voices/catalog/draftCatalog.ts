import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaStore } from '../../library/media.ts';
import { presets, voiceIdOf } from '../presets.ts';
import { requestKey } from '../requestKey.ts';
import type { VoiceProvider } from '../voiceProvider.ts';
import { voiceName } from '../voiceTexts.ts';
import { type CatalogVoice, matches, type VoiceCatalog } from './voiceCatalog.ts';

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
