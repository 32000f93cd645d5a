/** The text of a spliced passage: its elements from the one before the splice to the one after it, and the gaps between them. */
import { keepsDialogueOpen } from './dialogueFlow.ts';
import type { ElementType, ScriptElement, Splice, TitlePageEntry } from './document.ts';
import { withLineFeeds } from './lines.ts';
import type { ReadWith } from './parse.ts';
import type { PlacedElement } from './placedElements.ts';
import { blankLinesBetween, printElement, reprintElement, type Surroundings } from './print.ts';

/** An old element as it stands in the text. */
interface Origin {
  readonly element: PlacedElement;
  /** With `\n` line ends. */
  readonly source: string;
  /** The text between it and the element above, with `\n` line ends; missing for the first. */
  readonly gapAbove: string | undefined;
  readonly around: Surroundings;
}

interface WindowElement {
  readonly element: ScriptElement;
  /** What it was before; for a new element what stood in its place, if it is one for one. */
  readonly origin: Origin | undefined;
  /** It stands below the same element as before, and neither changed its type. */
  readonly keepsNeighbour: boolean;
}

/** The part of the text that a splice may change. */
export interface SpliceWindow {
  /** Offsets into the source. */
  readonly start: number;
  readonly end: number;
  /** Indices of the first and last old element inside; `last` < `first` when there is none. */
  readonly first: number;
  readonly last: number;
  /** New text before the first element: what parts it from a title page. */
  readonly lead: string;
  /** New text after the last element. */
  readonly tail: string;
  readonly elements: readonly WindowElement[];
  /** What stands above the window. */
  readonly above: Surroundings;
  /** A line that is not blank follows directly below the window. */
  readonly followedBelow: boolean;
}

interface Script extends ReadWith {
  readonly source: string;
  readonly titlePage: readonly TitlePageEntry[];
  readonly elements: readonly PlacedElement[];
}

/** How the gaps between elements are chosen: as they were, as they were where they part the two types rightly, or as usual for new text. */
export type GapChoice = 'kept' | 'fitting' | 'usual';

/** Looks at what a splice reaches: the elements it replaces and its two neighbours, which may have to be written otherwise. */
export function windowOf(script: Script, splice: Splice): SpliceWindow {
  const { source, titlePage, elements } = script;
  const first = Math.max(0, splice.start - 1);
  const last = Math.min(elements.length - 1, splice.start + splice.deleteCount);
  const top: Surroundings =
    titlePage.length > 0
      ? { previous: 'action', adjacent: false, followed: false, words: script.words }
      : { adjacent: false, followed: false, words: script.words };
  if (elements.length === 0) {
    const start = titlePage.at(-1)?.end ?? 0;
    return {
      start,
      end: source.length,
      first: 0,
      last: -1,
      lead: titlePage.length > 0 ? '\n\n' : '',
      tail: /[\r\n]/.test(source.slice(start)) ? '\n' : '',
      elements: splice.inserted.map((element) => ({ element, origin: undefined, keepsNeighbour: false })),
      above: top,
      followedBelow: false,
    };
  }
  return {
    start: elements[first]?.start ?? 0,
    end: elements[last]?.end ?? source.length,
    first,
    last,
    lead: '',
    tail: '',
    elements: windowElements(script, splice, top),
    above: first === 0 ? top : aroundOf(script, first, top),
    followedBelow: last < elements.length - 1 && isAdjacent(gapAbove(script, last + 1)),
  };
}

/** The window's new text, with `\n` line ends. */
export function printSplice(window: SpliceWindow, choice: GapChoice): string {
  const { elements, above, lead, tail } = window;
  const gaps = elements.map((current, index) => gapOf(elements[index - 1], current, choice));
  let text = lead;
  let previous = above.previous;
  let isOpen = above.dialogueOpen ?? false;
  elements.forEach((current, index) => {
    const gap = gaps[index];
    const next = gaps[index + 1];
    const adjacent = index === 0 ? above.adjacent : isAdjacent(gap);
    const around: Surroundings = {
      ...(previous !== undefined && { previous }),
      words: above.words,
      adjacent,
      followed: next === undefined ? window.followedBelow : isAdjacent(next),
      dialogueOpen: adjacent && isOpen,
    };
    text += (gap ?? '') + sourceOf(current, around);
    isOpen = keepsDialogueOpen(current.element.type, adjacent && isOpen);
    previous = current.element.type;
  });
  return text === lead ? text : text + tail;
}

/** A mark that stood there only because the old surroundings asked for it goes with them; a writer's own stays. */
function sourceOf({ element, origin }: WindowElement, around: Surroundings): string {
  if (!origin || origin.source === printElement(origin.element, origin.around)) return printElement(element, around);
  return reprintElement(origin.source, origin.element, element, around);
}

function gapOf(above: WindowElement | undefined, current: WindowElement, choice: GapChoice): string | undefined {
  if (!above) return undefined;
  const usual = blankLinesBetween(above.element.type, current.element.type) === 0 ? '\n' : '\n\n';
  const kept = current.origin?.gapAbove;
  if (kept === undefined || choice === 'usual') return usual;
  if (choice === 'kept' && current.keepsNeighbour) return kept;
  return isAdjacent(kept) === isAdjacent(usual) ? kept : usual;
}

function windowElements(script: Script, { start, deleteCount, inserted }: Splice, top: Surroundings): WindowElement[] {
  const { elements } = script;
  const indexOf = new Map(
    elements.slice(start, start + deleteCount).map((element, index) => [element.id, start + index]),
  );
  const isOneForOne = inserted.length === deleteCount;
  const origins = [
    ...(start > 0 ? [start - 1] : []),
    ...inserted.map((element, index) => indexOf.get(element.id) ?? (isOneForOne ? start + index : undefined)),
    ...(start + deleteCount < elements.length ? [start + deleteCount] : []),
  ];
  const spliced = [
    ...elements.slice(Math.max(0, start - 1), start),
    ...inserted,
    ...elements.slice(start + deleteCount, start + deleteCount + 1),
  ];
  return spliced.map((element, position) => {
    const index = origins[position];
    const above = origins[position - 1];
    const hasType = (at: number | undefined, type: ElementType | undefined) =>
      at !== undefined && elements[at]?.type === type;
    return {
      element,
      origin: index === undefined ? undefined : originOf(script, index, top),
      keepsNeighbour:
        index !== undefined &&
        above === index - 1 &&
        hasType(index, element.type) &&
        hasType(above, spliced[position - 1]?.type),
    };
  });
}

function originOf(script: Script, index: number, top: Surroundings): Origin | undefined {
  const element = script.elements[index];
  if (!element) return undefined;
  return {
    element,
    source: withLineFeeds(script.source.slice(element.start, element.end)),
    gapAbove: gapAbove(script, index),
    around: aroundOf(script, index, top),
  };
}

/** The old surroundings of an old element. */
function aroundOf(script: Script, index: number, top: Surroundings): Surroundings {
  const previous = script.elements[index - 1]?.type;
  const followed = index + 1 < script.elements.length && isAdjacent(gapAbove(script, index + 1));
  if (previous === undefined) return { ...top, followed };
  const adjacent = isAdjacent(gapAbove(script, index));
  return { previous, adjacent, followed, dialogueOpen: isOpenAt(script, index), words: script.words };
}

/** Whether dialogue may go on at an old element. */
function isOpenAt(script: Script, index: number): boolean {
  const above = script.elements[index - 1]?.type;
  if (above === undefined || !isAdjacent(gapAbove(script, index))) return false;
  const isPassing = above === 'lyrics' || above === 'note' || above === 'boneyard';
  return keepsDialogueOpen(above, isPassing && isOpenAt(script, index - 1));
}

function gapAbove({ source, elements }: Script, index: number): string | undefined {
  const above = elements[index - 1];
  const below = elements[index];
  return above && below && withLineFeeds(source.slice(above.end, below.start));
}

/** No blank line between. */
function isAdjacent(gap: string | undefined): boolean {
  return gap !== undefined && gap.split('\n').length <= 2;
}
