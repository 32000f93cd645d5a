/** What a script says after the writer has decided about a change that was set aside. Pure. */
import type { ScriptElement } from '../../language/document.ts';
import type { ReplicaStore, SetAside } from '../library/replicaStore.ts';
import { isWords } from './applyWords.ts';

type Elements = readonly ScriptElement[];

/** Both rewrote a line: `mine` stands in it, or theirs stays; the note with my version goes. */
export function decidedLine(elements: Elements, aside: SetAside, choice: 'mine' | 'theirs'): Elements {
  const { noteId, mine } = aside.detail;
  return elements
    .filter(({ id }) => id !== noteId)
    .map((element) => (element.id === aside.id && choice === 'mine' ? { ...element, text: String(mine) } : element));
}

/** A line that was deleted on one side comes back, after the line that it stood after; at the end where that is gone too. */
export function withLineBack(elements: Elements, aside: SetAside, newId: string): Elements {
  const { type, text, after } = aside.detail;
  const place = elements.findIndex(({ id }) => id === after);
  const line = { id: newId, type, text } as ScriptElement;
  return elements.toSpliced(place === -1 ? elements.length : place + 1, 0, line);
}

/** True when a refused change can be made and sent once more. */
export function canSendAgain({ reason, detail }: SetAside): boolean {
  return reason === 'refused' && detail['row'] !== null && detail['row'] !== undefined;
}

/** A refused change is made here again and waits to be sent. Words stand in the script already. */
export function sendAgain(store: ReplicaStore, aside: SetAside): void {
  store.write((writer) => {
    if (!isWords(aside)) writer.setLocal(aside, aside.detail['row'] as Readonly<Record<string, unknown>>);
    writer.mark(aside.projectId, aside);
  });
}
