import type { Element } from '../document.ts';
import type { ScriptView, Span } from './scriptView.ts';
import { trimmedSpan, type VisibleText, visibleText } from './visibleText.ts';

/** Where the parts of a character cue stand. */
export interface CueParts {
  /** An `@` stands before the name, which need not be in capitals then. */
  readonly isForced: boolean;
  /** Missing while only an `@` or an extension is there. */
  readonly name?: Span;
  /** With their parentheses: `(V.O.)`. */
  readonly extensions: readonly Span[];
  /** The `^` of dual dialogue. */
  readonly dual?: Span;
}

const extension = /\([^()]*\)/g;

/** The parts of a cue; `element` is one. */
export function cueParts(view: ScriptView, element: Element): CueParts {
  const visible = visibleText(view, element);
  const { text } = visible;
  const isForced = view.text.slice(element.start, element.end).trimStart().startsWith('@');
  const from = isForced ? text.indexOf('@') + 1 : 0;
  const dualAt = element.cue?.dual ? text.lastIndexOf('^') : -1;
  const end = dualAt === -1 ? text.length : dualAt;
  const paren = text.slice(0, end).indexOf('(', from);
  const name = nameSpan(visible, from, paren === -1 ? end : paren, element.cue?.name ?? '');
  const matches = paren === -1 ? [] : [...text.slice(paren, end).matchAll(extension)];
  const extensions = matches.map(({ index, 0: words }) => visible.spanOf(paren + index, paren + index + words.length));
  return {
    isForced,
    ...(name && { name }),
    extensions,
    ...(dualAt !== -1 && { dual: visible.spanOf(dualAt, dualAt + 1) }),
  };
}

/** Marks of emphasis around the name, which end with it or behind the extensions, are none of it. */
function nameSpan(visible: VisibleText, from: number, end: number, name: string): Span | undefined {
  const words = visible.text.slice(from, end);
  const lead = /^\s*[*_]+/.exec(words)?.[0].length ?? 0;
  if (lead === 0 || /^[*_]/.test(name)) return trimmedSpan(visible, from, end);
  const tail = /[*_]*\s*$/.exec(words)?.[0].length ?? 0;
  return trimmedSpan(visible, from + lead, /[*_]$/.test(name) ? end : end - tail);
}
