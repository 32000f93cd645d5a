/** A script's elements laid out as its rows are: scenes with their lines. */
import { describeCue } from '../../language/cues.ts';
import type { ScriptElement } from '../../language/document.ts';
import { isUuid, uuidV5 } from '../library/uuid.ts';
import { openingSceneId } from './sceneFields.ts';
import { wellFormed } from './storedText.ts';

/** An element that becomes a content row. `speaker` is the cue's name, for the cue itself and what is said under it, else null. */
export interface LinePlan {
  readonly element: ScriptElement;
  readonly speaker: string | null;
}

/** A scene with its lines. `heading` is missing in the opening scene, which holds what stands before the first heading. */
export interface ScenePlan {
  readonly elementId: string;
  readonly heading?: ScriptElement;
  readonly lines: readonly LinePlan[];
}

/** The scenes of a script. A repeated id is a mistake of the caller: its second element is left out rather than stop every sync. */
export function scenesOf(scriptId: string, elements: readonly ScriptElement[]): readonly ScenePlan[] {
  const scenes: { elementId: string; heading?: ScriptElement; lines: LinePlan[] }[] = [];
  const seen = new Set<string>();
  const speakers = new Map<string, string | null>();
  let lines: LinePlan[] | undefined;
  let speaker: string | null = null;
  for (const element of elements) {
    if (seen.has(element.id)) continue;
    seen.add(element.id);
    speaker = speakerAt(element, speaker, speakers);
    if (element.type === 'sceneHeading') {
      lines = [];
      scenes.push({ elementId: element.id, heading: element, lines });
      continue;
    }
    if (!lines) {
      lines = [];
      scenes.push({ elementId: openingSceneId(scriptId), lines });
    }
    lines.push({ element, speaker: isSpoken(element) ? speaker : null });
  }
  return scenes;
}

/** The id of a new row: the element's own where it is a UUID, so that an element that comes back gets the row it had. */
export function rowIdOf(scriptId: string, elementId: string): string {
  return isUuid(elementId) ? elementId : uuidV5(scriptId, `row:${elementId}`);
}

/** The name in a cue's text, read once for each spelling: a script has thousands of cues and a dozen of names. */
function nameIn(text: string, known: Map<string, string | null>): string | null {
  let name = known.get(text);
  if (name === undefined) {
    name = describeCue(wellFormed(text), false).name || null;
    known.set(text, name);
  }
  return name;
}

/** Who speaks after an element, given who spoke before it: notes and lyrics between the lines do not silence a speaker. */
function speakerAt(element: ScriptElement, speaker: string | null, known: Map<string, string | null>): string | null {
  switch (element.type) {
    case 'character':
      return nameIn(element.text, known);
    case 'dialogue':
    case 'parenthetical':
    case 'lyrics':
    case 'note':
    case 'boneyard':
      return speaker;
    default:
      return null;
  }
}

function isSpoken({ type }: ScriptElement): boolean {
  return type === 'character' || type === 'dialogue' || type === 'parenthetical';
}
