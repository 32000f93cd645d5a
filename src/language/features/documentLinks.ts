import type { ScriptView, Span } from './scriptView.ts';

/** An address in the text. */
export interface DocumentLink extends Span {
  /** With its scheme: `https:`, `http:` or `mailto:`. */
  readonly target: string;
}

const address =
  /https?:\/\/[^\s<>[\]"]+|(?<![\p{L}\p{N}.])www\.[^\s<>[\]"]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/giu;
/** Belongs to the sentence, or to emphasis, rather than to the address. */
const closing = '.,;:!?\'"’”*_';

/** Web and e-mail addresses in notes and anywhere else, in the order of the text. */
export function documentLinks({ text }: ScriptView): readonly DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const { index: start, 0: found } of text.matchAll(address)) {
    const words = found.slice(0, addressEnd(found));
    const target = /^https?:/i.test(words) ? words : words.includes('@') ? `mailto:${words}` : `https://${words}`;
    if (/[\p{L}\p{N}]$|\/$|=$|\)$/u.test(words)) links.push({ start, end: start + words.length, target });
  }
  return links;
}

function addressEnd(found: string): number {
  let end = found.length;
  let open = found.split('(').length - found.split(')').length;
  while (end > 0) {
    const last = found.charAt(end - 1);
    // A parenthesis that the address does not open closes one around it.
    if (last === ')' && open < 0) open++;
    else if (!closing.includes(last)) break;
    end--;
  }
  return end;
}
