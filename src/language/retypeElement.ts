/** Making a line of the text another kind of element, by its words where they say it and else by its mark. */
import type { ElementType, ScriptElement, Splice } from './document.ts';
import type { PlacedElement } from './placedElements.ts';
import { type PlacedScript, type TextEdit, textEditFor } from './textEdit.ts';

/** Types that may have several lines; of these only the caret's line is made something else. */
const manyLines: ReadonlySet<ElementType> = new Set(['action', 'dialogue']);

/**
 * The edit that makes the line at `offset` an element of `type`: an action's or dialogue's other lines stay what they are. Missing when
 * no element is there or it has that type already.
 */
export function retypeEdit(script: PlacedScript, offset: number, type: ElementType): TextEdit | undefined {
  const index = script.elements.findLastIndex(({ start }) => start <= offset);
  const element = script.elements[index];
  if (!element || offset > element.end || element.type === type) return undefined;
  const splice: Splice = { start: index, deleteCount: 1, inserted: retyped(script.source, element, offset, type) };
  return textEditFor(script, splice);
}

function retyped(source: string, element: PlacedElement, offset: number, type: ElementType): readonly ScriptElement[] {
  const { id, text } = element;
  const lines = text.split('\n');
  if (!manyLines.has(element.type) || manyLines.has(type) || lines.length === 1) return [made(id, text, type)];
  const line = source.slice(element.start, offset).split(/\r\n|\r|\n/).length - 1;
  const above = lines.slice(0, line).join('\n');
  const below = lines.slice(line + 1).join('\n');
  return [
    ...(line > 0 ? [{ id, type: element.type, text: above }] : []),
    made(line > 0 ? '' : id, lines[line] ?? '', type),
    // What stands below a cue is what it says.
    ...(below === ''
      ? []
      : [{ id: '', type: type === 'character' ? ('dialogue' as const) : element.type, text: below }]),
  ];
}

function made(id: string, text: string, type: ElementType): ScriptElement {
  const words = type === 'sceneHeading' || type === 'character' || type === 'transition' ? text.trim() : text;
  if (type === 'section') return { id, type, text: words, depth: 1 };
  if (type === 'parenthetical') return { id, type, text: /^\(.*\)$/s.test(words.trim()) ? words : `(${words.trim()})` };
  return { id, type, text: words };
}
