/**
 * What a page shows when it goes and nobody has acknowledged, for the page that comes after it. When the extension host crashes, a page
 * lives on for some seconds and what is typed then reaches no one; see `staleTabs.ts`. The browser keeps it for minutes at most.
 */
import * as z from 'zod/mini';
import type { ScriptElement } from '../../language/document.ts';
import { mergeElements } from '../../language/edits.ts';
import { textKey } from '../../language/textKey.ts';
import { wireElement } from './protocol.ts';

type Elements = readonly ScriptElement[];

/** The browser's `localStorage`, which the pages of one kind share. */
export type DraftStorage = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

const prefix = 'screenplay.draft.';
const keptMilliseconds = 10 * 60_000;
/** What was typed is written to the document within two seconds; a state older than this was. */
const writtenMilliseconds = 4_000;
/** More states than this are seen only by someone who types for minutes into a dead page. */
const mostStates = 2_000;

const draft = z.object({
  at: z.number(),
  /** Keys of what the page has shown lately: one of these is what the document says if nobody else changed it. */
  seen: z.array(z.string()),
  confirmed: z.array(wireElement),
  shown: z.array(wireElement),
});

type Draft = z.infer<typeof draft>;

/** The same for the same words, whatever their ids. */
function keyOf(elements: Elements): string {
  const said = elements.map(({ type, text, sceneNumber = '', dual = false, depth = 0 }) => [
    type,
    text,
    sceneNumber,
    dual,
    depth,
  ]);
  return textKey(JSON.stringify(said));
}

export interface DraftKeeperOptions {
  readonly storage: DraftStorage;
  /** Milliseconds of any clock that all pages share. */
  readonly now: () => number;
  readonly newId: () => string;
  /** What the page shows; the same list as before when it is the same. */
  readonly shown: () => Elements;
  /** The last state that the host is known to have. */
  readonly confirmed: () => Elements;
}

/** Remembers the latest states of a page and stores what nobody has heard of when it goes. */
export interface DraftKeeper {
  /** The page shows something else now. */
  changed(): void;
  /** The page goes away. */
  leave(): void;
}

export function createDraftKeeper({ storage, now, newId, shown, confirmed }: DraftKeeperOptions): DraftKeeper {
  let states = [{ at: now(), elements: shown() }];
  /** What the host has confirmed may be written by now, what it has not is surely not. */
  function forgetWritten(): void {
    const heard = states.findIndex(({ elements }) => elements === confirmed());
    const time = states[heard === -1 ? 0 : heard]?.at ?? now();
    const first = states.findLastIndex(({ at }) => at <= time - writtenMilliseconds);
    states = states.slice(Math.max(first, states.length - mostStates, 0));
  }
  return {
    changed() {
      states.push({ at: now(), elements: shown() });
      forgetWritten();
    },
    leave() {
      const mine = shown();
      if (mine === confirmed() || keyOf(mine) === keyOf(confirmed())) return;
      const seen = [...new Set(states.map(({ elements }) => keyOf(elements)))];
      const left: Draft = { at: now(), seen, confirmed: [...confirmed()], shown: [...mine] };
      storage.setItem(prefix + newId(), JSON.stringify(left));
    },
  };
}

function readDraft(storage: DraftStorage, key: string): Draft | undefined {
  try {
    return z.safeParse(draft, JSON.parse(storage.getItem(key) ?? '')).data;
  } catch {
    // Not ours, or cut off: as good as none.
    return undefined;
  }
}

/** Whether two states are of one script: ids are never given twice. */
function areOfOneScript(a: Elements, b: Elements): boolean {
  const ids = new Set(a.map(({ id }) => id));
  return b.some(({ id }) => ids.has(id));
}

/**
 * What a page that starts with `current` shall show instead, because the page before it left something that nobody heard of. What it
 * left is taken out of the storage, and so is what others left too long ago.
 */
export function takeDraft(storage: DraftStorage, now: number, current: Elements): Elements | undefined {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  let found: Draft | undefined;
  for (const key of keys.filter((candidate) => candidate.startsWith(prefix))) {
    const left = readDraft(storage, key);
    const isKept = left !== undefined && now - left.at <= keptMilliseconds;
    const isOurs = isKept && areOfOneScript(left.shown, current);
    if (isOurs && (!found || left.at > found.at)) found = left;
    if (!isKept || isOurs) storage.removeItem(key);
  }
  if (!found || keyOf(found.shown) === keyOf(current)) return undefined;
  return found.seen.includes(keyOf(current)) ? found.shown : mergeElements(found.confirmed, found.shown, current);
}
