/** HTML from Word, other programs and the web: its blocks as paragraphs with their styles, indents and looks. Needs a browser's parser. */
import { markedText, type PastedParagraph, type PastedRun } from './paragraph.ts';

/** px of each unit of CSS that indents come in. */
const units: Readonly<Record<string, number>> = {
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  pt: 96 / 72,
  px: 1,
  em: 16,
  rem: 16,
};

function inches(length: string): number {
  const [, value, unit = 'px'] = /^(-?[\d.]+)([a-z]+)?/u.exec(length.trim()) ?? [];
  return ((Number(value) || 0) * (units[unit] ?? 0)) / 96;
}

const blocks = new Set([
  'P',
  'DIV',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'LI',
  'UL',
  'OL',
  'BLOCKQUOTE',
  'PRE',
  'TR',
  'TD',
  'TABLE',
  'TBODY',
  'SECTION',
  'ARTICLE',
  'CENTER',
  'BODY',
]);
const ignored = new Set(['STYLE', 'SCRIPT', 'HEAD', 'TITLE', 'META', 'LINK', 'TEMPLATE', 'SVG', 'IMG']);

interface Context {
  readonly indent: number;
  readonly align: PastedParagraph['align'];
  readonly style: string | undefined;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly keepsSpaces: boolean;
}

const outermost: Context = {
  indent: 0,
  align: undefined,
  style: undefined,
  bold: false,
  italic: false,
  underline: false,
  keepsSpaces: false,
};

/** Programming editors put their own text on the clipboard as coloured lines: its plain text says more. */
export function isFromCodeEditor(html: string): boolean {
  return /white-space:\s*pre;|vscode/iu.test(html.slice(0, 2000));
}

/** The blocks of a document. Nothing in it is loaded or run. */
export function paragraphsOfHtml(html: string): PastedParagraph[] {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const reader = createReader();
  reader.walk(body, outermost);
  reader.end(outermost);
  return reader.paragraphs;
}

function createReader() {
  const paragraphs: PastedParagraph[] = [];
  let runs: PastedRun[] = [];

  const end = ({ indent, align, style }: Context) => {
    const text = markedText(runs)
      .replace(/[ \t]*\n[ \t]*/gu, '\n')
      .trim();
    runs = [];
    if (text !== '') paragraphs.push({ text, indent, ...(align && { align }), ...(style !== undefined && { style }) });
  };
  const addText = (text: string, { bold, italic, underline, keepsSpaces }: Context) => {
    const shown = (keepsSpaces ? text : text.replace(/[ \t\r\n]+/gu, ' ')).replaceAll('\u00a0', ' ');
    if (shown !== '') runs.push({ text: shown, bold, italic, underline });
  };
  const walk = (node: Node, context: Context) => {
    if (node instanceof Text) return addText(node.data, context);
    if (!(node instanceof HTMLElement) || ignored.has(node.tagName)) return;
    if (node.tagName === 'BR') return void runs.push({ text: '\n', bold: false, italic: false, underline: false });
    const inner = contextOf(node, context);
    const isBlock = blocks.has(node.tagName);
    if (isBlock) end(context);
    for (const child of node.childNodes) walk(child, inner);
    if (isBlock) end(inner);
  };
  return { paragraphs, walk, end };
}

/** The style attribute by its properties: the page's content security policy keeps the browser from reading it. */
function declarationsOf(node: HTMLElement): Readonly<Record<string, string>> {
  const pairs = (node.getAttribute('style') ?? '').split(';').map((declaration) => declaration.split(':'));
  return Object.fromEntries(
    pairs.map(([name = '', value = '']) => [name.trim().toLowerCase(), value.trim().toLowerCase()]),
  );
}

function contextOf(node: HTMLElement, outer: Context): Context {
  const { tagName } = node;
  const style = declarationsOf(node);
  const { 'font-weight': weight = '', 'font-style': slant = '', 'white-space': space = '' } = style;
  const decoration = style['text-decoration-line'] ?? style['text-decoration'] ?? '';
  const shift = inches(style['margin-left'] ?? '') + inches(style['padding-left'] ?? '');
  const saidAlign = style['text-align'] ?? node.getAttribute('align')?.toLowerCase();
  return {
    indent: outer.indent + shift + Math.max(0, inches(style['text-indent'] ?? '')),
    align: alignOf(saidAlign ?? (tagName === 'CENTER' ? 'center' : ''), outer.align),
    style: styleNameOf(node) ?? outer.style,
    bold: weight === '' ? outer.bold || tagName === 'B' || tagName === 'STRONG' : /bold|[6-9]00/u.test(weight),
    italic: slant === '' ? outer.italic || tagName === 'I' || tagName === 'EM' : slant === 'italic',
    underline: outer.underline || tagName === 'U' || decoration.includes('underline'),
    keepsSpaces: space === '' ? outer.keepsSpaces || tagName === 'PRE' : space.startsWith('pre'),
  };
}

function alignOf(said: string, outer: Context['align']): Context['align'] {
  if (said === '') return outer;
  return said === 'center' || said === 'right' ? said : said === 'end' ? 'right' : undefined;
}

/** Word writes a paragraph's style as its class, the web by words of its own. */
function styleNameOf(node: HTMLElement): string | undefined {
  const named = node.getAttribute('data-type') ?? node.getAttribute('data-element-type');
  const names = [...(named === null ? [] : [named]), ...node.classList];
  return names.find((name) =>
    /scene|slug|action|character|dialog|parenthetical|transition|lyrics|replik|roll|karakt/iu.test(name),
  );
}
