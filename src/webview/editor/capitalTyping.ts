/** Capitals of one page while it is typed in. */
import type { ElementType } from '../../language/document.ts';
import { toCapitals, writesCapitals } from './capitals.ts';

/** Remembers the last capital that it made. */
export interface Capitals {
  /** What to put at `position` in place of `typed`. */
  of(type: ElementType, text: string, offset: number, typed: string, position: number): string;
  /** Without regard to what was corrected. */
  always(typed: string): string;
}

/** A writer who deletes a capital and types the same letter again means it: then it stays. */
export function createCapitals(language: () => string): Capitals {
  let last: { readonly position: number; readonly typed: string } | undefined;
  const always = (typed: string) => toCapitals(typed, language());
  return {
    always,
    of(type, text, offset, typed, position) {
      const corrected = last?.position === position && last.typed === typed;
      last = undefined;
      if (corrected || !writesCapitals(type, text, offset)) return typed;
      const capitals = always(typed);
      if (capitals !== typed) last = { position, typed };
      return capitals;
    },
  };
}
