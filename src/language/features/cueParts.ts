import type { Element } from '../document.ts';
import type { ScriptView, Span } from './scriptView.ts';
import { trimmedSpan, visibleText } from './visibleText.ts';

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
  const name = trimmedSpan(visible, from, paren === -1 ? end : paren);
  const matches = paren === -1 ? [] : [...text.slice(paren, end).matchAll(extension)];
  const extensions = matches.map(({ index, 0: words }) => visible.spanOf(paren + index, paren + index + words.length));
  return {
    isForced,
    ...(name && { name }),
    extensions,
    ...(dualAt !== -1 && { dual: visible.spanOf(dualAt, dualAt + 1) }),
  };
}
