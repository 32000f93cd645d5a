/**
 * Edits whole scripts as writers do and knows, for every element of the result, which element it was. So it can be told how many
 * ids an alignment keeps and how many it gives to the wrong element.
 */
import type { ElementType } from '../../src/language/document.ts';
import { alignElements, type KnownElement } from '../../src/language/identity.ts';

/** Whole numbers in 0..below, the same for the same seed. */
export type Random = (below: number) => number;

/** An element and the place it had in the script before; undefined when it is new. */
export interface TracedElement {
  readonly type: ElementType;
  readonly text: string;
  readonly was: number | undefined;
}

type Passage = readonly TracedElement[];

export interface EditKind {
  readonly name: string;
  edit(script: Passage, random: Random): Passage;
}

/** What an alignment made of an edit. */
export interface SimulatedOutcome {
  /** Elements that are still there with at least half their words. */
  readonly halfKept: number;
  /** How many of these have their id. */
  readonly halfKeptFound: number;
  /** Elements that are still there, with whatever words. */
  readonly old: number;
  readonly oldFound: number;
  /** Elements that got the id of another one. */
  readonly wrong: number;
  readonly elements: number;
}

const syllables = 'ba de fi go lu mar nes pil ros ska trä vind ung åle öster ström lig het ning are sam tor'.split(' ');

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[random(list.length)];
}

function newWord(random: Random): string {
  return Array.from({ length: 1 + random(3) }, () => pick(syllables, random)).join('');
}

function newSentence(random: Random, least = 1, spread = 12): string {
  const text = Array.from({ length: least + random(spread) }, () => newWord(random)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${pick(['.', '.', '!', '?'], random)}`;
}

function words(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Whether at least half the words of the first text stand in the second. */
function keepsHalf(before: string, after: string): boolean {
  const left = new Map<string, number>();
  for (const word of words(after)) left.set(word, (left.get(word) ?? 0) + 1);
  const kept = words(before).filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return kept.length * 2 >= words(before).length;
}

/** An action, or a cue with what is said under it: what a writer moves, inserts and deletes as one. */
function blocksOf(script: Passage): readonly Passage[] {
  const blocks: TracedElement[][] = [];
  for (const element of script) {
    const isSaid = element.type === 'dialogue' || element.type === 'parenthetical';
    const last = blocks.at(-1);
    if (isSaid && last) last.push(element);
    else blocks.push([element]);
  }
  return blocks;
}

/** Scenes with their headings; what stands before the first heading is the first passage. */
function scenesOf(script: Passage): readonly Passage[] {
  const scenes: TracedElement[][] = [[]];
  for (const element of script) {
    if (element.type === 'sceneHeading') scenes.push([]);
    scenes.at(-1)?.push(element);
  }
  return scenes;
}

function namesIn(script: Passage): readonly string[] {
  return [...new Set(script.filter(({ type }) => type === 'character').map(({ text }) => text))];
}

function fresh(type: ElementType, text: string): TracedElement {
  return { type, text, was: undefined };
}

/** A new action or speech of one of the cast; every tenth speech is a `Ja.` that others say, too. */
function newBlock(names: readonly string[], random: Random): Passage {
  const name = pick(names, random);
  if (random(3) === 0 || name === undefined) return [fresh('action', newSentence(random, 4, 20))];
  const said = random(10) === 0 ? (pick(['Ja.', 'Nej.', 'Yes.', 'What?'], random) ?? '') : newSentence(random);
  return [fresh('character', name), fresh('dialogue', said)];
}

function newScene(script: Passage, random: Random): Passage {
  const names = namesIn(script);
  const blocks = Array.from({ length: 4 + random(12) }, () => newBlock(names, random));
  return [fresh('sceneHeading', `INT. ${newWord(random).toUpperCase()} - DAG`), ...blocks.flat()];
}

/** Some words of a text gone, some replaced, some added: `share` of them, 0…1. */
function reworded(text: string, share: number, random: Random): string {
  const changed = text.split(' ').flatMap((word) => {
    if (random(1000) >= share * 1000) return [word];
    const kind = random(4);
    if (kind === 0) return [];
    return kind === 1 ? [word, newWord(random)] : [newWord(random)];
  });
  return changed.length === 0 ? newWord(random) : changed.join(' ');
}

/** Words that a writer types anew or retypes; a cue or a heading is not reworded word by word. */
function isProse({ type }: TracedElement): boolean {
  return type === 'action' || type === 'dialogue' || type === 'parenthetical' || type === 'lyrics';
}

/** A writer's session: words changed in some lines, new speeches and actions here and there, a few gone. */
function typing(script: Passage, random: Random): Passage {
  const names = namesIn(script);
  return blocksOf(script).flatMap((block) => {
    const chance = random(100);
    if (chance < 2 && block[0]?.type !== 'sceneHeading') return [];
    if (chance < 6) return [...block, ...newBlock(names, random)];
    if (chance >= 12) return block;
    return block.map((element) => {
      if (!isProse(element)) return element;
      if (chance < 8) return { ...element, text: `${element.text} ${newSentence(random, 1, 8)}` };
      return { ...element, text: reworded(element.text, 0.2, random) };
    });
  });
}

/** One line in seven is written anew: from a word or two to all of it. Its cue and the lines around it stay. */
function rewriting(script: Passage, random: Random): Passage {
  return script.map((element) => {
    if (!isProse(element) || random(7) > 0) return element;
    const share = (1 + random(6)) / 6;
    return { ...element, text: share === 1 ? newSentence(random) : reworded(element.text, share, random) };
  });
}

function insertingScenes(script: Passage, random: Random): Passage {
  return scenesOf(script).flatMap((scene) => (random(8) === 0 ? [...scene, ...newScene(script, random)] : scene));
}

function deletingScenes(script: Passage, random: Random): Passage {
  return scenesOf(script).flatMap((scene) => (random(8) === 0 ? [] : scene));
}

/** One to three runs of up to three scenes move elsewhere. */
function reorderingScenes(script: Passage, random: Random): Passage {
  let scenes = scenesOf(script);
  for (let times = 1 + random(3); times > 0; times--) {
    const from = random(scenes.length);
    const moved = scenes.slice(from, from + 1 + random(3));
    const rest = scenes.toSpliced(from, moved.length);
    scenes = rest.toSpliced(random(rest.length + 1), 0, ...moved);
  }
  return scenes.flat();
}

function isShortSpeech(block: Passage): boolean {
  return block[0]?.type === 'character' && block.slice(1).every(({ text }) => words(text).length <= 3);
}

/** A few speeches, actions or exchanges of up to three move to another place; every second time as short a one as `ÅKE` / `Ja.` */
function movingExchanges(script: Passage, random: Random): Passage {
  let blocks = blocksOf(script);
  for (let times = 3; times > 0; times--) {
    const places = blocks.map((_, index) => index);
    const short = places.filter((index) => isShortSpeech(blocks[index] ?? []));
    const isShort = random(2) === 0;
    const from = pick(isShort ? short : places, random) ?? 0;
    const moved = blocks.slice(from, from + 1 + random(3));
    if (moved.some(([first]) => first?.type !== 'character' && first?.type !== 'action')) continue;
    const rest = blocks.toSpliced(from, moved.length);
    blocks = rest.toSpliced(1 + random(rest.length), 0, ...moved);
  }
  return blocks.flat();
}

function renaming(script: Passage, random: Random): Passage {
  const old = pick(namesIn(script), random)?.replace(/ \(.*/, '') ?? '';
  const name = random(2) === 0 ? `${old.slice(0, -1)}A` : newWord(random).toUpperCase();
  const mentioned = (text: string) => text.charAt(0) + text.slice(1).toLowerCase();
  return script.map((element) => ({
    ...element,
    text: element.text.replaceAll(old, name).replaceAll(mentioned(old), mentioned(name)),
  }));
}

/** No word of prose stays; cues, numbers and the count of lines do. */
function translatingScene(script: Passage, random: Random): Passage {
  const scenes = scenesOf(script);
  const translated = random(scenes.length);
  return scenes.flatMap((scene, index) =>
    scene.map((element) => {
      if (index !== translated || element.type === 'character') return element;
      if (element.type === 'sceneHeading') return { ...element, text: `INT. ${newWord(random).toUpperCase()} - NIGHT` };
      return isProse(element)
        ? {
            ...element,
            text: words(element.text)
              .map(() => newWord(random))
              .join(' '),
          }
        : element;
    }),
  );
}

/** Two writers worked apart: one in some of the scenes, the other in the rest, and each wrote scenes of her own. */
function mergingBranches(script: Passage, random: Random): Passage {
  return scenesOf(script).flatMap((scene) => {
    const mine = random(3);
    const edited = mine === 0 ? typing(scene, random) : mine === 1 ? rewriting(scene, random) : scene;
    return random(15) === 0 ? [...edited, ...newScene(script, random)] : edited;
  });
}

function everything(script: Passage, random: Random): Passage {
  return [
    insertingScenes,
    deletingScenes,
    reorderingScenes,
    movingExchanges,
    renaming,
    rewriting,
    typing,
  ].reduce<Passage>((edited, edit) => edit(edited, random), script);
}

/** What happens to scripts outside of this editor, kind by kind. */
export const editKinds: readonly EditKind[] = [
  { name: 'typing', edit: typing },
  { name: 'rewriting lines', edit: rewriting },
  { name: 'inserting scenes', edit: insertingScenes },
  { name: 'deleting scenes', edit: deletingScenes },
  { name: 'reordering scenes', edit: reorderingScenes },
  { name: 'moving exchanges', edit: movingExchanges },
  { name: 'renaming a character', edit: renaming },
  { name: 'translating a scene', edit: translatingScene },
  { name: 'merging two branches', edit: mergingBranches },
  { name: 'all of it at once', edit: everything },
];

/** The elements of a script before an edit. */
export function tracedFrom(elements: readonly { readonly type: ElementType; readonly text: string }[]): Passage {
  return elements.map(({ type, text }, was) => ({ type, text, was }));
}

/** Has the alignment find the elements of an edited script again, and compares with what they truly were. */
export function judge(script: Passage, edited: Passage): SimulatedOutcome {
  const known: readonly KnownElement[] = script.map(({ type, text }, index) => ({ id: `${index}`, type, text }));
  const ids = alignElements(known, edited);
  const counts = { halfKept: 0, halfKeptFound: 0, old: 0, oldFound: 0, wrong: 0, elements: edited.length };
  edited.forEach(({ text, was }, index) => {
    const isFound = was !== undefined && ids[index] === `${was}`;
    if (ids[index] !== undefined && !isFound) counts.wrong++;
    const before = was === undefined ? undefined : script[was]?.text;
    if (before === undefined) return;
    counts.old++;
    if (isFound) counts.oldFound++;
    if (!keepsHalf(before, text)) return;
    counts.halfKept++;
    if (isFound) counts.halfKeptFound++;
  });
  return counts;
}

/** The outcomes of several edits as one. */
export function sumOf(outcomes: readonly SimulatedOutcome[]): SimulatedOutcome {
  const total = (of: (outcome: SimulatedOutcome) => number) => outcomes.reduce((sum, outcome) => sum + of(outcome), 0);
  return {
    halfKept: total(({ halfKept }) => halfKept),
    halfKeptFound: total(({ halfKeptFound }) => halfKeptFound),
    old: total(({ old }) => old),
    oldFound: total(({ oldFound }) => oldFound),
    wrong: total(({ wrong }) => wrong),
    elements: total(({ elements }) => elements),
  };
}
