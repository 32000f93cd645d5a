/** What a script says after the writer has decided about a change that was set aside. Pure. */
import type { ScriptElement } from '../../language/document.ts';
import type { ReplicaStore, ReplicaWriter, RowKey, RowValues, SetAside } from '../library/replicaStore.ts';
import { isWords } from './applyWords.ts';
import { mergeTitlePage } from './mergeTitlePage.ts';

type Elements = readonly ScriptElement[];

/**
 * Both rewrote a line: `mine` stands in it, or theirs stays; the note with my version goes. Where somebody has deleted the line since,
 * mine stands in the place of the note.
 */
export function decidedLine(elements: Elements, aside: SetAside, choice: 'mine' | 'theirs'): Elements {
  const { noteId } = aside.detail;
  const mine = String(aside.detail['mine']);
  const isThere = elements.some(({ id }) => id === aside.id);
  const decided = ({ id, type, text, ...rest }: ScriptElement): Elements => {
    if (id !== noteId) return [{ ...rest, id, type, text: id === aside.id && choice === 'mine' ? mine : text }];
    return choice === 'mine' && !isThere ? [{ id, type: typeOf(aside), text: mine }] : [];
  };
  return elements.flatMap(decided);
}

function typeOf({ detail }: SetAside): ScriptElement['type'] {
  return (detail['type'] ?? 'action') as ScriptElement['type'];
}

/** Both rewrote the title page: mine in the entries that I changed, and whatever `current` says in the others. */
export function decidedTitlePage(current: string, { detail }: SetAside): string {
  return mergeTitlePage(String(detail['base'] ?? ''), current, String(detail['mine'])).text;
}

/** A line that was deleted on one side comes back, after the line that it stood after; at the end where that is gone too. */
export function withLineBack(elements: Elements, aside: SetAside, newId: string): Elements {
  const { type, text, after } = aside.detail;
  const place = elements.findIndex(({ id }) => id === after);
  const line = { id: newId, type, text } as ScriptElement;
  return elements.toSpliced(place === -1 ? elements.length : place + 1, 0, line);
}

/** What a decision may be about. */
export type Decision = 'mine' | 'theirs' | 'both' | 'putBack' | 'again' | 'letGo';

const alone: readonly RowKey['table'][] = ['rewrite_title_pages', 'rewrite_characters', 'rewrite_clips'];

/** What the writer can choose, the likeliest first. */
export function decisionsOf(aside: SetAside): readonly Decision[] {
  if (aside.reason === 'bothChanged')
    return aside.table === 'rewrite_title_pages' ? ['mine', 'theirs'] : ['mine', 'theirs', 'both'];
  if (aside.reason === 'refused') return canSendAgain(aside) ? ['again', 'letGo'] : ['letGo'];
  return canPutBack(aside) ? ['putBack', 'letGo'] : ['letGo'];
}

/** A line, or a row that says something without those that went with it. */
function canPutBack({ table, detail }: SetAside): boolean {
  return typeof detail['text'] === 'string' || (isRow(detail['row']) && alone.includes(table));
}

function isRow(value: unknown): value is RowValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when a refused change can be made and sent once more. */
export function canSendAgain({ reason, detail }: SetAside): boolean {
  return reason === 'refused' && (detail['kind'] === 'delete' || isRow(detail['row']));
}

/** A refused change is made here again and waits to be sent. Words stand in the script already. */
export function sendAgain(store: ReplicaStore, aside: SetAside): void {
  const { row } = aside.detail;
  store.write((writer) => {
    if (!isWords(aside)) writer.setLocal(aside, isRow(row) ? row : undefined);
    writer.mark(aside.projectId, aside);
  });
}

/** A row that was deleted there is here again as it was, and waits to be sent. False: what it hangs on is gone. */
export function putRowBack(writer: ReplicaWriter, aside: SetAside): boolean {
  const { row } = aside.detail;
  if (!isRow(row) || !writer.setLocal(aside, row)) return false;
  writer.mark(aside.projectId, aside);
  return true;
}
