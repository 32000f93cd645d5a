/** Who speaks on and who speaks at once: the marks of cues that the page sets by itself or by a command. Pure. */
import type { ScriptElement } from '../../language/document.ts';
import { nameInCue } from './typingFlow.ts';

/** How far up an earlier cue is looked for. */
const LOOKED_AT = 200;

/** A cue's extensions that say that the speech goes on, however they are written. */
const goesOn = /\((?:CONT(?:['’.]?D?|INUED|INUING)|FORTS(?:\.|ÄTTER|ÄTTNING)?|FORTS\. ?)\.?\)/iu;

/**
 * The text of the cue at `index` with `mark` (`(CONT'D)`, `(FORTS.)`) when the same character spoke last in this scene; undefined when
 * nobody goes on, or it says so already.
 */
export function continuedCue(elements: readonly ScriptElement[], index: number, mark: string): string | undefined {
  const cue = elements[index];
  if (cue?.type !== 'character' || cue.dual === true) return undefined;
  const text = cue.text.trimEnd();
  const name = nameInCue(text);
  if (name === '' || text.includes(mark) || goesOn.test(text)) return undefined;
  for (let at = index - 1; at >= 0 && at > index - LOOKED_AT; at--) {
    const above = elements[at];
    if (above?.type === 'sceneHeading') return undefined;
    if (above?.type === 'character')
      return nameInCue(above.text) === name && above.dual !== true ? `${text} ${mark}` : undefined;
  }
  return undefined;
}

const inSpeech: ReadonlySet<string> = new Set(['dialogue', 'parenthetical', 'lyrics']);

/** The cue of the speech that the element at `index` belongs to. */
function cueOf(elements: readonly ScriptElement[], index: number): number | undefined {
  let at = index;
  while (at > 0 && inSpeech.has(elements[at]?.type ?? '')) at--;
  return elements[at]?.type === 'character' ? at : undefined;
}

/** Where the speech of a cue ends (half-open). */
function speechEnd(elements: readonly ScriptElement[], cue: number): number {
  let end = cue + 1;
  while (inSpeech.has(elements[end]?.type ?? '')) end++;
  return end;
}

/**
 * The cue whose `dual` a writer means who asks for dual dialogue with the caret at `index`: her own speech's when one stands right before
 * it, else the one right after. Undefined when no two speeches stand together there.
 */
export function findDualCue(elements: readonly ScriptElement[], index: number): number | undefined {
  const own = cueOf(elements, index);
  if (own === undefined) return undefined;
  const next = speechEnd(elements, own);
  if (elements[next]?.type === 'character' && elements[next]?.dual === true) return next;
  const before = own > 0 && inSpeech.has(elements[own - 1]?.type ?? '') ? cueOf(elements, own - 1) : undefined;
  if (elements[own]?.dual === true || (before !== undefined && elements[before]?.dual !== true)) return own;
  return elements[next]?.type === 'character' ? next : undefined;
}
