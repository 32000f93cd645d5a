import { languageOfText } from '../../language/outline.ts';
import { spokenText } from '../../language/timing.ts';
import type { SceneContentRow, SceneRow } from '../library/rows.ts';
import { VoiceError } from './voiceErrors.ts';

/** More than an hour of speech; beyond it a line is a mistake, not a speech. */
const longestLine = 60_000;
/** A scene of fewer words is too short to tell its language. */
const leastWords = 12;

/**
 * What a voice says of a line's content: NFC, without direction, notes, emphasis marks, control characters and halves of characters.
 * Throws {@link VoiceError} when that is nothing or far too much.
 */
export function wordsToSpeak(content: string | null): string {
  const text = spokenText(content ?? '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text)) throw new VoiceError('nothingToSay');
  if (text.length > longestLine) throw new VoiceError('tooLong');
  return text;
}

/**
 * The language to speak the lines of a scene in: `setting` unless that is `auto`; then what the scene is written in (`content`, more than
 * the scene's does no harm), and where it is too short to tell, its script. A line alone is seldom long enough.
 */
export function languageInScene(
  scene: SceneRow | undefined,
  content: readonly SceneContentRow[],
  setting: string,
  languageOfScript: () => string | undefined = () => languageOfRows(content),
): string {
  if (setting !== 'auto') return setting;
  const heading = [scene?.location, scene?.time_of_day].filter(Boolean).join(' - ');
  const words = `${heading}\n${wordsOf(content.filter((row) => row.scene_id === scene?.id))}`;
  const ofScene = words.split(/\s+/).length < leastWords ? undefined : languageOfText(words);
  return ofScene ?? languageOfScript() ?? 'en';
}

/** What language the dialogue and action of rows is written in, if that can be told. */
export function languageOfRows(rows: readonly SceneContentRow[]): string | undefined {
  return languageOfText(wordsOf(rows));
}

function wordsOf(rows: readonly SceneContentRow[]): string {
  const isProse = ({ type }: SceneContentRow) => type === 'dialogue' || type === 'action';
  return rows
    .filter(isProse)
    .map((row) => row.content ?? '')
    .join('\n');
}
