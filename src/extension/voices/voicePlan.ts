import { spokenText } from '../../language/timing.ts';
import type { Change, Library, LineContext } from '../library/library.ts';
import type { SceneContentRow } from '../library/rows.ts';
import { castVoice } from './casting.ts';
import { defaultPresetFor } from './defaultPreset.ts';
import { voiceIdOf } from './presets.ts';
import { requestKey } from './requestKey.ts';
import { languageInScene, wordsToSpeak } from './spokenLine.ts';
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

/** Who speaks a line. */
export interface Speaker {
  readonly name: string;
  readonly voiceId: string;
  readonly voiceSettings: unknown;
}

/** A character of a project as it is cast, or would be. */
export function speakerOf(library: Library, projectId: string, name: string): Speaker {
  const { voiceId } = castVoice(library, projectId, name);
  const voiceSettings = library.characters(projectId).find((row) => row.name === name)?.voice_settings;
  return { name, voiceId, voiceSettings };
}

/**
 * How a speaker's line sounds. A voice that no provider has is stood in for by the character's default and stays cast.
 * Throws {@link VoiceError} when there is none at all.
 */
export function soundOfLine(
  provider: VoiceProvider,
  speaker: Speaker,
  line: Omit<VoiceLine, 'voice' | 'voiceSettings'>,
): VoiceSound {
  const { name, voiceId, voiceSettings } = speaker;
  const sound =
    nearestSound(provider, { ...line, voice: voiceId, voiceSettings }) ??
    nearestSound(provider, { ...line, voice: voiceIdOf(defaultPresetFor({ name }, [])) });
  if (!sound) throw new VoiceError('voiceFailed');
  return sound;
}

/** What a script says around a line that a voice can use: how to say it, and what the character says before in the scene. */
export function aroundLine(
  content: readonly SceneContentRow[],
  line: SceneContentRow,
): Pick<VoiceLine, 'direction' | 'previousText'> {
  const at = content.findIndex(({ id }) => id === line.id);
  const before = content[at - 1];
  const isDirected = before?.type === 'parenthetical' && before.scene_id === line.scene_id;
  const isEarlier = (row: SceneContentRow) =>
    row.type === 'dialogue' && row.scene_id === line.scene_id && row.character_name === line.character_name;
  const earlier = content.slice(0, Math.max(0, at)).findLast(isEarlier);
  return {
    direction: isDirected ? (before.content ?? '').replace(/^\s*\(|\)\s*$/g, '') : undefined,
    previousText: (earlier && spokenText(earlier.content ?? '')) || undefined,
  };
}

export interface PlannedLine {
  readonly elementId: string;
  /** `auto`, or a code such as `sv`. */
  readonly language: string;
  /** The language of a script by its id, if it can be told: for scenes that are too short to tell theirs. */
  readonly languageOfScript: (scriptId: string) => string | undefined;
}

/** Decides how a line is spoken. Throws {@link VoiceError} when it is no dialogue, not in the library, or has no words. */
export function planVoice(library: Library, provider: VoiceProvider, planned: PlannedLine): VoicePlan {
  const { elementId, language, languageOfScript } = planned;
  const context = library.line(elementId);
  if (!context) throw new VoiceError('notInLibrary');
  if (context.line.type !== 'dialogue') throw new VoiceError('notInDialogue');
  const text = wordsToSpeak(context.line.content);
  const projectId = context.script.project_id;
  const speaker = context.line.character_name ?? '';
  const cast = speakerOf(library, projectId, speaker);
  const content = library.contentOfScene(context.scene.id);
  const ofScript = () => languageOfScript(context.script.id);
  const sound = soundOfLine(provider, cast, {
    ...{ projectId, text },
    language: languageInScene(context.scene, content, language, ofScript),
    ...aroundLine(content, context.line),
  });
  const { same_voice_as: _, ...voiceSettings } = readSettings(cast.voiceSettings);
  return {
    ...{ context, projectId, elementId, speaker, text, sound, voiceSettings },
    requestKey: requestKey(sound, text),
    castChanges: () => (speaker === '' ? [] : castVoice(library, projectId, speaker).changes),
  };
}
