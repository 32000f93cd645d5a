/**
 * Draws a long script from its beginning: what the view can show in the first frame, the rest in the frames after. All of it is in the document
 * and in the DOM from the start; what waits takes no place yet.
 */
import type { EditorView } from '@tiptap/pm/view';

/** Blocks that are drawn in one frame. */
const PART = 400;

/** What prosemirror-view keeps of its own, which its types do not tell: it would read the document anew from what we change. */
interface Watched {
  readonly domObserver: { stop(): void; start(): void };
}

export interface Drawing {
  isDrawn(block: Element): boolean;
  /** Something happens at the element at an index, which must have its place now. */
  reach(index: number): void;
}

/** `pageStarts`: the index of the block that each page but the first begins in or with; `firstPages` are drawn with the next frame. */
export function drawInParts(view: EditorView, pageStarts: readonly number[], firstPages: number): Drawing {
  const blocks = view.dom.children;
  const first = pageStarts[firstPages - 1] ?? blocks.length;
  let waiting = Array.from(blocks).slice(first);
  const over = new AbortController();

  function mark(marked: readonly Element[], isWaiting: boolean): void {
    const { domObserver } = view as unknown as Watched;
    domObserver.stop();
    for (const block of marked) block.classList.toggle('waiting', isWaiting);
    domObserver.start();
  }

  function draw(count: number): void {
    mark(waiting.slice(0, count), false);
    waiting = waiting.slice(count);
    if (waiting.length > 0) return;
    over.abort();
    view.dom.style.removeProperty('--pages');
  }

  const all = () => waiting.length > 0 && draw(waiting.length);

  /** After the next frame. */
  function later(): void {
    if (waiting.length === 0) return;
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (view.isDestroyed) return;
        if (!view.composing) draw(PART);
        later();
      }),
    );
  }

  /** Keys that go far; a letter does not. */
  const onKey = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
    if (key.length > 1 || ctrlKey || metaKey) all();
  };
  const onScroll = () => {
    const last = waiting[0]?.previousElementSibling;
    if (last && last.getBoundingClientRect().bottom < innerHeight * 1.5) all();
  };
  if (waiting.length > 0) {
    mark(waiting, true);
    view.dom.style.setProperty('--pages', String(pageStarts.length));
    addEventListener('keydown', onKey, { capture: true, signal: over.signal });
    addEventListener('scroll', onScroll, { capture: true, signal: over.signal });
    later();
  }
  return {
    isDrawn: (block) => !block.classList.contains('waiting'),
    reach(index) {
      const next = waiting[0];
      if (next && index >= Array.prototype.indexOf.call(blocks, next)) all();
    },
  };
}
