/** Two rewritings of a title page (Fountain text) become one, entry by entry, against what both knew. Pure. */

export interface MergedTitlePage {
  readonly text: string;
  /** Both changed one entry: theirs stands in `text`, and somebody has to be asked. */
  readonly isConflict: boolean;
}

/** `''` stands for no title page. Entries that only one side changed, added or took away are as that side has them. */
export function mergeTitlePage(base: string, mine: string, theirs: string): MergedTitlePage {
  if (mine === theirs || mine === base) return { text: theirs, isConflict: false };
  if (theirs === base) return { text: mine, isConflict: false };
  const [before, my, their] = [entriesOf(base), entriesOf(mine), entriesOf(theirs)];
  let isConflict = false;
  const merged: string[] = [];
  for (const key of new Set([...their.keys(), ...my.keys()])) {
    const [known, own, other] = [before.get(key), my.get(key), their.get(key)];
    if (own !== other && own !== known && other !== known) isConflict = true;
    const kept = other === known ? own : other;
    if (kept !== undefined) merged.push(kept);
  }
  return { text: merged.join('\n'), isConflict };
}

/** The entries by their names: `Title: …` with the indented lines that follow. Source: https://fountain.io/syntax/#title-page */
function entriesOf(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  let key = '';
  for (const line of text.split('\n')) {
    const name = /^(\S[^:]*):/.exec(line)?.[1];
    if (name !== undefined) key = name.toLowerCase();
    const known = entries.get(key);
    if (known !== undefined) entries.set(key, `${known}\n${line}`);
    else if (line !== '' || name !== undefined) entries.set(key, line);
  }
  return entries;
}
