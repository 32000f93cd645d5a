/** Cut, copy and paste between pages and with other programs. Outside the page a script is Fountain text. */
import { Extension } from '@tiptap/core';
import { type Node as DocNode, Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { ElementType } from '../../language/document.ts';
import { parse } from '../../language/parse.ts';
import { attributesOf, elementOf, inlineContent, typeOf } from './elementNodes.ts';

/** `isKnownId` tells ids that this page has had: what was cut here keeps its own, what comes from another script gets new ones. */
export function clipboard(isKnownId: (elementId: string) => boolean) {
  return Extension.create({
    name: 'clipboard',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          clipboardTextSerializer: (slice) => textOf(slice),
          clipboardTextParser: (text, $context) => sliceOf(text, $context.doc.type.schema),
          handlePaste: (view, event) => {
            const html = event.clipboardData?.getData('text/html') ?? '';
            const text = event.clipboardData?.getData('text/plain') ?? '';
            if (html.includes('data-pm-slice') || text === '') return false;
            return view.pasteText(text, event);
          },
          transformPasted: (slice) => forgetForeignIds(slice, isKnownId),
        },
      }),
    ],
  });
}

const inSpeech: ReadonlySet<ElementType> = new Set(['dialogue', 'parenthetical']);

function textOf(slice: Slice): string {
  let text = '';
  slice.content.forEach((node, _offset, index) => {
    if (index > 0) text += node.isBlock && inSpeech.has(typeOf(node)) ? '\n' : '\n\n';
    text += node.isBlock ? elementOf(node).text : node.textContent;
  });
  return text;
}

/** Several paragraphs are read as Fountain; a single one is put in as text. */
function sliceOf(text: string, schema: Schema): Slice {
  const lines = text.replace(/\r\n?/gu, '\n').replace(/^\n+|\n+$/gu, '');
  const { elements } = lines.includes('\n') ? parse(lines) : { elements: [] };
  if (elements.length < 2) return new Slice(Fragment.from(inlineContent(schema, lines)), 0, 0);
  const blocks = elements.map((element) =>
    schema.node(
      element.type,
      {
        sceneNumber: element.heading?.sceneNumber ?? null,
        dual: element.cue?.dual ?? false,
        depth: element.depth ?? null,
      },
      inlineContent(schema, element.text),
    ),
  );
  return new Slice(Fragment.from(blocks), 1, 1);
}

function forgetForeignIds(slice: Slice, isKnownId: (elementId: string) => boolean): Slice {
  const content: DocNode[] = [];
  slice.content.forEach((node) => {
    const id = node.isBlock ? attributesOf(node).elementId : null;
    const isForeign = id !== null && !isKnownId(id);
    content.push(isForeign ? node.type.create({ ...node.attrs, elementId: null }, node.content) : node);
  });
  return new Slice(Fragment.from(content), slice.openStart, slice.openEnd);
}
