import type { Change, Library, LineContext } from '../library/library.ts';
import { castVoice } from './casting.ts';
import { defaultPresetFor, voiceIdOf } from './presets.ts';
import { requestKey } from './requestKey.ts';
import { languageOfLine, wordsToSpeak } from './spokenLine.ts';
import { VoiceError } from './voiceErrors.ts';
import type { VoiceLine, VoiceProvider, VoiceSound } from './voiceProvider.ts';
import { readSettings, type VoiceSettings } from './voiceSettings.ts';

/** All that is decided about a line before it is spoken. */
export interface VoicePlan {
  readonly context: LineContext;
  readonly projectId: string;
  readonly elementId: string;
  /** The character's name as the line has it; empty when it has none. */
  readonly speaker: string;
  readonly text: string;
  readonly sound: VoiceSound;
  /** The character's settings, as a take remembers them. */
  readonly voiceSettings: VoiceSettings;
  readonly requestKey: string;
  /** Gives the cast its voices where it has none yet; planned at each call from what the library then holds. */
  castChanges(): readonly Change[];
}

/** A provider's way to sound in the nearest language that it has: `en-GB`, else `en`, else English. */
function nearestSound(provider: VoiceProvider, line: VoiceLine): VoiceSound | undefined {
  const { language } = line;
  const [primary = language] = language.split('-');
  for (const tried of [language, primary, 'en']) {
    const sound = provider.soundOf({ ...line, language: tried });
    if (sound) return sound;
  }
  return undefined;
}

/**
 * How a character of a project sounds. A voice that this provider does not have (cast for another one) is stood in for
 * by the character's default and stays cast.
 */
export function soundOfCharacter(
  library: Library,
  provider: VoiceProvider,
  character: { readonly projectId: string; readonly name: string; readonly language: string },
  line: Omit<VoiceLine, 'voice' | 'language' | 'voiceSettings'>,
): VoiceSound {
  const { projectId, name, language } = character;
  const { voiceId } = castVoice(library, projectId, name);
  const standIn = voiceIdOf(defaultPresetFor(character, []));
  const voiceSettings = library.characters(projectId).find((row) => row.name === name)?.voice_settings;
  const sound =
    nearestSound(provider, { ...line, voice: voiceId, language, voiceSettings }) ??
    nearestSound(provider, { ...line, voice: standIn, language });
  if (!sound) throw new VoiceError('voiceFailed');
  return sound;
}

/** Decides how a line is spoken. Throws {@link VoiceError} when it is no dialogue, not in the library, or has no words. */
export function planVoice(library: Library, provider: VoiceProvider, elementId: string, language: string): VoicePlan {
  const context = library.line(elementId);
  if (!context) throw new VoiceError('notInLibrary');
  if (context.line.type !== 'dialogue') throw new VoiceError('notInDialogue');
  const text = wordsToSpeak(context.line.content);
  const projectId = context.script.project_id;
  const speaker = context.line.character_name ?? '';
  const spokenIn = languageOfLine(library, context, language);
  const sound = soundOfCharacter(library, provider, { projectId, name: speaker, language: spokenIn }, { text });
  const character = library.characters(projectId).find(({ name }) => name === speaker);
  const { same_voice_as: _, ...voiceSettings } = readSettings(character?.voice_settings);
  return {
    ...{ context, projectId, elementId, speaker, text, sound, voiceSettings },
    requestKey: requestKey(sound, text),
    castChanges: () => (speaker === '' ? [] : castVoice(library, projectId, speaker).changes),
  };
}
