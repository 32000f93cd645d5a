/** Rich text (RTF), which Final Draft and Word put on the clipboard: paragraphs with their styles, indents and looks. Pure. */
import { markedText, type PastedParagraph, type PastedRun } from './paragraph.ts';

/** Twips of an inch. */
const TWIPS = 1440;

/** Groups that hold no text of the document. */
const hidden = new Set([
  'fonttbl',
  'colortbl',
  'info',
  'pict',
  'header',
  'footer',
  'generator',
  'listtable',
  'listoverridetable',
  'rsidtbl',
  'themedata',
  'datastore',
  'latentstyles',
  'xmlnstbl',
  'fldinst',
]);

interface Look {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly isHidden: boolean;
  /** In the list of styles: its number while its name is read. */
  readonly namesStyle: boolean;
  /** Code units that follow `\u` for programs that do not know it. */
  readonly skip: number;
}

const plainLook: Look = { bold: false, italic: false, underline: false, isHidden: false, namesStyle: false, skip: 1 };

/** Windows-1252 where it differs from Latin 1. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function letterOf(code: number): string {
  return (code >= 0x80 && code < 0xa0 && windows[code - 0x80]) || String.fromCharCode(code);
}

/** Reads a document's paragraphs; anything that is not RTF gives none. */
export function paragraphsOfRichText(rtf: string): PastedParagraph[] {
  if (!rtf.startsWith('{\\rtf')) return [];
  const reader = new Reader();
  const token = /\\([a-z]+)(-?\d+)? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/giu;
  for (const [, word, value, hex, symbol, brace, text] of rtf.matchAll(token)) {
    if (word !== undefined) reader.word(word, value === undefined ? undefined : Number(value));
    else if (hex !== undefined) reader.text(letterOf(Number.parseInt(hex, 16)), true);
    else if (symbol !== undefined) reader.symbol(symbol);
    else if (brace === '{') reader.open();
    else if (brace === '}') reader.close();
    else if (text !== undefined) reader.text(text);
  }
  return reader.end();
}

class Reader {
  readonly #paragraphs: PastedParagraph[] = [];
  readonly #styles = new Map<number, string>();
  readonly #outer: Look[] = [];
  #look = plainLook;
  #runs: PastedRun[] = [];
  #style = 0;
  #left = 0;
  #align: PastedParagraph['align'];
  #skipping = 0;

  open(): void {
    this.#outer.push(this.#look);
  }

  close(): void {
    this.#look = this.#outer.pop() ?? plainLook;
  }

  symbol(symbol: string): void {
    if (symbol === '*') this.#look = { ...this.#look, isHidden: true };
    else if (symbol === '~') this.text('\u00a0');
    else if (symbol === '_') this.text('-');
    else if ('\\{}'.includes(symbol)) this.text(symbol);
  }

  text(text: string, isByte = false): void {
    if (this.#skipping > 0) {
      const skipped = isByte ? 1 : Math.min(this.#skipping, text.length);
      this.#skipping -= skipped;
      if (!isByte && skipped < text.length) this.text(text.slice(skipped));
      return;
    }
    const { isHidden, namesStyle, bold, italic, underline } = this.#look;
    if (isHidden) return;
    if (namesStyle) this.#styles.set(this.#style, (this.#styles.get(this.#style) ?? '') + text);
    else this.#runs.push({ text, bold, italic, underline });
  }

  word(word: string, value: number | undefined): void {
    const isOn = value !== 0;
    if (hidden.has(word)) this.#look = { ...this.#look, isHidden: true };
    else if (word === 'stylesheet') this.#look = { ...this.#look, namesStyle: true };
    else if (word === 'b') this.#look = { ...this.#look, bold: isOn };
    else if (word === 'i') this.#look = { ...this.#look, italic: isOn };
    else if (word === 'ul' || word === 'ulnone') this.#look = { ...this.#look, underline: isOn && word === 'ul' };
    else if (word === 'plain') this.#look = { ...this.#look, bold: false, italic: false, underline: false };
    else this.#paragraphWord(word, value);
  }

  end(): PastedParagraph[] {
    if (this.#runs.length > 0) this.#endParagraph();
    return this.#paragraphs;
  }

  #paragraphWord(word: string, value = 0): void {
    if (word === 'par' || word === 'sect' || word === 'page') this.#endParagraph();
    else if (word === 'pard') [this.#left, this.#align, this.#style] = [0, undefined, 0];
    else if (word === 'li' || word === 'lin') this.#left = value;
    else if (word === 's') this.#style = value;
    else if (word === 'qc' || word === 'qr' || word === 'ql') this.#align = aligns[word];
    else if (word === 'uc') this.#look = { ...this.#look, skip: value };
    else if (word === 'u') {
      this.text(String.fromCharCode(value < 0 ? value + 0x10000 : value));
      this.#skipping = this.#look.skip;
    } else {
      const sign = signs[word];
      if (sign !== undefined) this.text(sign);
    }
  }

  #endParagraph(): void {
    if (this.#look.isHidden || this.#look.namesStyle) return;
    const style = this.#styles.get(this.#style)?.replace(/;.*$/su, '').trim();
    this.#paragraphs.push({
      text: markedText(this.#runs),
      indent: this.#left / TWIPS,
      ...(style !== undefined && { style }),
      ...(this.#align && { align: this.#align }),
    });
    this.#runs = [];
  }
}

const aligns = { qc: 'center', qr: 'right', ql: undefined } as const;

const signs: Readonly<Record<string, string>> = {
  line: '\n',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
};
