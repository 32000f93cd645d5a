/** The page's document: one flat block for each screenplay element, with line breaks inside as hard breaks. */
import { Node } from '@tiptap/core';
import type { DOMOutputSpec, Node as DocNode, Schema } from '@tiptap/pm/model';
import { type ElementType, elementTypes, type ScriptElement } from '../../language/document.ts';
import type { Translate } from './strings.ts';

/** What every block carries beside its text; see `ScriptElement`. `elementId` is null until one is given (elementIds.ts). */
export interface ElementAttributes {
  readonly elementId: string | null;
  readonly sceneNumber: string | null;
  readonly dual: boolean;
  readonly depth: number | null;
}

const inSpeech: ReadonlySet<string> = new Set(['character', 'parenthetical', 'dialogue']);

/** The attributes of a node, which the schema guarantees. */
export function attributesOf(node: DocNode): ElementAttributes {
  return node.attrs as ElementAttributes;
}

/** The screenplay type of a block; blocks are named after it. */
export function typeOf(node: DocNode): ElementType {
  return node.type.name as ElementType;
}

const elementOfNode = new WeakMap<DocNode, ScriptElement>();

/** The element that a block stands for. Nodes are immutable, so an unchanged block gives the same object each time. */
export function elementOf(node: DocNode): ScriptElement {
  const known = elementOfNode.get(node);
  if (known) return known;
  const { elementId, sceneNumber, dual, depth } = attributesOf(node);
  const type = typeOf(node);
  const element: ScriptElement = {
    id: elementId ?? '',
    type,
    text: node.textContent,
    ...(type === 'sceneHeading' && sceneNumber !== null ? { sceneNumber } : {}),
    ...(type === 'character' && dual ? { dual } : {}),
    ...(type === 'section' ? { depth: depth ?? 1 } : {}),
  };
  elementOfNode.set(node, element);
  return element;
}

const elementsOfDocument = new WeakMap<DocNode, readonly ScriptElement[]>();

/** The elements of a document, in order; the same list each time for one document. */
export function elementsOf(doc: DocNode): readonly ScriptElement[] {
  const known = elementsOfDocument.get(doc);
  if (known) return known;
  const elements: ScriptElement[] = [];
  for (let index = 0; index < doc.childCount; index++) elements.push(elementOf(doc.child(index)));
  elementsOfDocument.set(doc, elements);
  return elements;
}

/** The attributes of the block for an element. */
export function attributesFor(element: ScriptElement): ElementAttributes {
  return {
    elementId: element.id,
    sceneNumber: element.sceneNumber ?? null,
    dual: element.dual ?? false,
    depth: element.depth ?? null,
  };
}

/** Text as the content of a block. */
export function inlineContent(schema: Schema, text: string): DocNode[] {
  const nodes: DocNode[] = [];
  text.split('\n').forEach((line, index) => {
    const lineBreak = schema.nodes['hardBreak'];
    if (index > 0 && lineBreak) nodes.push(lineBreak.create());
    if (line !== '') nodes.push(schema.text(line));
  });
  return nodes;
}

/** The block for an element. */
export function nodeFor(schema: Schema, element: ScriptElement): DocNode {
  return schema.node(element.type, attributesFor(element), inlineContent(schema, element.text));
}

/** A document for TipTap's constructor; an empty script gets one empty action, since a page needs a place for the caret. */
export function documentJson(elements: readonly ScriptElement[], newId: () => string) {
  const shown = elements.length > 0 ? elements : [{ id: newId(), type: 'action' as const, text: '' }];
  return {
    type: 'doc',
    content: shown.map((element) => ({
      type: element.type,
      attrs: attributesFor(element),
      content: element.text
        .split('\n')
        .flatMap((line, index) => [
          ...(index > 0 ? [{ type: 'hardBreak' }] : []),
          ...(line === '' ? [] : [{ type: 'text', text: line }]),
        ]),
    })),
  };
}

function readAttributes(dom: HTMLElement): ElementAttributes {
  const depth = Number(dom.dataset['depth']);
  return {
    elementId: dom.dataset['elementId'] ?? null,
    sceneNumber: dom.dataset['scene'] ?? null,
    dual: dom.dataset['dual'] === 'true',
    depth: Number.isInteger(depth) && depth > 0 ? depth : null,
  };
}

function render(node: DocNode, translate: Translate): DOMOutputSpec {
  const type = typeOf(node);
  const { elementId, sceneNumber, dual, depth } = attributesOf(node);
  const attributes: Record<string, string> = {
    class: type,
    'data-type': type,
    'aria-roledescription': translate(`type.${type}`),
  };
  if (elementId !== null) attributes['data-element-id'] = elementId;
  if (type === 'sceneHeading') {
    Object.assign(attributes, { role: 'heading', 'aria-level': '2' });
    if (sceneNumber !== null) attributes['data-scene'] = sceneNumber;
  }
  if (type === 'character' && dual) attributes['data-dual'] = 'true';
  if (type === 'section') attributes['data-depth'] = String(depth ?? 1);
  if (inSpeech.has(type) && elementId !== null) {
    attributes['data-vscode-context'] = JSON.stringify({ webviewSection: 'dialogue', elementId });
  }
  return ['p', attributes, 0];
}

function elementNode(type: ElementType, translate: Translate) {
  return Node.create({
    name: type,
    group: 'block',
    content: '(text | hardBreak)*',
    marks: '',
    defining: true,
    selectable: false,
    whitespace: 'pre',
    addAttributes: () => ({
      elementId: { default: null, rendered: false, parseHTML: (dom) => readAttributes(dom).elementId },
      sceneNumber: { default: null, rendered: false, parseHTML: (dom) => readAttributes(dom).sceneNumber },
      dual: { default: false, rendered: false, parseHTML: (dom) => readAttributes(dom).dual },
      depth: { default: null, rendered: false, parseHTML: (dom) => readAttributes(dom).depth },
    }),
    parseHTML: () => [
      { tag: `p[data-type="${type}"]`, preserveWhitespace: 'full' },
      ...(type === 'action' ? [{ tag: 'p', priority: 10 }] : []),
    ],
    renderHTML: ({ node }) => render(node, translate),
  });
}

const pageDocument = Node.create({ name: 'doc', topNode: true, content: 'block+' });
const text = Node.create({ name: 'text', group: 'inline' });

/** One UTF-16 unit long, as `\n` is in an element's text, so that offsets in both are the same numbers. */
const hardBreak = Node.create({
  name: 'hardBreak',
  inline: true,
  selectable: false,
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  extendNodeSchema: (extension) => (extension.name === 'hardBreak' ? { leafText: () => '\n' } : {}),
});

/** All nodes of the page. */
export function pageNodes(translate: Translate) {
  return [pageDocument, text, hardBreak, ...elementTypes.map((type) => elementNode(type, translate))];
}
