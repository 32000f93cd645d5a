/** Pages and a document edited at random, with messages that wait as they like. Whole runs are repeatable by their seed. */

import { PageSession } from '../../../src/extension/editor/pageSession.ts';
import { sharedPause, usualPause } from '../../../src/extension/editor/writeQueue.ts';
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import { sameElement } from '../../../src/language/edits.ts';
import { FakeClock, settle } from './fakeClock.ts';
import { FakeDocument } from './fakeDocument.ts';
import { FakePage } from './fakePage.ts';

export interface Outcome {
  /** Every page shows what the document says. */
  readonly isEqual: boolean;
  readonly areIdsUnique: boolean;
  /** Words typed, and those of them that are nowhere in the text. */
  readonly typed: number;
  readonly lost: readonly string[];
  readonly doubled: number;
  readonly difference: string;
}

export interface Simulation {
  readonly seed: number;
  readonly rounds: number;
  readonly pages: number;
  readonly lineEnd: '\n' | '\r\n';
  readonly text: string;
  /** How often in a hundred the document refuses a write. */
  readonly refusals: number;
  /** Looks at the document now and then, and at the end. */
  readonly look?: (document: FakeDocument) => void;
}

const token = /[HP]\d+[hp]/;

export async function simulate(options: Simulation): Promise<Outcome> {
  const random = createRandom(options.seed);
  let given = 0;
  const newId = () => `n${given++}`;
  const document = new FakeDocument(options.text, newId, options.lineEnd);
  const clock = new FakeClock();
  const pause = options.seed % 4 < 2 ? usualPause : sharedPause;
  const session = new PageSession({ document, clock, newId, onStuck: () => {}, typingPause: () => pause });
  document.onDidEdit((edit) => session.documentEdited(edit));
  document.refuses = () => random(100) < options.refusals;
  const pages = Array.from({ length: options.pages }, () => new FakePage(session));
  const typed: string[] = [];

  for (let round = 0; round < options.rounds; round++) {
    const page = pages[random(pages.length)];
    if (!page) break;
    const act = random(8);
    if (act < 3) typeInPage(page, random, newId, typed, round);
    else if (act < 4) typeInDocument(document, random, typed, round);
    else if (act < 6) page.deliver('toHost');
    else if (act < 7) page.deliver('toPage');
    else clock.advance(random(400));
    if (random(40) === 0) compose(page);
    await settle();
    if (round % 7 === 0) options.look?.(document);
  }
  document.refuses = () => false;
  for (let turn = 0; turn < 200; turn++) {
    for (const page of pages) {
      if (page.isComposing) page.endComposition();
      page.deliverAll();
    }
    clock.advance(700);
    await settle();
    if (session.isSettled && clock.isIdle && pages.every((page) => page.toHost.length + page.toPage.length === 0))
      break;
  }
  options.look?.(document);
  return judge(document, pages, typed);
}

function judge(document: FakeDocument, pages: readonly FakePage[], typed: readonly string[]): Outcome {
  const said = document.elements;
  const wrong = pages.find((page) => !isEqual(page.elements, said));
  const at = wrong
    ? said.findIndex((element, index) => !wrong.elements[index] || !sameElement(element, wrong.elements[index]))
    : -1;
  return {
    isEqual: !wrong,
    areIdsUnique: new Set(said.map((element) => element.id)).size === said.length,
    typed: typed.length,
    lost: typed.filter((word) => !document.text.includes(word)),
    doubled: typed.filter((word) => document.text.split(word).length > 2).length,
    difference: wrong ? JSON.stringify([at, said[at], wrong.elements[at], said.length, wrong.elements.length]) : '',
  };
}

function isEqual(a: readonly ScriptElement[], b: readonly ScriptElement[]): boolean {
  return a.length === b.length && a.every((element, index) => sameElement(element, b[index] ?? element));
}

/** A text cursor place that is not inside one of the words that are counted. */
function place(text: string, random: (below: number) => number): number {
  let at = random(text.length + 1);
  while (at < text.length && /[A-Za-z0-9]/.test(text[at] ?? '')) at++;
  return at;
}

const types: readonly ElementType[] = [
  'action',
  'character',
  'dialogue',
  'sceneHeading',
  'transition',
  'parenthetical',
];

function typeInPage(
  page: FakePage,
  random: (below: number) => number,
  newId: () => string,
  typed: string[],
  round: number,
): void {
  const list = page.elements;
  const index = random(list.length);
  const element = list[index];
  const word = `P${round}p`;
  const put = (...items: ScriptElement[]) => page.type([...list.slice(0, index), ...items, ...list.slice(index + 1)]);
  if (!element) {
    typed.push(word);
    page.type([{ id: newId(), type: 'action', text: word }]);
    return;
  }
  const at = place(element.text, random);
  const [head, tail] = [element.text.slice(0, at), element.text.slice(at)];
  const act = random(12);
  const above = list[index - 1];
  if (act < 6) {
    typed.push(word);
    put({ ...element, text: `${head} ${word} ${tail}` });
  } else if (act < 8) {
    typed.push(word);
    put({ ...element, text: head }, { id: newId(), type: element.type, text: `${tail}${word}` });
  } else if (act < 9 && above) {
    page.type([
      ...list.slice(0, index - 1),
      { ...above, text: `${above.text} ${element.text}` },
      ...list.slice(index + 1),
    ]);
  } else if (act < 10) {
    put({ ...element, type: types[random(types.length)] ?? 'action' });
  } else if (act < 11 && !token.test(element.text)) {
    put();
  } else {
    typed.push(word);
    put(element, { id: newId(), type: 'action', text: `new ${word}` });
  }
}

function typeInDocument(
  document: FakeDocument,
  random: (below: number) => number,
  typed: string[],
  round: number,
): void {
  const word = `H${round}h`;
  const { text } = document;
  const act = random(12);
  const before = typed.filter((known) => text.includes(known));
  const element = document.script.elements[random(document.script.elements.length)];
  if (act < 1) document.undo();
  else if (act < 2) document.redo();
  else if (!element) document.replace(text.length, text.length, word);
  else if (act < 7) {
    const at = element.start + place(text.slice(element.start, element.end), random);
    document.replace(at, at, ` ${word} `);
  } else if (act < 10) document.replace(element.start, element.start, `new ${word}\n\n`);
  else if (!token.test(element.text)) document.replace(element.start, element.end, '');
  if (act >= 2 && act < 10) typed.push(word);
  // What is undone is gone by the writer's own wish.
  if (act < 2) {
    for (const gone of before.filter((known) => !document.text.includes(known))) forget(typed, gone);
  }
}

function forget(typed: string[], word: string): void {
  typed.splice(typed.indexOf(word), 1);
}

function compose(page: FakePage): void {
  if (page.isComposing) page.endComposition();
  else page.isComposing = true;
}

/** A repeatable stream of numbers (linear congruential, high bits). */
export function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}
