import type { Element } from '../document.ts';
import type { ScriptView, Span } from './scriptView.ts';

/** A section or scene as an outline shows it; sections hold deeper sections and scenes. Ends where its last element ends. */
export interface ScriptSymbol extends Span {
  readonly kind: 'section' | 'scene';
  /** A scene's number and heading, or a section's text; empty while it is being written. */
  readonly name: string;
  /** Estimated seconds on screen of everything in it. */
  readonly seconds: number;
  /** The heading itself. */
  readonly nameSpan: Span;
  readonly children: readonly ScriptSymbol[];
}

interface OpenSymbol {
  readonly heading: Element;
  /** A section's depth; a scene lies below all of them. */
  readonly depth: number;
  readonly children: ScriptSymbol[];
  seconds: number;
}

/** Sections and scenes in the order of the text, nested. What stands before the first of them is in none. */
export function documentSymbols(view: ScriptView): readonly ScriptSymbol[] {
  const roots: ScriptSymbol[] = [];
  const open: OpenSymbol[] = [];
  let lastEnd = 0;
  const closeFrom = (depth: number) => {
    for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
      open.pop();
      const parent = open.at(-1);
      if (parent) parent.seconds += last.seconds;
      (parent?.children ?? roots).push(closed(last, lastEnd));
    }
  };
  const { seconds, screenplay } = view;
  screenplay.elements.forEach((element, index) => {
    const depth = depthOf(element);
    if (depth !== undefined) {
      closeFrom(depth);
      open.push({ heading: element, depth, children: [], seconds: 0 });
    }
    const inner = open.at(-1);
    if (inner) inner.seconds += seconds[index] ?? 0;
    lastEnd = element.end;
  });
  closeFrom(0);
  return roots;
}

function depthOf(element: Element): number | undefined {
  if (element.type === 'section') return element.depth ?? 1;
  return element.type === 'sceneHeading' ? Number.POSITIVE_INFINITY : undefined;
}

function closed({ heading, children, seconds }: OpenSymbol, end: number): ScriptSymbol {
  const { start } = heading;
  const number = heading.heading?.sceneNumber;
  return {
    kind: heading.type === 'section' ? 'section' : 'scene',
    name: number ? `${number} ${heading.text}` : heading.text,
    seconds,
    start,
    end,
    nameSpan: { start, end: heading.end },
    children,
  };
}
