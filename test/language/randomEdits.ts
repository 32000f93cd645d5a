import { createRandom, sentence, syntheticScript } from '../fixtures/syntheticScript.ts';

type Random = (below: number) => number;

/** Marks that open or close something far away, and what else changes how neighbours read. */
const pieces = [
  ...['/*', '*/', '[[', ']]', '*', '/', '[', ']', '/* x */', '[[ x ]]', '/*/', '*/*'],
  ...['\n', '\n\n', '\r\n', '\r', '\r\n\r\n', '  ', ' ', '\n  \n', '\n \n', '\t'],
  ...['#', '# ', '=', '===', '\n===\n', '~', '>', '<', '!', '@', '.', '^', '(', ')', ':', '\ufeff'],
  ...[
    'INT. ',
    'EXT. KÖK - DAG',
    '27. ',
    '#3A#',
    'TOMMY',
    'tommy',
    '\n\nÅSA\nHej.\n\n',
    'KLIPP TILL:',
    'Title: ',
    'Hej.',
  ],
  ...['\ud83d\ude00', '\ud800', '\u0000', '\u2028', '\u00a0'],
];

function pick<T>(list: readonly T[], random: Random): T {
  const item = list[random(list.length)];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
}

/** Mostly where the last edit was, at times at the top, else anywhere. */
function place(text: string, near: number, random: Random): number {
  const kind = random(10);
  if (kind < 4) return Math.min(text.length, Math.max(0, near + random(41) - 20));
  return kind === 4 ? random(Math.min(text.length, 80) + 1) : random(text.length + 1);
}

function deletedLength(random: Random): number {
  const kind = random(100);
  if (kind < 60) return 1 + random(3);
  return kind < 99 ? random(20) : random(1000);
}

function insertion(text: string, random: Random): string {
  const kind = random(20);
  if (kind < 12) return pick(pieces, random);
  if (kind < 15) return pick([...'abcÅÖ .,-'], random);
  if (kind < 17) return pick(pieces, random) + pick(pieces, random);
  if (kind < 18) return sentence(random, true, 2, 9);
  const from = random(text.length + 1);
  return text.slice(from, from + random(300));
}

/** A text after one more edit, and where that was. */
export interface EditedText {
  readonly text: string;
  readonly near: number;
}

/** One edit as typing, deleting or pasting would make it. The text keeps about its length over many of them. */
export function randomEdit({ text, near }: EditedText, random: Random): EditedText {
  const at = place(text, near, random);
  const kind = random(10);
  const deleted = kind < 4 ? 0 : deletedLength(random);
  const inserted = kind >= 4 && kind < 7 ? '' : insertion(text, random);
  return { text: text.slice(0, at) + inserted + text.slice(at + deleted), near: at + inserted.length };
}

/** A script of at least `length` UTF-16 units with the line ends of `seed` and a few notes and boneyards, some of them not closed. */
export function scriptToEdit(length: number, seed: number): string {
  const random = createRandom(seed);
  const lineEnd = pick(['\n', '\n', '\r\n', '\r'], random);
  let text = syntheticScript(length, seed);
  for (const mark of ['/*', '*/', '[[', ']]', '/*', '/*', '*/', '[[']) {
    const at = random(text.length);
    text = text.slice(0, at) + mark + text.slice(at);
  }
  return text.replaceAll('\n', lineEnd);
}
