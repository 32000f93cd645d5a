/** Reads pasted paragraphs as a screenplay: by the names of their styles, by how far in they stand, and by what they say. Pure. */
import type { ElementType } from '../../../language/document.ts';
import { isAllCapitals } from '../../../language/letterCase.ts';
import { parse } from '../../../language/parse.ts';
import type { PastedParagraph } from './paragraph.ts';

export interface PastedElement {
  readonly type: ElementType;
  readonly text: string;
  readonly sceneNumber?: string;
  readonly dual?: boolean;
}

/** Style names of Final Draft and others, in lower case without spaces. */
const styles: Readonly<Record<string, ElementType>> = {
  sceneheading: 'sceneHeading',
  slugline: 'sceneHeading',
  slug: 'sceneHeading',
  scenrubrik: 'sceneHeading',
  action: 'action',
  general: 'action',
  description: 'action',
  shot: 'action',
  castlist: 'action',
  handling: 'action',
  scenanvisning: 'action',
  character: 'character',
  charactername: 'character',
  karaktär: 'character',
  roll: 'character',
  rollnamn: 'character',
  dialogue: 'dialogue',
  dialog: 'dialogue',
  replik: 'dialogue',
  parenthetical: 'parenthetical',
  parentes: 'parenthetical',
  transition: 'transition',
  övergång: 'transition',
  lyrics: 'lyrics',
  singing: 'lyrics',
  newact: 'centered',
  endofact: 'centered',
  scriptnote: 'note',
};

/** The element type that a style of another program stands for. */
export function typeOfStyle(style: string | undefined): ElementType | undefined {
  if (style === undefined) return undefined;
  return styles[
    style
      .normalize('NFC')
      .toLowerCase()
      .replace(/[\s_-]+|^mso/gu, '')
  ];
}

/** Inches: what stands less far in than this is not indented, and a cue stands at least so far in. */
const INDENTED = 0.5;
const CUE = 1.6;

/** Longer lines in capitals are no names. */
const LONGEST_NAME = 40;

/** Whether paragraphs say by themselves what they are: by style or layout. */
export function hasLayout(paragraphs: readonly PastedParagraph[]): boolean {
  const isStyled = paragraphs.some(({ style, align }) => typeOfStyle(style) !== undefined || align !== undefined);
  return isStyled || new Set(indentsOf(paragraphs).map((indent) => Math.round(indent * 4))).size > 1;
}

function indentsOf(paragraphs: readonly PastedParagraph[]): number[] {
  return paragraphs.flatMap(({ indent, text }) => (indent === undefined || text.trim() === '' ? [] : [indent]));
}

/** Reads paragraphs as elements; empty ones part what stands around them and are nothing themselves. */
export function elementsOfParagraphs(paragraphs: readonly PastedParagraph[]): PastedElement[] {
  const least = Math.min(...indentsOf(paragraphs), Number.POSITIVE_INFINITY);
  const isLaidOut = hasLayout(paragraphs);
  const elements: PastedElement[] = [];
  paragraphs.forEach((paragraph, at) => {
    const text = paragraph.text.trim();
    if (text === '') return;
    const indent = paragraph.indent === undefined ? undefined : paragraph.indent - least;
    const isParted = (paragraphs[at - 1]?.text.trim() ?? '') === '';
    const previous = isParted && !isLaidOut ? undefined : elements.at(-1)?.type;
    const hasMore = (paragraphs[at + 1]?.text.trim() ?? '') !== '';
    const type = typeOfStyle(paragraph.style) ?? typeByLooks({ ...paragraph, text }, indent, previous, hasMore);
    elements.push(elementOf(paragraph, type, text));
  });
  return elements;
}

function elementOf({ sceneNumber, dual }: PastedParagraph, type: ElementType, text: string): PastedElement {
  if (type === 'sceneHeading') return headingOf(text, sceneNumber);
  if (type === 'character') {
    const isDual = dual === true || text.endsWith('^');
    const name = text.replace(/\s*\^$/u, '');
    return isDual ? { type, text: name, dual: true } : { type, text: name };
  }
  if (type === 'parenthetical') return { type, text: text.startsWith('(') ? text : `(${text})` };
  return { type, text };
}

/** A number before or after the heading is the scene's. */
function headingOf(text: string, given: string | undefined): PastedElement {
  const [element] = parse(text).elements;
  const isHeading = element?.type === 'sceneHeading';
  const sceneNumber = given ?? (isHeading ? element.heading?.sceneNumber : undefined);
  const heading: PastedElement = { type: 'sceneHeading', text: isHeading ? element.text.trim() : text };
  return sceneNumber === undefined || sceneNumber === '' ? heading : { ...heading, sceneNumber };
}

function typeByLooks(
  { text, align }: PastedParagraph,
  indent: number | undefined,
  previous: ElementType | undefined,
  hasMore: boolean,
): ElementType {
  const alone = parse(text).elements;
  const said = alone.length === 1 ? alone[0]?.type : undefined;
  if (said === 'sceneHeading') return said;
  const isCapitals = isAllCapitals(text.replace(/\([^)]*\)/gu, '')) && !text.includes('\n');
  if (align === 'right' && isCapitals) return 'transition';
  const inSpeech = previous === 'character' || previous === 'parenthetical' || previous === 'dialogue';
  const isIn = indent === undefined || indent >= INDENTED;
  if (inSpeech && isIn && /^\(.*\)$/su.test(text)) return 'parenthetical';
  const mayBeCue = isCapitals && text.length <= LONGEST_NAME && !/[.!?:,]$/u.test(text);
  if (said !== 'transition' && mayBeCue && standsAsCue(indent, align, hasMore)) return 'character';
  if (said === 'transition') return said;
  if (align === 'center') return inSpeech ? 'dialogue' : 'centered';
  if (previous === 'character' || previous === 'parenthetical') return 'dialogue';
  return inSpeech && indent !== undefined && indent >= INDENTED ? 'dialogue' : 'action';
}

function standsAsCue(indent: number | undefined, align: PastedParagraph['align'], hasMore: boolean): boolean {
  if (align === 'center' || indent === undefined) return hasMore;
  return indent >= CUE || (indent < INDENTED ? false : hasMore);
}
