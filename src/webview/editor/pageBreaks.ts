/** Draws page breaks and dual dialogue as decorations. They are made anew only when the layout has changed. */
import { Extension } from '@tiptap/core';
import type { Node as DocNode } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { DualDialogue } from './blocks.ts';
import { changedBlocks } from './changedBlocks.ts';
import { elementOf, elementsOf } from './elementNodes.ts';
import { indexed } from './indexedDecorations.ts';
import { layOutPages, type PageLayout, type PageStart, standsAfter } from './layout.ts';
import { createMeasure, type Measure } from './measure.ts';
import { type Paper, papers } from './paper.ts';
import type { Translate } from './strings.ts';

interface LayoutState {
  readonly layout: PageLayout;
  readonly decorations: DecorationSet;
}

const layoutKey = new PluginKey<LayoutState>('pageBreaks');

export interface PageBreaksOptions {
  /** The paper in use; {@link layOutAnew} when it has changed. */
  readonly paper: () => Paper['size'];
  readonly translate: Translate;
}

/** A transaction that lays the script out anew. */
export function layOutAnew(tr: Transaction): Transaction {
  return tr.setMeta(layoutKey, true);
}

/** Indexes of the elements that pages begin in or with, from the second page on. */
export function pageStartsOf(state: EditorState): readonly number[] {
  return layoutKey.getState(state)?.layout.pageStarts.map(({ index }) => index) ?? [];
}

/** Page layout of the script. */
export function pageBreaks({ paper, translate }: PageBreaksOptions) {
  const measures = { a4: createMeasure(papers.a4), letter: createMeasure(papers.letter) };
  const layOut = (doc: DocNode) => layOutPages(elementsOf(doc), measures[paper()]);
  return Extension.create({
    name: 'pageBreaks',
    addProseMirrorPlugins: () => [
      new Plugin<LayoutState>({
        key: layoutKey,
        state: {
          init: (_config, { doc }) => {
            const layout = layOut(doc);
            return { layout, decorations: decorate(doc, layout, translate) };
          },
          apply: (tr, { layout, decorations }) => {
            if (!tr.docChanged && tr.getMeta(layoutKey) === undefined) return { layout, decorations };
            const isUnmoved = tr.getMeta(layoutKey) === undefined && stands(tr, layout, measures[paper()]);
            const next = isUnmoved ? layout : layOut(tr.doc);
            return isUnmoved || sameLayout(layout, next)
              ? { layout: next, decorations: indexed(decorations.map(tr.mapping, tr.doc)) }
              : { layout: next, decorations: decorate(tr.doc, next, translate) };
          },
        },
        props: { decorations: (state) => layoutKey.getState(state)?.decorations },
        view: (view) => {
          fillLastPage(view);
          return { update: fillLastPage };
        },
      }),
    ],
  });
}

/** Whether a transaction leaves every line in its place, as most keystrokes do. */
function stands({ before, doc }: Transaction, layout: PageLayout, measure: Measure): boolean {
  const { start, beforeEnd, afterEnd } = changedBlocks(before, doc);
  if (beforeEnd !== start + 1 || afterEnd !== start + 1) return false;
  return standsAfter(layout, start, [elementOf(before.child(start)), elementOf(doc.child(start))], measure);
}

/** The last sheet is as long as the others. */
function fillLastPage(view: EditorView): void {
  const remaining = String(layoutKey.getState(view.state)?.layout.remaining ?? 0);
  const { style } = view.dom;
  if (style.getPropertyValue('--remaining') !== remaining) style.setProperty('--remaining', remaining);
}

function sameLayout(a: PageLayout, b: PageLayout): boolean {
  return (
    a.pageStarts.length === b.pageStarts.length &&
    a.duals.length === b.duals.length &&
    a.pageStarts.every((start, at) => sameStart(start, b.pageStarts[at])) &&
    a.duals.every((dual, at) => sameDual(dual, b.duals[at]))
  );
}

function sameStart(a: PageStart, b: PageStart | undefined): boolean {
  return a.index === b?.index && a.offset === b.offset && a.fill === b.fill && a.continuedCue === b.continuedCue;
}

function sameDual(a: DualDialogue, b: DualDialogue | undefined): boolean {
  return a.left === b?.left && a.right === b.right && a.end === b.end && sameLines(a, b);
}

function sameLines(a: DualDialogue, b: DualDialogue): boolean {
  return a.leftLines === b.leftLines && a.rightLines === b.rightLines;
}

function decorate(doc: DocNode, layout: PageLayout, translate: Translate): DecorationSet {
  const decorations: Decoration[] = [];
  const positions: number[] = [];
  doc.forEach((_node, offset) => {
    positions.push(offset);
  });
  const decorateBlock = (index: number, attributes: Record<string, string>) => {
    const start = positions[index];
    const node = doc.maybeChild(index);
    if (start !== undefined && node) decorations.push(Decoration.node(start, start + node.nodeSize, attributes));
  };
  for (const start of layout.pageStarts) {
    const position = positions[start.index];
    if (start.offset === 0) {
      decorateBlock(start.index, {
        class: 'page-start',
        'data-page': `${start.page}.`,
        style: `--fill: ${start.fill}`,
      });
    } else if (position !== undefined) {
      decorations.push(breakInside(position + 1 + start.offset, start, translate));
    }
  }
  for (const { left, right, end, leftLines, rightLines } of layout.duals) {
    for (let index = left; index < right; index++) decorateBlock(index, { class: 'dual dual-left' });
    for (let index = right; index < end; index++) {
      decorateBlock(index, {
        class: 'dual dual-right',
        ...(index === right ? { style: `--up: ${leftLines}` } : {}),
      });
    }
    const missing = Math.max(0, leftLines - rightLines);
    if (missing > 0) decorateBlock(end - 1, { class: 'dual-end', style: `--down: ${missing}` });
  }
  return indexed(DecorationSet.create(doc, decorations));
}

/** A page break within an element: `(MORE)`, the gap between the sheets, and the cue once more. */
function breakInside(position: number, start: PageStart, translate: Translate): Decoration {
  const { page, fill, continuedCue } = start;
  const key = `${page}:${fill}:${continuedCue ?? ''}`;
  return Decoration.widget(position, () => renderBreak(start, translate), { key, side: -1, ignoreSelection: true });
}

function renderBreak({ page, fill, continuedCue }: PageStart, translate: Translate): HTMLElement {
  const dom = document.createElement('span');
  dom.className = 'page-break-inside';
  dom.contentEditable = 'false';
  dom.setAttribute('aria-hidden', 'true');
  dom.style.setProperty('--fill', String(fill));
  const gap = document.createElement('span');
  gap.className = 'page-gap';
  gap.textContent = `${page}.`;
  if (continuedCue === undefined) {
    dom.append(gap);
    return dom;
  }
  const more = document.createElement('span');
  more.className = 'page-more';
  more.textContent = translate('page.more');
  const cue = document.createElement('span');
  cue.className = 'page-continued';
  const continued = translate('page.continued');
  cue.textContent = continuedCue.includes(continued) ? continuedCue : `${continuedCue} ${continued}`;
  dom.append(more, gap, cue);
  return dom;
}
