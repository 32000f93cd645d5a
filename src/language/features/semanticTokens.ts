import type { Element } from '../document.ts';
import { cueParts } from './cueParts.ts';
import { emphasisSpans } from './emphasisSpans.ts';
import { headingParts } from './headingParts.ts';
import { indexAt, type ScriptView, type Span } from './scriptView.ts';

/** What a part of the text is, for colouring. Their order is the legend's. */
export const tokenTypes = [
  'sceneNumber',
  'headingPrefix',
  'location',
  'timeOfDay',
  'character',
  'cueExtension',
  'dualMark',
  'parenthetical',
  'transition',
  'lyrics',
  'centered',
  'section',
  'synopsis',
  'pageBreak',
  'note',
  'boneyard',
  'titleKey',
  'emphasis',
] as const;

export type TokenType = (typeof tokenTypes)[number];

/** How a part of the text is emphasised. Their order is the legend's. */
export const tokenModifiers = ['italic', 'bold', 'underline'] as const;

export type TokenModifier = (typeof tokenModifiers)[number];

/** A part of one line. */
export interface Token extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** Tokens of everything that touches a part of the text, in its order; none overlaps another, each lies in one line. */
export function semanticTokens(view: ScriptView, within: Span): readonly Token[] {
  const { titlePage, elements } = view.screenplay;
  const tokens: Token[] = [];
  for (const { start, key } of titlePage) {
    if (start < within.end && start + key.length > within.start)
      tokens.push(token('titleKey', { start, end: start + key.length }));
  }
  for (let index = Math.max(0, indexAt(elements, within.start)); index < elements.length; index++) {
    const element = elements[index];
    if (!element || element.start >= within.end) break;
    tokens.push(...withHidden(view, element, elementTokens(view, element)));
  }
  return tokens.flatMap((each) => inLines(view.text, each));
}

function token(type: TokenType, { start, end }: Span, modifiers: readonly TokenModifier[] = []): Token {
  return { type, start, end, modifiers };
}

function elementTokens(view: ScriptView, element: Element): readonly Token[] {
  switch (element.type) {
    case 'sceneHeading':
      return headingTokens(view, element);
    case 'character':
      return cueTokens(view, element);
    case 'action':
    case 'dialogue':
      return emphasised(view.text, element, undefined);
    case 'lyrics':
    case 'centered':
      return emphasised(view.text, element, element.type);
    case 'note':
    case 'boneyard':
      return [];
    default:
      return [token(element.type, element)];
  }
}

function headingTokens(view: ScriptView, element: Element): readonly Token[] {
  const { number, prefix, location, timeOfDay } = headingParts(view, element);
  const parts = [
    number && token('sceneNumber', number),
    prefix && token('headingPrefix', prefix),
    location && token('location', location),
    timeOfDay && token('timeOfDay', timeOfDay),
  ];
  return parts.filter((part) => part !== undefined).sort((a, b) => a.start - b.start);
}

function cueTokens(view: ScriptView, element: Element): readonly Token[] {
  const { name, extensions, dual } = cueParts(view, element);
  return [
    ...(name ? [token('character', name)] : []),
    ...extensions.map((extension) => token('cueExtension', extension)),
    ...(dual ? [token('dualMark', dual)] : []),
  ];
}

/** An element's emphasis; between it `base`, when there is one. */
function emphasised(text: string, element: Span, base: TokenType | undefined): readonly Token[] {
  const source = text.slice(element.start, element.end);
  if (!/[*_]/.test(source)) return base ? [token(base, element)] : [];
  const tokens: Token[] = [];
  let at = element.start;
  for (const line of source.split(/(\r\n|\r|\n)/)) {
    tokens.push(...styledParts(line, at, base));
    at += line.length;
  }
  return tokens;
}

function styledParts(line: string, offset: number, base: TokenType | undefined): readonly Token[] {
  const changes = emphasisSpans(line)
    .flatMap(({ style, start, end }) => [
      { at: start, style, by: 1 },
      { at: end, style, by: -1 },
    ])
    .sort((a, b) => a.at - b.at);
  const open = { italic: 0, bold: 0, underline: 0 };
  const tokens: Token[] = [];
  let at = 0;
  for (const change of [...changes, { at: line.length, style: 'italic' as const, by: 0 }]) {
    const modifiers = tokenModifiers.filter((style) => open[style] > 0);
    const type = base ?? (modifiers.length > 0 ? 'emphasis' : undefined);
    if (type && change.at > at) tokens.push(token(type, { start: offset + at, end: offset + change.at }, modifiers));
    open[change.style] += change.by;
    at = change.at;
  }
  return tokens;
}

/** Notes and boneyards of an element, and of its tokens what they leave. */
function withHidden({ enclosures }: ScriptView, element: Span, tokens: readonly Token[]): readonly Token[] {
  const hidden: Token[] = [];
  for (let index = indexAt(enclosures, element.start - 1) + 1; index < enclosures.length; index++) {
    const enclosure = enclosures[index];
    if (!enclosure || enclosure.start >= element.end) break;
    if (enclosure.closed) hidden.push(token(enclosure.kind, enclosure));
  }
  if (hidden.length === 0) return tokens;
  return [...hidden, ...tokens.flatMap((each) => uncovered(each, hidden))].sort((a, b) => a.start - b.start);
}

function uncovered(each: Token, hidden: readonly Token[]): readonly Token[] {
  const left: Token[] = [];
  let at = each.start;
  for (let index = Math.max(0, indexAt(hidden, each.start)); index < hidden.length; index++) {
    const cover = hidden[index];
    if (!cover || cover.start >= each.end) break;
    if (cover.start > at) left.push(token(each.type, { start: at, end: cover.start }, each.modifiers));
    at = Math.max(at, cover.end);
  }
  if (at < each.end) left.push(token(each.type, { start: at, end: each.end }, each.modifiers));
  return left;
}

/** A token cut at line ends, without white space at the ends of its pieces. */
function inLines(text: string, { type, start, end, modifiers }: Token): readonly Token[] {
  const source = text.slice(start, end);
  if (!/^\s|\s$|[\r\n]/.test(source)) return [{ type, start, end, modifiers }];
  const pieces: Token[] = [];
  let at = start;
  for (const line of source.split(/[\r\n]/)) {
    const from = at + line.length - line.trimStart().length;
    const to = at + line.trimEnd().length;
    if (from < to) pieces.push(token(type, { start: from, end: to }, modifiers));
    at += line.length + 1;
  }
  return pieces;
}
