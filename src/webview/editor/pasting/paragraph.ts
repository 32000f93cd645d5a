/** What other programs put on the clipboard, as paragraphs, before they are known to be elements. */

/** `text` is in Fountain's terms: emphasis as its marks, lines joined by `\n`. */
export interface PastedParagraph {
  readonly text: string;
  /** The name of its style, as the other program has it. */
  readonly style?: string;
  /** Inches from where the program's text begins. */
  readonly indent?: number;
  readonly align?: 'center' | 'right';
  readonly sceneNumber?: string;
  /** The right half of a dual dialogue. */
  readonly dual?: boolean;
}

/** A run of text with one look. */
export interface PastedRun {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

const marksOf = ({ bold, italic, underline }: PastedRun) =>
  (underline ? '_' : '') + (bold ? '**' : '') + (italic ? '*' : '');

const isSameLook = (a: PastedRun, b: PastedRun) =>
  a.bold === b.bold && a.italic === b.italic && a.underline === b.underline;

/** The runs of a paragraph as one text with marks of emphasis, which stand close to the words. A look that all runs share means nothing. */
export function markedText(runs: readonly PastedRun[]): string {
  const said = runs.filter(({ text }) => text.trim() !== '');
  const first = said[0];
  const isPlain = first === undefined || said.every((run) => isSameLook(run, first));
  const joined: PastedRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last && (isSameLook(last, run) || run.text.trim() === '')) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    } else joined.push(run);
  }
  return joined.map((run) => (isPlain ? run.text : markedRun(run))).join('');
}

function markedRun(run: PastedRun): string {
  const marks = marksOf(run);
  if (marks === '') return run.text;
  const closing = [...marks.matchAll(/_|\*\*|\*/gu)]
    .map(([mark]) => mark)
    .reverse()
    .join('');
  return run.text
    .split('\n')
    .map((line) =>
      line.replace(
        /^(\s*)(\S(?:.*\S)?)(\s*)$/u,
        (_all, before, words, after) => `${before}${marks}${words}${closing}${after}`,
      ),
    )
    .join('\n');
}
