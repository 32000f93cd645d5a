import { cueParts } from './cueParts.ts';
import { sameName } from './headingParts.ts';
import type { ScriptView, Span } from './scriptView.ts';

/** A scene or character as a search over all scripts finds it. */
export interface ScriptName {
  readonly kind: 'scene' | 'character';
  /** Number and heading, or the character's name. */
  readonly name: string;
  /** The heading, or the name in the character's first cue. */
  readonly span: Span;
}

/** A script's scenes and characters, in the order of the text. */
export function scriptNames(view: ScriptView): readonly ScriptName[] {
  const names: ScriptName[] = [];
  const known = new Set<string>();
  for (const element of view.screenplay.elements) {
    const { heading, cue, text, start, end } = element;
    if (heading) {
      const name = heading.sceneNumber ? `${heading.sceneNumber} ${text}` : text;
      if (name.trim() !== '') names.push({ kind: 'scene', name, span: { start, end } });
    } else if (cue && !known.has(sameName(cue.name))) {
      known.add(sameName(cue.name));
      const { name: span } = cueParts(view, element);
      if (span) names.push({ kind: 'character', name: cue.name, span });
    }
  }
  return names;
}

/**
 * Which names a search means: those with its letters in their order, others between. `kökdag` means `INT. KÖK - DAG`; an `o` finds an
 * `Ö`, an `ö` no `O`; an empty search means all.
 */
export function nameMatcher(query: string): (name: string) => boolean {
  const letters = [...query.normalize('NFC').toLowerCase().replace(/\s+/g, '')];
  return (name) => {
    let at = 0;
    for (const letter of name.normalize('NFC').toLowerCase()) {
      const wanted = letters[at];
      if (wanted === undefined) break;
      if (letter === wanted || letter.normalize('NFD').startsWith(wanted)) at++;
    }
    return at === letters.length;
  };
}
