/** Final Draft's own format (FDX), as text: https://www.finaldraft.com writes it as XML with a `Paragraph` for each element. Pure. */
import { markedText, type PastedParagraph, type PastedRun } from './paragraph.ts';

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/giu, (whole, hex, decimal, name) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    if (hex || decimal) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return entities[name] ?? whole;
  });
}

function attributesOf(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...tag.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/gu)].map(([, name, value]) => [name, decoded(value ?? '')]),
  );
}

/** Whether a text is FDX or a piece of it. */
export function isFinalDraft(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:FinalDraft|Content|Paragraph)\b/su.test(text);
}

/** What stands in these is no part of the script. */
const outside = new Set([
  'TitlePage',
  'HeaderAndFooter',
  'ScriptNote',
  'SceneProperties',
  'ElementSettings',
  'Actors',
  'Cast',
]);

/** The script's paragraphs, without its title page. */
export function paragraphsOfFinalDraft(fdx: string): PastedParagraph[] {
  const reader = createReader();
  for (const [whole, closing, name = '', attributes = '', selfClosing, text] of fdx.matchAll(
    /<(\/?)([A-Za-z][\w:]*)([^>]*?)(\/?)>|([^<]+)/gu,
  )) {
    if (text !== undefined) reader.text(decoded(whole));
    else if (closing) reader.close(name);
    else {
      reader.open(name, attributesOf(attributes));
      if (selfClosing) reader.close(name);
    }
  }
  return reader.paragraphs;
}

interface OpenParagraph {
  readonly style: string;
  readonly sceneNumber: string | undefined;
  readonly runs: PastedRun[];
}

function createReader() {
  const paragraphs: PastedParagraph[] = [];
  let hidden = 0;
  let cues: number | undefined;
  let open: OpenParagraph | undefined;
  let look: Omit<PastedRun, 'text'> | undefined;

  const end = () => {
    const closed = open;
    open = undefined;
    if (!closed) return;
    const isCue = closed.style === 'Character';
    if (isCue && cues !== undefined) cues++;
    paragraphs.push({
      text: markedText(closed.runs),
      style: closed.style,
      ...(closed.sceneNumber !== undefined && { sceneNumber: closed.sceneNumber }),
      ...(isCue && cues === 2 && { dual: true }),
    });
  };
  return {
    paragraphs,
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (outside.has(name)) hidden++;
      if (hidden > 0) return;
      if (name === 'DualDialogue') cues = 0;
      // The paragraph around a dual dialogue has no type.
      if (name === 'Paragraph' && attributes['Type']) {
        open = { style: attributes['Type'], sceneNumber: attributes['Number'], runs: [] };
      }
      if (name === 'Text') {
        const style = attributes['Style'] ?? '';
        look = {
          bold: style.includes('Bold'),
          italic: style.includes('Italic'),
          underline: style.includes('Underline'),
        };
      }
    },
    close(name: string): void {
      if (outside.has(name)) hidden--;
      if (hidden > 0) return;
      if (name === 'Paragraph') end();
      if (name === 'DualDialogue') cues = undefined;
      if (name === 'Text') look = undefined;
    },
    text(text: string): void {
      if (hidden === 0 && open && look) open.runs.push({ text, ...look });
    },
  };
}
