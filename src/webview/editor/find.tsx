/** Find and replace in the page: a bar at the top of the desk. Loaded when it is first opened. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { FindBar } from './components/FindBar.tsx';
import { scrollToMiddle } from './deskScroll.ts';
import type { PageEditor } from './pageEditor.ts';
import type { Translate } from './strings.ts';
import { findMatches, type Match, matchFrom, type Query } from './textSearch.ts';

export interface FindOptions {
  readonly place: HTMLElement;
  readonly page: PageEditor;
  readonly translate: Translate;
  readonly isReadOnly: () => boolean;
}

export interface Find {
  open(withReplace: boolean): void;
  close(): void;
  /** The script changed. */
  update(): void;
  readonly isOpen: boolean;
}

/** What the bar shows. */
export function createFindState() {
  return {
    query: signal<Query>({ words: '', matchCase: false, wholeWord: false }),
    replacement: signal(''),
    isReplacing: signal(false),
    /** How many there are, and which of them (from 1; 0: none) is the current one. */
    count: signal(0),
    current: signal(0),
    /** Grows when the bar shall take the focus. */
    focusRequests: signal(0),
  };
}

export type FindState = ReturnType<typeof createFindState>;

/** The places that were found, and the walk through them. */
interface Places {
  /** Looks anew; what was current stays the current number where it can. */
  search(): void;
  /** Goes to a match by its index; to none with -1. */
  show(at: number): void;
  step(by: number): void;
  /** Goes to the first match from a place of the script on. */
  showFrom(index: number, offset: number): void;
  readonly all: readonly Match[];
}

function createPlaces(page: PageEditor, state: FindState): Places {
  let all: readonly Match[] = [];
  const positionOf = ({ index, start }: Match) => page.positionAt(index, start);
  const highlight = () =>
    page.highlight(
      all.map((match, at) => {
        const from = positionOf(match);
        return { from, to: from + match.end - match.start, isCurrent: at === state.current.value - 1 };
      }),
    );
  const show = (at: number) => {
    state.current.value = at + 1;
    const match = all[at];
    if (match) {
      page.select(positionOf(match), positionOf(match) + match.end - match.start);
      const block = page.blockDom(match.index);
      if (block) scrollToMiddle(block);
    }
    highlight();
  };
  return {
    get all() {
      return all;
    },
    search() {
      all = findMatches(page.elements(), state.query.value);
      state.count.value = all.length;
      state.current.value = Math.min(state.current.value, all.length);
      highlight();
    },
    show,
    showFrom: (index, offset) => show(matchFrom(all, index, offset)),
    step(by) {
      if (all.length === 0) return;
      const { index, offset } = page.caretPlace();
      const from =
        state.current.value === 0 ? matchFrom(all, index, offset) - (by > 0 ? 1 : 0) : state.current.value - 1;
      show((from + by + all.length) % all.length);
    },
  };
}

/** Makes the bar; it is shown when it is opened. */
export function createFind({ place, page, translate, isReadOnly }: FindOptions): Find {
  const state = createFindState();
  const places = createPlaces(page, state);
  let isOpen = false;
  const replaceAt = (matches: readonly Match[]) =>
    page.replaceTexts(matches.map((match) => ({ ...match, text: state.replacement.value })));
  const actions: FindActions = {
    search(query) {
      // From where the current match begins, so that typing on does not run ahead.
      const match = places.all[state.current.value - 1];
      const { index, offset } = page.caretPlace();
      state.query.value = query;
      places.search();
      places.showFrom(match?.index ?? index, match?.start ?? offset);
    },
    step: places.step,
    close() {
      isOpen = false;
      state.current.value = 0;
      render(null, place);
      page.highlight([]);
      page.focus();
    },
    replace() {
      const match = places.all[state.current.value - 1];
      if (!match) return places.step(1);
      replaceAt([match]);
      places.search();
      places.showFrom(match.index, match.start + state.replacement.value.length);
    },
    replaceAll() {
      replaceAt(places.all);
      places.search();
    },
  };
  return {
    get isOpen() {
      return isOpen;
    },
    open(withReplace) {
      isOpen = true;
      state.isReplacing.value = withReplace && !isReadOnly();
      const selected = page.selectedText();
      const words = selected === '' || selected.includes('\n') ? state.query.value.words : selected;
      render(<FindBar state={state} actions={actions} translate={translate} isReadOnly={isReadOnly()} />, place);
      actions.search({ ...state.query.value, words });
      state.focusRequests.value++;
    },
    close: actions.close,
    update() {
      if (isOpen) places.search();
    },
  };
}

export interface FindActions {
  readonly search: (query: Query) => void;
  readonly step: (by: number) => void;
  readonly close: () => void;
  readonly replace: () => void;
  readonly replaceAll: () => void;
}
