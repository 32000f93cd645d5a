import { isAllCapitals } from '../letterCase.ts';
import type { ScriptWords } from '../words/scriptWords.ts';
import { type CaretLine, rawLineAfter } from './caretLine.ts';
import { sameName } from './headingParts.ts';
import { indexAt, type ScriptView, type Span } from './scriptView.ts';

/** The parenthesis of a cue that the caret stands in. */
export interface ExtensionCaret {
  /** Who speaks, as {@link sameName} spells it. */
  readonly name: string;
  /** From after the opening parenthesis over the closing one, if it is there. */
  readonly replace: Span;
}

const openExtension = /^\s*(@?)([^()]*[^()\s])\s*(?:\([^()]*\)\s*)*\(([^()]*)$/;

/** Undefined when the line up to the caret is no cue with an open parenthesis, or words follow the caret. */
export function findExtensionCaret(view: ScriptView, line: CaretLine, offset: number): ExtensionCaret | undefined {
  const [, forced, name = '', typed = ''] = openExtension.exec(line.before) ?? [];
  if (forced === undefined || !(forced === '@' || isAllCapitals(name))) return undefined;
  const after = rawLineAfter(view.text, line, offset);
  if (!/^\)?\s*$/.test(after)) return undefined;
  const end = offset + (after.startsWith(')') ? 1 : 0);
  return { name: sameName(name), replace: { start: offset - typed.trimStart().length, end } };
}

/**
 * What may stand in a cue's parenthesis, without it, the likeliest first: that the speech goes on, when the same character spoke last;
 * what the script uses, by how often; what the language has.
 */
export function cueExtensions(
  view: Pick<ScriptView, 'screenplay'>,
  line: CaretLine,
  { name }: ExtensionCaret,
  words: ScriptWords,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { cue, start } of view.screenplay.elements) {
    if (start >= line.start && start <= line.end) continue;
    for (const each of cue?.extensions ?? []) counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  const used = [...counts].sort(([, a], [, b]) => b - a).map(([each]) => each);
  const goesOn = words.extensions.filter((each) => words.continued.includes(each.replace(/\.$/, '')));
  const isContinued = lastSpeaker(view, line) === name;
  return [...new Set([...(isContinued ? goesOn : []), ...used, ...words.extensions])];
}

/** Who spoke last in the scene above a line. */
function lastSpeaker(
  { screenplay: { elements } }: Pick<ScriptView, 'screenplay'>,
  { start }: CaretLine,
): string | undefined {
  for (let index = indexAt(elements, start - 1); index >= 0; index--) {
    const element = elements[index];
    if (!element || element.type === 'sceneHeading') return undefined;
    if (element.cue) return sameName(element.cue.name);
  }
  return undefined;
}
