import type { Element, Screenplay } from '../document.ts';
import type { TextEdit } from '../textEdit.ts';
import { formattedHeading } from './formattedHeading.ts';
import { withEdits } from './rename.ts';
import { enclosureBefore, indexAt, type ScriptView, type Span } from './scriptView.ts';

/**
 * Edits that give a script the usual spacing: one blank line between blocks, none of white space at line ends, no indentation but in
 * action, one space between the parts of cues and headings, headings in capitals with `INT.` and ` - `. No word is touched and every
 * element stays what it is; where that could not be held, nothing is edited.
 */
export function formattingEdits(view: ScriptView, within: Span): readonly TextEdit[] {
  const { elements } = view.screenplay;
  const edits: TextEdit[] = [];
  for (const [index, element] of elements.entries()) {
    const next = elements[index + 1];
    edits.push(...elementEdits(view, element));
    const gap = { start: element.end, end: next?.start ?? view.text.length };
    edits.push(...gapEdits(view, gap, element, next));
  }
  return readingTheSame(
    view,
    edits.filter(({ start, end }) => within.start <= start && end <= within.end),
  );
}

/** Edits for the heading that was finished by the line break before `offset`; none when another element was. */
export function typedHeadingEdits(view: ScriptView, offset: number): readonly TextEdit[] {
  const { elements } = view.screenplay;
  const element = elements[indexAt(elements, offset - 1)];
  if (element?.type !== 'sceneHeading' || element.end >= offset) return [];
  if (!/^(?:\r\n|\r|\n)[ \t]*$/.test(view.text.slice(element.end, offset))) return [];
  return readingTheSame(view, elementEdits(view, element));
}

/** Notes and boneyards may span lines and mean their white space: what holds one is left alone. */
function elementEdits(view: ScriptView, element: Element): readonly TextEdit[] {
  const { start, end, type } = element;
  const source = view.text.slice(start, end);
  if (type === 'note' || type === 'boneyard' || /\[\[|\/\*/.test(source) || enclosureBefore(view, end)) return [];
  const edits: TextEdit[] = [];
  let at = start;
  for (const line of source.split(/(\r\n|\r|\n)/)) {
    const text = formattedLine(view, element, line);
    if (text !== line) edits.push({ start: at, end: at + line.length, text });
    at += line.length;
  }
  return edits;
}

function formattedLine(view: ScriptView, element: Element, line: string): string {
  // Two spaces keep dialogue open; line ends are pieces of their own.
  if (line.trim() === '') return line;
  switch (element.type) {
    case 'action':
      return line.trimEnd();
    case 'sceneHeading':
      return formattedHeading(view, element);
    case 'character':
      return line
        .trim()
        .replace(/\s+/g, ' ')
        .replace(/(?<=\S) ?\(/g, ' (')
        .replace(/(?<=\S) ?\^$/, ' ^');
    default:
      return line.trim();
  }
}

/** Line ends from the first one in a gap on; white space between them does not count. */
const lineEnd = /\r\n|\r|\n/g;

function gapEdits(view: ScriptView, gap: Span, above: Element, below: Element | undefined): readonly TextEdit[] {
  const { text } = view;
  const ends = text.slice(gap.start, gap.end).match(lineEnd) ?? [];
  const [first, other] = ends;
  if (first === undefined) return [];
  // A lone CR before an LF would be one line end with it.
  const second = first === '\r' && other === '\n' ? first : other;
  const wanted = second !== undefined || isCramped(view, above, below) ? first + (second ?? first) : first;
  return text.slice(gap.start, gap.end) === wanted ? [] : [{ ...gap, text: wanted }];
}

/** A heading with its action at once below it, which a blank line between would not make anything else. */
function isCramped(view: ScriptView, above: Element, below: Element | undefined): boolean {
  if (above.type !== 'sceneHeading' || below?.type !== 'action') return false;
  const [first, second] = view.read(`\n\n${view.text.slice(below.start, below.end)}`).elements;
  return first?.type === 'action' && second === undefined;
}

/** The edits, or none when with them any element would be another one or have other words. */
function readingTheSame(view: ScriptView, edits: readonly TextEdit[]): readonly TextEdit[] {
  if (edits.length === 0) return edits;
  return haveSameWords(view.screenplay, view.read(withEdits(view.text, edits))) ? edits : [];
}

/** Whether two scripts consist of the same elements and words, whatever their spacing and their headings' case and dashes. */
export function haveSameWords(a: Screenplay, b: Screenplay): boolean {
  return (
    a.titlePage.length === b.titlePage.length &&
    a.titlePage.every(
      ({ key, value }, index) => key === b.titlePage[index]?.key && value === b.titlePage[index]?.value,
    ) &&
    a.elements.length === b.elements.length &&
    a.elements.every((element, index) => isSame(element, b.elements[index]))
  );
}

function isSame(a: Element, b: Element | undefined): boolean {
  if (a.type !== b?.type || a.heading?.sceneNumber !== b.heading?.sceneNumber || a.depth !== b.depth) return false;
  if (a.cue?.dual !== b.cue?.dual || a.cue?.name !== b.cue?.name) return false;
  return wordsOf(a) === wordsOf(b);
}

function wordsOf({ type, text, heading }: Element): string {
  if (type === 'character') return text.replace(/\s+/g, '');
  if (type !== 'sceneHeading') return text.replace(/\s+/g, ' ').trim();
  const { intExt = '', location = '', timeOfDay = '' } = heading ?? {};
  return [
    intExt,
    ...[location, timeOfDay, text].map((part) =>
      part
        .toUpperCase()
        .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
        .trim(),
    ),
  ].join('\n');
}
