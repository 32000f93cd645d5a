import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import { laneNameOf, usualCostOf, usualLongestText } from './elevenLabs/capabilities.ts';
import { type ElevenLabsChoices, elevenLabsSound, readingOf } from './elevenLabs/elevenLabsSound.ts';
import { paidRequest } from './elevenLabs/paidRequest.ts';
import type { Credits, OfferedVoice, SpeechModel } from './elevenLabs/speechService.ts';
import { keptSound } from './paid/paidRows.ts';
import { piecesOf } from './speech/pieces.ts';
import type { Lane, Synthesis, VoiceLine, VoiceProvider, VoiceRequest, VoiceSound } from './voiceProvider.ts';
import { providerIdOf } from './voiceProvider.ts';

/** The voices of a service with an account. */
export interface PaidVoices {
  synthesize(request: VoiceRequest, signal: AbortSignal): Promise<Synthesis>;
  creditsFor(text: string, sound: VoiceSound): number;
  models(signal: AbortSignal): Promise<readonly SpeechModel[]>;
  voices(signal: AbortSignal): Promise<readonly OfferedVoice[]>;
  credits(signal: AbortSignal): Promise<Credits>;
  forget(): void;
}

/** What the writer has chosen for voices. */
export interface VoiceChoices extends ElevenLabsChoices {
  /** How words are said, by the word as it is written. */
  readonly pronunciations: Readonly<Record<string, string>>;
}

export interface CastProviderDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly draft: VoiceProvider;
  readonly elevenLabs: {
    /** Rejects with a VoiceError where there is no key, or no trust. */
    open(): Promise<PaidVoices>;
    /** What is open already. */
    readonly current: PaidVoices | undefined;
  };
  /** What the writer has chosen, for a project where one is meant. */
  readonly choices: (projectId?: string) => VoiceChoices;
}

/** All voices as one provider: each line goes to whose voice it has. */
export function createCastProvider({ library, media, draft, elevenLabs, choices }: CastProviderDeps): VoiceProvider {
  const isDraft = (voice: string) => providerIdOf(voice) === 'draft';
  const isKept = (text: string, sound: VoiceSound): boolean => {
    if (isDraft(sound.voice)) return false;
    const pieces = piecesOf(readingOf(text, sound).said, usualLongestText(sound.model));
    return pieces.every((piece) => {
      const [row] = library.voiceRequests(paidRequest(sound, piece.text, { variation: 0 }).key);
      return row !== undefined && keptSound(row, media) !== undefined;
    });
  };
  return {
    soundOf(line: VoiceLine) {
      const chosen = choices(line.projectId);
      const meant = { pronunciations: chosen.pronunciations, ...line };
      return isDraft(line.voice) ? draft.soundOf(meant) : elevenLabsSound(meant, chosen);
    },
    laneOf: (voice: string): Lane =>
      isDraft(voice)
        ? draft.laneOf(voice)
        : { name: laneNameOf(choices().model), provider: 'elevenlabs', atFirst: 2, isPrepared: true },
    creditsFor(text, sound) {
      if (isDraft(sound.voice)) return 0;
      const known = elevenLabs.current?.creditsFor(text, sound);
      return known ?? readingOf(text, sound).said.length * usualCostOf(sound.model);
    },
    isKept,
    async synthesize(request, signal) {
      if (isDraft(request.sound.voice)) return draft.synthesize(request, signal);
      const voices = await elevenLabs.open();
      return voices.synthesize(request, signal);
    },
    dispose: () => draft.dispose(),
  };
}
