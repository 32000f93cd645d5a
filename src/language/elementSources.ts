/** How an element may be written, most natural first, and whether a way of writing reads back as that element. */
import { keepsDialogueOpen } from './dialogueFlow.ts';
import type { Element, ElementType, ScriptElement } from './document.ts';
import { withLineFeeds } from './lines.ts';
import { parseLike, type ReadWith } from './parse.ts';
import { readTitlePage } from './titlePage.ts';
import { isTransition } from './transitions.ts';
import type { WordIndex } from './words/wordIndex.ts';

/** What an element says, without identity and place. */
export type PrintableElement = Omit<ScriptElement, 'id'>;

/** What stands around the place that an element is written to. */
export interface Surroundings extends ReadWith {
  /** The type of the element before; missing at the top of the text (after a title page the type does not matter: pass any, not adjacent). */
  readonly previous?: ElementType;
  /** No blank line stands between that element and this one. */
  readonly adjacent: boolean;
  /** A line that is not blank follows directly. */
  readonly followed: boolean;
  /** Whether dialogue may go on here. To be given after a note or lyrics within dialogue; otherwise `previous` says it. */
  readonly dialogueOpen?: boolean;
}

const stubs: Readonly<Record<ElementType, string>> = {
  sceneHeading: '.X',
  action: '!x',
  character: '@X',
  dialogue: 'x',
  parenthetical: '(x)',
  transition: '> X',
  lyrics: '~x',
  centered: '> x <',
  section: '# x',
  synopsis: '= x',
  note: '[[x]]',
  boneyard: '/* x */',
  pageBreak: '===',
};

/** Whether dialogue can stand in these surroundings. */
export function isDialogueOpen({ previous, adjacent, dialogueOpen }: Surroundings): boolean {
  return adjacent && previous !== undefined && (dialogueOpen ?? keepsDialogueOpen(previous, false));
}

interface Frame {
  readonly before: string;
  /** Elements in `before`. */
  readonly count: number;
  readonly after: string;
}

/** The smallest script around the place. Lyrics follow, because they join no other element and are not blank. */
function frameOf(around: Surroundings): Frame {
  const after = around.followed ? '\n~x' : '';
  if (around.previous === undefined) return { before: '', count: 0, after };
  if (!around.adjacent) return { before: '!x\n\n', count: 1, after };
  const stub = `${stubs[around.previous]}\n`;
  const needsCue = around.previous !== 'character' && isDialogueOpen(around);
  return { before: needsCue ? `@X\n${stub}` : stub, count: needsCue ? 2 : 1, after };
}

function saysSame(element: PrintableElement, found: Element | undefined): boolean {
  return (
    found !== undefined &&
    found.type === element.type &&
    found.text === element.text &&
    found.heading?.sceneNumber === element.sceneNumber &&
    (found.cue?.dual ?? false) === (element.dual ?? false) &&
    (found.type !== 'section' || found.depth === (element.depth ?? 1))
  );
}

/** At the top of a text `CUT TO: X` over a line that looks like `Title: …` would be read as a title page. */
function opensTitlePage(source: string, { previous, followed, words }: Surroundings): boolean {
  return previous === undefined && followed && readTitlePage(`${source}\nTitle: x`, words).entries.length > 0;
}

/** The element that a source reads as in its surroundings; undefined when it is none or several, or joins its neighbours. */
export function readBack(source: string, around: Surroundings): Element | undefined {
  if (opensTitlePage(source, around)) return undefined;
  const { before, count, after } = frameOf(around);
  const { elements } = parseLike(around, before + source + after);
  if (elements.length !== count + 1 + (after === '' ? 0 : 1)) return undefined;
  const found = elements[count];
  return found?.start === before.length && found.end === before.length + source.length ? found : undefined;
}

/** Whether a source reads as exactly this element in its surroundings. */
export function readsAs(source: string, element: PrintableElement, around: Surroundings): boolean {
  return saysSame(element, readBack(source, around));
}

const oneLine: ReadonlySet<ElementType> = new Set([
  'sceneHeading',
  'character',
  'parenthetical',
  'transition',
  'lyrics',
  'centered',
  'section',
  'synopsis',
]);

function withParentheses(text: string): string {
  const words = text.trimEnd();
  if (words.startsWith('(') && words.endsWith(')') && words.length > 1) return text;
  const closed = words.endsWith(')') && !words.includes('(') ? words : `${words})`;
  return words.startsWith('(') && !words.includes(')') ? closed : `(${closed}`;
}

function withoutUnwritable(type: ElementType, text: string): string {
  switch (type) {
    case 'action':
      return text.replaceAll('\t', '    ');
    case 'dialogue':
      return text
        .split('\n')
        .map((line) => line.trimStart())
        .join('\n');
    case 'parenthetical':
      return withParentheses(text.trimStart());
    case 'note':
      return text.trimStart().replaceAll(']]', '] ]');
    case 'boneyard':
      return text.trimStart().replaceAll('*/', '* /');
    case 'pageBreak':
      return '';
    default:
      return text.trimStart();
  }
}

/**
 * The nearest element that Fountain can hold: types of one line have their lines joined by spaces, leading white space goes from all
 * but action, tabs become four spaces, a parenthetical gets its parentheses, a scene number loses what none may have, and a note or
 * boneyard cannot hold its own closing mark. Words are never lost; a page break with words becomes action.
 */
export function writable(element: PrintableElement): PrintableElement {
  const { type } = element;
  const lines = withLineFeeds(element.text);
  if (type === 'pageBreak' && lines.trim() !== '') return { type: 'action', text: lines };
  const text = withoutUnwritable(type, oneLine.has(type) ? lines.replaceAll('\n', ' ') : lines);
  const sceneNumber = element.sceneNumber?.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-');
  return {
    type,
    text,
    ...(type === 'sceneHeading' && sceneNumber && { sceneNumber }),
    ...(type === 'character' && element.dual && { dual: true }),
    ...(type === 'section' && { depth: Math.max(1, Math.trunc(element.depth ?? 1)) }),
  };
}

const mark = /^\s*(?:[!@.>~#=]|\[\[|\/\*)/;

function marked(lines: readonly string[], needsMark: (line: string, index: number) => boolean): string {
  return lines.map((line, index) => (needsMark(line, index) ? `!${line}` : line)).join('\n');
}

/** Action as it stands, then with a `!` where a line is blank or would be taken for something else, then with more of them. */
function actionSources(text: string): readonly string[] {
  const lines = text.split('\n');
  const isMarked = (line: string): boolean => line.trim() === '' || mark.test(line);
  return [
    text,
    marked(lines, (line) => isMarked(line)),
    marked(lines, (line, index) => index === 0 || isMarked(line)),
    marked(lines, () => true),
  ];
}

function headingSources(element: PrintableElement): readonly string[] {
  const number = element.sceneNumber === undefined ? '' : ` #${element.sceneNumber}#`;
  return [`${element.text}${number}`, `.${element.text}${number}`];
}

function heldOpen(lines: string): string {
  return lines
    .split('\n')
    .map((line) => (line.trim() === '' ? '  ' : line))
    .join('\n');
}

function noteSources(text: string): readonly string[] {
  const lines = text.split('\n');
  const kept = lines.map((line, index) => (index > 0 && index < lines.length - 1 && line.trim() === '' ? '  ' : line));
  return [`[[${kept.join('\n')}]]`, `[[ ${kept.join('\n')} ]]`];
}

/** Ways to write a {@link writable} element, the most natural first; the last keeps the words when none reads back. */
export function sourcesOf(element: PrintableElement, words?: WordIndex): readonly string[] {
  const { type, text } = element;
  const dual = element.dual ? ' ^' : '';
  switch (type) {
    case 'action':
      return actionSources(text);
    case 'sceneHeading':
      return headingSources(element);
    case 'character':
      // Over an empty dialogue, which looks like a blank line, such a name would be a transition.
      return isTransition(text.trimEnd(), words) ? [`@${text}${dual}`] : [`${text}${dual}`, `@${text}${dual}`];
    case 'dialogue':
      return [heldOpen(text)];
    case 'parenthetical':
      return [text, `(${text})`];
    case 'transition':
      return [text, text === '' ? '>' : `> ${text}`];
    case 'lyrics':
      return [`~${text}`];
    case 'centered':
      return [`> ${text} <`];
    case 'section':
      return [`${'#'.repeat(element.depth ?? 1)}${text === '' ? '' : ` ${text}`}`];
    case 'synopsis':
      return [text === '' ? '=' : `= ${text}`];
    case 'note':
      return noteSources(text);
    case 'boneyard':
      return [`/* ${text} */`, `/*${text}*/`];
    case 'pageBreak':
      return ['==='];
  }
}
