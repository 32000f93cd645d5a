/** Scenes as stretches of the text, and what can be done with a whole one: select, move, omit, bring back. */
import type { Element, Screenplay } from './document.ts';
import { parseLike } from './parse.ts';
import { withSceneNumber } from './sceneNumbers.ts';
import { languageOf } from './scriptLanguage.ts';
import type { TextEdit } from './textEdit.ts';
import type { WordIndex } from './words/wordIndex.ts';

/** A scene from its heading to its last element. Half-open offsets; the blank lines after it belong to none. */
export interface SceneBlock {
  readonly heading: Element;
  /** Elements of the scene as indices, half-open. */
  readonly firstElement: number;
  readonly endElement: number;
  readonly start: number;
  readonly end: number;
}

/** The scenes of a script. A section ends a scene too: it belongs to what follows. */
export function sceneBlocks({ elements }: Pick<Screenplay, 'elements'>): readonly SceneBlock[] {
  const blocks: SceneBlock[] = [];
  let first = -1;
  const close = (endElement: number): void => {
    const heading = elements[first];
    const last = elements[endElement - 1];
    if (heading && last) blocks.push({ heading, firstElement: first, endElement, start: heading.start, end: last.end });
    first = -1;
  };
  elements.forEach(({ type }, index) => {
    if (type !== 'sceneHeading' && type !== 'section') return;
    if (first !== -1) close(index);
    if (type === 'sceneHeading') first = index;
  });
  if (first !== -1) close(elements.length);
  return blocks;
}

/** The scene that an element, by its index, belongs to; undefined before the first heading and in a section's own lines. */
export function findSceneOf(blocks: readonly SceneBlock[], elementIndex: number): SceneBlock | undefined {
  return blocks.find(({ firstElement, endElement }) => firstElement <= elementIndex && elementIndex < endElement);
}

/** A scene's move: the edit, and where the scene then begins in the new text. */
export interface SceneMove {
  readonly edit: TextEdit;
  readonly newStart: number;
}

/**
 * Moves a scene before the one above it or after the one below it, with all that belongs to it; over a section it goes alone, to the
 * end or the beginning of the neighbouring one. Undefined at the end of the script. Every other line stays as it is written.
 */
export function moveScene(screenplay: Screenplay, scene: SceneBlock, direction: 'up' | 'down'): SceneMove | undefined {
  const blocks = sceneBlocks(screenplay);
  const index = blocks.findIndex(({ start }) => start === scene.start);
  const other = blocks[direction === 'up' ? index - 1 : index + 1];
  if (index === -1 || !other) return undefined;
  const [upper, lower] = direction === 'up' ? [other, scene] : [scene, other];
  const isApart = lower.firstElement !== upper.endElement;
  if (isApart) return moveOverSection(screenplay, upper, lower, direction);
  const { source } = screenplay;
  const gap = spaced(source.slice(upper.end, lower.start), source);
  const below = source.slice(lower.start, lower.end);
  const text = below + gap + source.slice(upper.start, upper.end);
  const newStart = direction === 'up' ? upper.start : upper.start + below.length + gap.length;
  return { edit: { start: upper.start, end: lower.end, text }, newStart };
}

/** What stands between the scenes, sections and their lines, keeps its place; the moved scene passes it. */
function moveOverSection(
  { source }: Screenplay,
  upper: SceneBlock,
  lower: SceneBlock,
  direction: 'up' | 'down',
): SceneMove {
  const between = source.slice(upper.end, lower.start);
  const gap = blankLine(source);
  const edit = { start: upper.start, end: lower.end };
  const above = source.slice(upper.start, upper.end);
  const below = source.slice(lower.start, lower.end);
  if (direction === 'up') {
    return { edit: { ...edit, text: above + gap + below + between.trimEnd() }, newStart: upper.end + gap.length };
  }
  const before = between.trimStart();
  return { edit: { ...edit, text: before + above + gap + below }, newStart: upper.start + before.length };
}

function lineEndOf(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}

function blankLine(source: string): string {
  return lineEndOf(source).repeat(2);
}

/** At least a blank line, without which the lower scene would not begin. */
function spaced(gap: string, source: string): string {
  return gap.split(/\r\n|\r|\n/).length > 2 ? gap : blankLine(source);
}

/** What a heading says in place of a scene that is left out, by language. */
const omittedWords: Readonly<Record<string, string>> = {
  sv: 'UTGÅR',
  en: 'OMITTED',
  da: 'UDGÅR',
  no: 'UTGÅR',
  nb: 'UTGÅR',
  de: 'ENTFÄLLT',
  fi: 'POISTETTU',
  fr: 'SUPPRIMÉE',
  es: 'OMITIDA',
  it: 'OMESSA',
  'pt-BR': 'OMITIDA',
  nl: 'VERVALT',
};
const allOmittedWords: ReadonlySet<string> = new Set(Object.values(omittedWords));

/** `*\/` cannot stand within a boneyard, so it gets a backslash more, and every such mark one more than it had. */
function hide(text: string): string {
  return text.replace(/\*(\\*)\//g, '*\\$1/');
}

function unhide(text: string): string {
  return text.replace(/\*\\(\\*)\//g, '*$1/');
}

/**
 * Leaves a scene out: its heading becomes `.OMITTED` in the script's language with the scene's number, and the scene itself waits in a
 * boneyard below, word for word. Undefined when it is left out already, or when it could not be brought back: where an unclosed `/*` or
 * `[[` above would take the boneyard's end for its own.
 */
export function omitScene(screenplay: Screenplay, scene: SceneBlock): TextEdit | undefined {
  if (isOmitted(scene)) return undefined;
  const { source } = screenplay;
  const word = omittedWords[languageOf(screenplay) ?? 'en'] ?? 'OMITTED';
  const number = scene.heading.heading?.sceneNumber;
  const heading = number === undefined ? `.${word}` : `.${word} #${number}#`;
  const end = lineEndOf(source);
  const text = `${heading}${end}${end}/*${end}${hide(source.slice(scene.start, scene.end))}${end}*/`;
  const edit = { start: scene.start, end: scene.end, text };
  return isRestorable(screenplay, edit) ? edit : undefined;
}

function isRestorable(screenplay: Screenplay, { start, end, text }: TextEdit): boolean {
  const { source } = screenplay;
  const omitted = parseLike(screenplay, source.slice(0, start) + text + source.slice(end));
  const scene = sceneBlocks(omitted).find((block) => block.start === start);
  const restored = scene && restoreScene(omitted, scene);
  return (
    restored?.start === start && restored.end === start + text.length && restored.text === source.slice(start, end)
  );
}

/** Whether the heading stands for a scene that is left out. */
export function isOmitted({ heading }: Pick<SceneBlock, 'heading'>): boolean {
  return heading.heading?.intExt === undefined && allOmittedWords.has(heading.text.trim().toUpperCase());
}

/** Brings a scene back that {@link omitScene} left out, with the number that its place has now. Undefined for any other scene. */
export function restoreScene({ source, elements, words }: Screenplay, scene: SceneBlock): TextEdit | undefined {
  const boneyard = elements.slice(scene.firstElement + 1, scene.endElement).find(({ type }) => type === 'boneyard');
  if (!isOmitted(scene) || !boneyard) return undefined;
  const hidden = /^\s*\/\*\r?\n(.*?)\r?\n\*\/\s*$/s.exec(source.slice(boneyard.start, boneyard.end))?.[1];
  if (hidden === undefined) return undefined;
  const text = withNumberOf(scene.heading, unhide(hidden), words);
  return { start: scene.start, end: boneyard.end, text };
}

function withNumberOf({ heading }: Element, text: string, words: WordIndex | undefined): string {
  const number = heading?.sceneNumber;
  const lineEnd = text.search(/[\r\n]/);
  const line = lineEnd === -1 ? text : text.slice(0, lineEnd);
  if (number === undefined) return text;
  return withSceneNumber(line, number, { place: 'last' }, words) + text.slice(line.length);
}
