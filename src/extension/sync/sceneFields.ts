/** What a scene heading says in the columns of its row, and back. */
import type { Heading, ScriptElement } from '../../language/document.ts';
import { readForcedHeading, readHeading } from '../../language/headings.ts';
import type { WordIndex } from '../../language/words/wordIndex.ts';
import type { SceneRow } from '../library/rows.ts';
import { uuidV5 } from '../library/uuid.ts';
import { wellFormed } from './storedText.ts';

/** The columns of a scene that its heading fills; all null in an opening scene. */
export type SceneFields = Pick<SceneRow, 'scene_number' | 'int_ext' | 'location' | 'time_of_day'>;

/** What an opening scene says: nothing. */
export const noFields: SceneFields = { scene_number: null, int_ext: null, location: null, time_of_day: null };

/** The element id of the scene that holds what stands before a script's first heading; the same on every machine. */
export function openingSceneId(scriptId: string): string {
  return uuidV5(scriptId, 'opening scene');
}

/** The columns for a heading element, read with the writer's words. */
export function fieldsOfHeading(element: Pick<ScriptElement, 'text' | 'sceneNumber'>, words?: WordIndex): SceneFields {
  const line = wellFormed(element.text).trim();
  const heading: Heading = (readHeading(line, undefined, words) ?? readForcedHeading(line, words)).heading;
  return {
    scene_number: element.sceneNumber ?? heading.sceneNumber ?? null,
    int_ext: heading.intExt ?? null,
    location: heading.location || null,
    time_of_day: heading.timeOfDay ?? null,
  };
}

/**
 * The heading's text from its columns, without the scene number: `INT./EXT. BIL - NATT`. Spellings that the columns do not hold (`I/E`,
 * `INN.`, a long dash) come back in this form.
 */
export function headingText(fields: SceneFields): string {
  const prefix = fields.int_ext === null ? '' : prefixes[fields.int_ext];
  const place = [fields.location, fields.time_of_day].filter((part) => part !== null).join(' - ');
  return [prefix, place].filter((part) => part !== '').join(' ');
}

const prefixes = { INT: 'INT.', EXT: 'EXT.', 'INT/EXT': 'INT./EXT.' } as const;
