/**
 * What a page shows when it goes and what is not known to stand in the document, for the page that comes after it. When the extension
 * host crashes, words that it had acknowledged but not written go with it, and what is typed into the page after that reaches no one; see
 * `staleTabs.ts`. The browser keeps it for minutes at most.
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
/** More states than this are seen only by someone who types for minutes into a dead page. */
const mostStates = 2_000;

const draft = z.object({
  at: z.number(),
  /** The run of the extension host that the page spoke with. */
  run: z.optional(z.string()),
  /** Keys of what the page has shown since: one of these is what the document says if nobody else changed it. */
  seen: z.array(z.string()),
  /** What the document said for certain. */
  written: z.array(wireElement),
  /** What that run of the host had heard of. */
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
  readonly run: string | undefined;
  /** Milliseconds of any clock that all pages share. */
  readonly now: () => number;
  readonly newId: () => string;
  /** What the page shows; the same list as before when it is the same. */
  readonly shown: () => Elements;
  /** The last state that the host is known to have. */
  readonly confirmed: () => Elements;
  /** How many edits the page's own writer has made. What others typed is kept by their pages. */
  readonly ownEdits: () => number;
}

/** Remembers the states of a page that may be what the document says, and stores what may not stand there when it goes. */
export interface DraftKeeper {
  /** The page shows something else now. */
  changed(): void;
  /** The document says what the page shows. */
  written(): void;
  /** The page goes away. */
  leave(): void;
}

export function createDraftKeeper({
  storage,
  run,
  now,
  newId,
  shown,
  confirmed,
  ownEdits,
}: DraftKeeperOptions): DraftKeeper {
  let written = shown();
  let editsWritten = ownEdits();
  let since: Elements[] = [];
  return {
    changed() {
      since.push(shown());
      since = since.slice(-mostStates);
    },
    written() {
      written = shown();
      editsWritten = ownEdits();
      since = [];
    },
    leave() {
      const mine = shown();
      if (ownEdits() === editsWritten || keyOf(mine) === keyOf(written)) return;
      const left: Draft = {
        at: now(),
        ...(run !== undefined && { run }),
        seen: [...new Set([written, ...since].map(keyOf))],
        written: [...written],
        confirmed: [...confirmed()],
        shown: [...mine],
      };
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

/** A page that starts: at this time, with this state, as this run of the extension host tells it. */
export interface StartingPage {
  readonly now: number;
  readonly current: Elements;
  readonly run: string | undefined;
}

/**
 * What a page shall show instead of `current`, because the page before it left something that is not there. What it left is taken out of
 * the storage, and so is what others left too long ago.
 */
export function takeDraft(storage: DraftStorage, { now, current, run }: StartingPage): Elements | undefined {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
  const found: Draft[] = [];
  for (const key of keys.filter((candidate) => candidate.startsWith(prefix))) {
    const left = readDraft(storage, key);
    const isKept = left !== undefined && now - left.at <= keptMilliseconds;
    const isOurs = isKept && areOfOneScript(left.shown, current);
    if (isOurs) found.push(left);
    if (!isKept || isOurs) storage.removeItem(key);
  }
  // Pages side by side may each have left something.
  const elements = found.sort((a, b) => a.at - b.at).reduce((shown, left) => withDraft(shown, left, run), current);
  return elements === current ? undefined : elements;
}

/** The state with what one page left; the same list when there is nothing to add. */
function withDraft(current: Elements, left: Draft, run: string | undefined): Elements {
  if (keyOf(left.shown) === keyOf(current)) return current;
  // A host that lives has kept what it had heard of, and knows what became of it since.
  if (left.run !== undefined && left.run === run) {
    return keyOf(left.confirmed) === keyOf(left.shown) ? current : mergeElements(left.confirmed, left.shown, current);
  }
  return left.seen.includes(keyOf(current)) ? left.shown : mergeElements(left.written, left.shown, current);
}
