/** Numbering the scenes of a script, as edits of its headings alone. */
import type { Element, Screenplay } from './document.ts';
import {
  compareSceneNumbers,
  isNumberable,
  type NumberForm,
  numberFormOf,
  numbersBetween,
  parseSceneNumber,
  type SceneNumber,
  withoutSceneNumber,
  withSceneNumber,
} from './sceneNumbers.ts';
import { languageOf } from './scriptLanguage.ts';
import type { TextEdit } from './textEdit.ts';

/** Scenes that are numbered together. Files of several episodes begin anew at a section; each is a part. */
export type NumberedPart = readonly Element[];

/** The headings that numbers belong to, in the order of the text, cut where the numbers begin again under a section. */
export function numberedParts({ elements }: Pick<Screenplay, 'elements'>): readonly NumberedPart[] {
  const parts: Element[][] = [[]];
  let afterSection = false;
  let highest = 0;
  for (const element of elements) {
    if (element.type === 'section') afterSection = true;
    if (!isNumberable(element)) continue;
    const base = numberOf(element)?.base;
    const beginsAgain = base !== undefined && afterSection && base % 100 === 1 && base !== highest + 1 && highest > 0;
    if (beginsAgain) parts.push([]);
    if (base !== undefined) {
      highest = beginsAgain ? base : Math.max(highest, base);
      afterSection = false;
    }
    parts.at(-1)?.push(element);
  }
  return parts.filter((part) => part.length > 0);
}

function numberOf({ heading }: Element): SceneNumber | undefined {
  return heading?.sceneNumber === undefined ? undefined : parseSceneNumber(heading.sceneNumber);
}

/**
 * Gives a number to every scene that has none and touches no other: letters between two numbered scenes (15A, 15B), the next numbers
 * after the last. A script without numbers is numbered from 1. In the form that the script's numbers have.
 */
export function numberMissingScenes(screenplay: Screenplay): readonly TextEdit[] {
  const form = numberFormOf(screenplay, languageOf(screenplay));
  return numberedParts(screenplay).flatMap((part) => {
    const numbers = missingNumbers(part);
    return [...numbers].map(([heading, number]) => editOf(screenplay, heading, number, form));
  });
}

/** The number that a scene without one, or with a wrong one, gets between its neighbours; undefined when nothing fits. */
export function numberFor(
  screenplay: Screenplay,
  heading: Element,
): { readonly number: string; readonly edit: TextEdit } | undefined {
  const part = numberedParts(screenplay).find((candidate) => candidate.includes(heading));
  if (!part) return undefined;
  const index = part.indexOf(heading);
  const [number] = numbersBetween(
    part
      .slice(0, index)
      .flatMap((other) => numberOf(other) ?? [])
      .at(-1),
    part.slice(index + 1).flatMap((other) => numberOf(other) ?? [])[0],
    1,
    takenIn(part.filter((other) => other !== heading)),
  );
  if (number === undefined) return undefined;
  return { number, edit: editOf(screenplay, heading, number, numberFormOf(screenplay, languageOf(screenplay))) };
}

function takenIn(part: NumberedPart): ReadonlySet<string> {
  return new Set(part.flatMap(({ heading }) => heading?.sceneNumber?.toUpperCase() ?? []));
}

function missingNumbers(part: NumberedPart): ReadonlyMap<Element, string> {
  const numbers = new Map<Element, string>();
  const taken = takenIn(part);
  let before: SceneNumber | undefined;
  let run: Element[] = [];
  const give = (after: SceneNumber | undefined): void => {
    const isInOrder = !before || !after || compareSceneNumbers(before, after) < 0;
    const found = numbersBetween(before, isInOrder ? after : undefined, run.length, taken);
    run.forEach((heading, index) => {
      const number = found[index];
      if (number !== undefined) numbers.set(heading, number);
    });
    run = [];
  };
  for (const heading of part) {
    if (heading.heading?.sceneNumber === undefined) {
      run.push(heading);
      continue;
    }
    const number = numberOf(heading);
    if (!number) continue;
    give(number);
    before = number;
  }
  give(undefined);
  return numbers;
}

/** Numbers every scene anew, one after the other, from 1 or from the first number of an episode (201). */
export function renumberScenes(screenplay: Screenplay): readonly TextEdit[] {
  const form = numberFormOf(screenplay, languageOf(screenplay));
  return numberedParts(screenplay).flatMap((part) => {
    const first = firstNumberOf(part);
    return part
      .map((heading, index) => editOf(screenplay, heading, String(first + index), form))
      .filter(({ start, end, text }) => screenplay.source.slice(start, end) !== text);
  });
}

/** 201 for the scenes of an episode 2, also when its first ones were cut; else 1. */
function firstNumberOf(part: NumberedPart): number {
  const bases = part.flatMap((heading) => numberOf(heading)?.base ?? []);
  const lowest = bases.reduce((low, base) => Math.min(low, base), Number.POSITIVE_INFINITY);
  return lowest > 100 && Number.isFinite(lowest) ? Math.floor((lowest - 1) / 100) * 100 + 1 : 1;
}

/** Takes every scene's number away. */
export function removeSceneNumbers({ source, elements, words }: Screenplay): readonly TextEdit[] {
  return elements
    .filter(({ heading }) => heading?.sceneNumber !== undefined)
    .map(({ start, end }) => ({ start, end, text: withoutSceneNumber(source.slice(start, end), words) }));
}

function editOf({ source, words }: Screenplay, { start, end }: Element, number: string, form: NumberForm): TextEdit {
  return { start, end, text: withSceneNumber(source.slice(start, end), number, form, words) };
}
