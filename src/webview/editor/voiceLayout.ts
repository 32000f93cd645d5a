/** Finds which lines are in view and where their voice marks stand. Reads the DOM once a frame, after the browser has laid out anyway. */
import type { ScriptElement } from '../../language/document.ts';
import type { PageEditor } from './pageEditor.ts';
import type { PlacedVoice } from './state.ts';
import { anchorNear, findVoiceAnchors, haveSameAnchors, type VoiceAnchor } from './voiceAnchors.ts';

/** px of script above and below the view whose marks are drawn too. */
const OVERSCAN = 400;

export interface VoiceLayout {
  /** All lines of the script. */
  anchors(): readonly VoiceAnchor[];
  /** Places the marks in the next frame, also of lines that have come. */
  update(): void;
  /** The caret moved: in the next frame its line is the current one. */
  caretMoved(): void;
}

export interface VoiceLayoutOptions {
  readonly page: PageEditor;
  /** What scrolls. */
  readonly desk: HTMLElement;
  /** Takes the marks in view, top to bottom. */
  readonly onPlaced: (voices: readonly PlacedVoice[]) => void;
  /** Takes the line at the caret, or the next one. */
  readonly onCurrent: (elementId: string | undefined) => void;
}

/** Keeps the voice marks beside their lines. */
export function createVoiceLayout({ page, desk, onPlaced, onCurrent }: VoiceLayoutOptions): VoiceLayout {
  let anchors: readonly VoiceAnchor[] | undefined;
  /** The script that they were found in, or one with the same. */
  let anchored: readonly ScriptElement[] = [];
  let scheduled = false;
  let caretHasMoved = false;
  const currentAnchors = () => {
    const elements = page.elements();
    if (!anchors || !haveSameAnchors(anchored, elements)) anchors = findVoiceAnchors(elements);
    anchored = elements;
    return anchors;
  };
  const update = () => {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      onPlaced(placeVoices(page, desk, currentAnchors()));
      if (caretHasMoved) onCurrent(anchorNear(currentAnchors(), page.caretIndex())?.elementId);
      caretHasMoved = false;
    });
  };
  return {
    anchors: currentAnchors,
    update,
    caretMoved() {
      caretHasMoved = true;
      update();
    },
  };
}

function placeVoices(page: PageEditor, desk: HTMLElement, anchors: readonly VoiceAnchor[]): PlacedVoice[] {
  const pageTop = page.dom.getBoundingClientRect().top - desk.getBoundingClientRect().top;
  const from = -pageTop - OVERSCAN;
  const to = -pageTop + desk.clientHeight + OVERSCAN;
  const lineHeight = Number.parseFloat(getComputedStyle(page.dom).fontSize);
  const placed: PlacedVoice[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (let at = firstBelow(page, anchors, from); at < anchors.length; at++) {
    const anchor = anchors[at];
    const block = anchor && page.blockDom(anchor.anchorIndex);
    if (!anchor || !block || block.offsetTop > to) break;
    const top = Math.max(free, textTop(block));
    free = top + lineHeight * 1.25;
    placed.push({ ...anchor, top });
  }
  return placed;
}

/** px from the top of the page's text to the first line of a block, below the page break that it may begin with. */
function textTop(block: HTMLElement): number {
  const isPageStart = block.classList.contains('page-start');
  return block.offsetTop + (isPageStart ? Number.parseFloat(getComputedStyle(block).paddingTop) : 0);
}

/** The first anchor whose block ends below `y`; blocks stand in the script's order. */
function firstBelow(page: PageEditor, anchors: readonly VoiceAnchor[], y: number): number {
  let low = 0;
  let high = anchors.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const anchor = anchors[middle];
    const block = anchor && page.blockDom(anchor.anchorIndex);
    if (block && block.offsetTop + block.offsetHeight < y) low = middle + 1;
    else high = middle;
  }
  return low;
}
