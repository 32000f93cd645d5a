import assert from 'node:assert/strict';
import type { ScriptElement } from '../../src/language/document.ts';
import { createDraftKeeper, type DraftStorage, takeDraft } from '../../src/webview/editor/pageDrafts.ts';

type Elements = readonly ScriptElement[];

function element(id: string, text: string): ScriptElement {
  return { id, type: 'action', text };
}

/** The browser's storage, in memory. */
class MemoryStorage implements DraftStorage {
  readonly items = new Map<string, string>();

  get length(): number {
    return this.items.size;
  }

  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** A page whose host may hear of what is typed or not. */
function openPage(storage: DraftStorage, start: Elements, run = 'first run') {
  let clock = 1_000_000;
  let shown = start;
  let confirmed = start;
  let ids = 0;
  let edits = 0;
  const keeper = createDraftKeeper({
    storage,
    run,
    now: () => clock,
    newId: () => `${run}-${storage.length}-${ids++}`,
    shown: () => shown,
    confirmed: () => confirmed,
    ownEdits: () => edits,
  });
  return {
    type(elements: Elements, isHeard = true) {
      clock += 100;
      edits++;
      shown = elements;
      keeper.changed();
      if (isHeard) confirmed = elements;
    },
    /** Another page's writer typed, and the host told. */
    hear(elements: Elements) {
      shown = elements;
      confirmed = elements;
      keeper.changed();
    },
    /** The host has written what it had heard of, which was everything. */
    written() {
      confirmed = shown;
      keeper.written();
    },
    leave() {
      keeper.leave();
      return clock;
    },
  };
}

/** A page that starts after the host was started again, or under the same one. */
const take = (storage: DraftStorage, now: number, current: Elements, run = 'second run') =>
  takeDraft(storage, { now, current, run });
const texts = (elements: Elements | undefined) => elements?.map(({ text }) => text);

describe('what a page leaves when it goes', () => {
  const first = [element('a', 'Han går.'), element('b', 'Hon står.')];
  const typed = [element('a', 'Han går ut.'), element('b', 'Hon står.')];
  const more = [element('a', 'Han går ut i regnet.'), element('b', 'Hon står.'), element('c', 'Åska.')];

  it('is nothing when everything stands in the document', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    page.written();
    page.leave();
    assert.equal(storage.length, 0);
  });

  it('is what the host had heard of and not written, when the host died', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    assert.deepEqual(texts(take(storage, page.leave(), first)), texts(typed));
  });

  it('is nothing to the host that had heard of it, whatever was done to the document since', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    assert.equal(take(storage, page.leave(), first, 'first run'), undefined);
    assert.equal(storage.length, 0);
  });

  it('is to a host that lives only what it had not heard of', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    page.type(more, false);
    const undone = [element('a', 'Han går ut.'), element('b', 'Hon ligger.')];
    assert.deepEqual(texts(take(storage, page.leave(), undone, 'first run')), [
      'Han går ut i regnet.',
      'Hon ligger.',
      'Åska.',
    ]);
  });

  it('is left to the page that it was typed in', () => {
    const storage = new MemoryStorage();
    const [page, other] = [openPage(storage, first), openPage(storage, first)];
    page.type(typed);
    other.hear(typed);
    page.type(more);
    page.leave();
    const at = other.leave();
    assert.equal(storage.length, 1);
    assert.deepEqual(texts(take(storage, at, first)), texts(more));
  });

  it('comes back from every page of the script', () => {
    const storage = new MemoryStorage();
    const [page, other] = [openPage(storage, first), openPage(storage, first)];
    page.type(typed, false);
    other.type([element('a', 'Han går.'), element('b', 'Hon står stilla.')], false);
    page.leave();
    assert.deepEqual(texts(take(storage, other.leave(), first)), ['Han går ut.', 'Hon står stilla.']);
  });

  it('comes back on the next page, once', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed, false);
    page.type(more, false);
    const at = page.leave();
    assert.deepEqual(texts(take(storage, at, first)), texts(more));
    assert.equal(take(storage, at, first), undefined);
    assert.equal(storage.length, 0);
  });

  it('comes back whole when the document lacks what the host had heard of but not written', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    page.type(more, false);
    assert.deepEqual(texts(take(storage, page.leave(), first)), texts(more));
  });

  it('comes back whole after much was typed into the dead page', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    let last = typed;
    for (let count = 0; count < 300; count++) {
      last = [element('a', `Han går ut ${count}.`), element('b', 'Hon står.')];
      page.type(last, false);
    }
    assert.deepEqual(texts(take(storage, page.leave(), first)), texts(last));
  });

  it('is merged with what was changed elsewhere meanwhile', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed, false);
    const elsewhere = [element('a', 'Han går.'), element('b', 'Hon står stilla.')];
    assert.deepEqual(texts(take(storage, page.leave(), elsewhere)), ['Han går ut.', 'Hon står stilla.']);
  });

  it('does not bring back a state that the document had long ago', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed);
    page.written();
    page.type(more);
    page.written();
    const last = [...more, element('d', 'Tystnad.')];
    page.type(last, false);
    // Someone undid everything outside: that is a change of theirs, and only the newest is mine.
    assert.deepEqual(texts(take(storage, page.leave(), first)), ['Han går.', 'Hon står.', 'Tystnad.']);
  });

  it('is nothing to a page that shows the same already', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed, false);
    const at = page.leave();
    assert.equal(take(storage, at, typed), undefined);
    assert.equal(storage.length, 0);
  });

  it('is left alone by the page of another script', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed, false);
    const at = page.leave();
    assert.equal(take(storage, at, [element('x', 'Han går.')]), undefined);
    assert.deepEqual(texts(take(storage, at, first)), texts(typed));
  });

  it('is thrown away after ten minutes, by any page', () => {
    const storage = new MemoryStorage();
    const page = openPage(storage, first);
    page.type(typed, false);
    const at = page.leave();
    assert.equal(take(storage, at + 11 * 60_000, [element('x', 'Annat.')]), undefined);
    assert.equal(storage.length, 0);
  });

  it('is ignored when it is not what a page has left', () => {
    const storage = new MemoryStorage();
    for (const [at, text] of ['{', '{}', '[1]', '"x"'].entries()) storage.setItem(`screenplay.draft.${at}`, text);
    storage.setItem('other', 'stays');
    assert.equal(take(storage, 0, first), undefined);
    assert.deepEqual([...storage.items.keys()], ['other']);
  });
});
