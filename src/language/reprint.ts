/** Writes an element's new words into the form that its old words had. */
import type { ElementType } from './document.ts';
import type { PrintableElement } from './elementSources.ts';

interface Wrapped {
  readonly before: string;
  readonly after: string;
}

function wrappingOf(source: string, text: string): Wrapped | undefined {
  const at = text === '' ? -1 : source.indexOf(text);
  return at === -1 ? undefined : { before: source.slice(0, at), after: source.slice(at + text.length) };
}

/** The scene number in the form that the writer gave it: before the words, after them, or both (`27 INT. KÖK - DAG 27`). */
function renumber(wrapped: Wrapped, oldNumber: string, newNumber: string): Wrapped | undefined {
  const { before, after } = wrapped;
  const last = `#${oldNumber}#`;
  if (after.includes(last)) return { before, after: after.replace(last, () => `#${newNumber}#`) };
  const at = before.lastIndexOf(oldNumber);
  if (at === -1) return undefined;
  const isTwice = after.trim().replace(/\.$/, '') === oldNumber;
  return {
    before: before.slice(0, at) + newNumber + before.slice(at + oldNumber.length),
    after: isTwice ? after.replace(oldNumber, () => newNumber) : after,
  };
}

function reprintOneLine(source: string, old: PrintableElement, next: PrintableElement): string | undefined {
  if (next.text === '' || (old.dual ?? false) !== (next.dual ?? false) || old.depth !== next.depth) return undefined;
  const wrapped = wrappingOf(source, old.text);
  if (!wrapped) return undefined;
  if (old.sceneNumber === next.sceneNumber) return wrapped.before + next.text + wrapped.after;
  if (old.sceneNumber === undefined || next.sceneNumber === undefined) return undefined;
  const renumbered = renumber(wrapped, old.sceneNumber, next.sceneNumber);
  return renumbered && renumbered.before + next.text + renumbered.after;
}

/** A changed line in the form of the line that it replaces; a blank one in the form that keeps the element whole. */
function reprintLine(type: ElementType, source: string, old: string, next: string): string {
  if (next.trim() === '') return type === 'dialogue' ? '  ' : `!${next}`;
  const wrapped = wrappingOf(source, old);
  return wrapped ? wrapped.before + next + wrapped.after : next;
}

/** Lines that stay keep their source; a changed line keeps the mark and indentation of the line that it replaces. */
function reprintLines(source: string, old: PrintableElement, next: PrintableElement): string | undefined {
  const sources = source.split('\n');
  const olds = old.text.split('\n');
  const nexts = next.text.split('\n');
  if (sources.length !== olds.length || next.text === '') return undefined;
  const shortest = Math.min(olds.length, nexts.length);
  let head = 0;
  while (head < shortest && olds[head] === nexts[head]) head++;
  let tail = 0;
  while (tail < shortest - head && olds.at(-1 - tail) === nexts.at(-1 - tail)) tail++;
  const written = nexts.map((line, index) => {
    if (index < head) return sources[index] ?? line;
    const fromEnd = nexts.length - index;
    if (fromEnd <= tail) return sources.at(-fromEnd) ?? line;
    const at = Math.min(index, olds.length - 1);
    return reprintLine(old.type, sources[at] ?? '', olds[at] ?? '', line);
  });
  return written.join('\n');
}

/** The new source, or undefined when the old form cannot hold the new words. The caller makes sure that it reads back. */
export function reprintSource(source: string, old: PrintableElement, next: PrintableElement): string | undefined {
  if (old.type !== next.type) return undefined;
  if (old.type === 'action' || old.type === 'dialogue') return reprintLines(source, old, next);
  return reprintOneLine(source, old, next);
}
