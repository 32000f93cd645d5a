// How the webviews are bundled: for `esbuild.mjs` and for the tests that open a page alone.
import fs from 'node:fs';
import path from 'node:path';

/**
 * What of TipTap's core a screenplay page never reaches, by file below `@tiptap/core/src`, and what stands in its place. The page has no
 * TipTap commands, input or paste rules, marks or node views; TipTap's published bundle brings all of them in one file of 84 KB.
 */
const withoutUse = {
  'extensions/index': `
    import { Extension } from '../Extension.js';
    export { Editable } from './editable.js';
    export { FocusEvents } from './focusEvents.js';
    export { Tabindex } from './tabindex.js';
    const off = (name) => Extension.create({ name });
    export const ClipboardTextSerializer = off('clipboardTextSerializer'), Commands = off('commands'), Delete = off('delete'),
      Drop = off('drop'), Keymap = off('keymap'), Paste = off('paste'), TextDirection = off('textDirection');`,
  InputRule: 'export const inputRulesPlugin = () => [];',
  PasteRule: 'export const pasteRulesPlugin = () => [];',
  Mark: 'export class Mark {}',
  MarkView: 'export const updateMarkViewAttributes = () => {};',
  CommandManager: 'export class CommandManager {}',
  style: "export const style = '';",
  'schema/mergeSchemaSpec': 'export const mergeSchemaSpec = (local) => local;',
  'schema/getSchemaAttributes': 'export const getSchemaAttributes = (attributes) => attributes;',
  'helpers/getAttributes': 'export const getAttributes = () => ({});',
  'helpers/MappablePosition':
    'export const createMappablePosition = () => undefined, getUpdatedPosition = () => undefined;',
  'utilities/createStyleTag': 'export const createStyleTag = () => null;',
  'helpers/createNodeFromContent':
    'export const createNodeFromContent = (content, schema) => schema.nodeFromJSON(content);',
  'helpers/warnOnDuplicatedProseMirrorModel': 'export const warnOnDuplicatedProseMirrorModel = () => {};',
  'helpers/getHTMLFromFragment': "export const getHTMLFromFragment = () => '';",
  'helpers/getText': "export const getText = () => '';",
  'helpers/getTextSerializersFromSchema': 'export const getTextSerializersFromSchema = () => ({});',
  'helpers/resolveFocusPosition': 'export const resolveFocusPosition = () => null;',
  'helpers/isActive': 'export const isActive = () => false;',
  'helpers/isNodeEmpty': 'export const isNodeEmpty = () => false;',
  NodePos: 'export class NodePos {}',
  'decorations/DecorationManager': 'export class DecorationManager { plugin = null; destroy() {} }',
};

/** The page has its own keys; TipTap would make a plugin for those of each extension. */
const withoutKeys = `
  import { Plugin } from '@tiptap/pm/state';
  export const keymap = () => new Plugin({});`;

/** Builds TipTap's core from the sources that it ships, with only what a page reaches. */
const tiptapParts = {
  name: 'tiptap-parts',
  setup(build) {
    const sources = path.resolve(build.initialOptions.absWorkingDir ?? '.', 'node_modules/@tiptap/core/src');
    build.onResolve({ filter: /^@tiptap\/core$/ }, () => ({ path: 'core', namespace: 'tiptap', sideEffects: false }));
    build.onLoad({ filter: /^core$/, namespace: 'tiptap' }, () => ({
      contents: `export { Editor } from './Editor.js'; export { Extension } from './Extension.js'; export { Node } from './Node.js';`,
      resolveDir: sources,
    }));
    build.onResolve({ filter: /^@tiptap\/pm\/keymap$/ }, () => ({
      path: 'keymap',
      namespace: 'tiptap',
      sideEffects: false,
    }));
    build.onLoad({ filter: /^keymap$/, namespace: 'tiptap' }, () => ({ contents: withoutKeys, resolveDir: sources }));
    build.onResolve({ filter: /^\.{1,2}\// }, ({ path: wanted, importer, resolveDir }) => {
      if (!resolveDir.startsWith(sources)) return undefined;
      const file = path.resolve(importer === 'core' ? sources : resolveDir, wanted).replace(/\.js$/, '.ts');
      return fs.existsSync(file) ? { path: file, sideEffects: false } : undefined;
    });
    build.onLoad({ filter: /@tiptap[/\\]core[/\\]src[/\\].*\.ts$/ }, ({ path: file }) => {
      const part = path.relative(sources, file).replaceAll(path.sep, '/').replace(/\.ts$/, '');
      const contents = withoutUse[part];
      return contents === undefined ? undefined : { contents, resolveDir: path.dirname(file), loader: 'js' };
    });
  },
};

/** esbuild's options for a webview of one file. */
export function webviewOptions(production) {
  return {
    bundle: true,
    minify: production,
    platform: 'browser',
    format: 'iife',
    target: 'chrome140',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': production ? '"production"' : '"development"' },
    loader: { '.ttf': 'file', '.woff2': 'file' },
    assetNames: '[name]',
    legalComments: 'none',
  };
}

/** esbuild's options for a webview that is a module: what is not needed for its first picture comes in chunks beside it. */
export function moduleOptions(production) {
  return {
    ...webviewOptions(production),
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  };
}

/** esbuild's options for the page editor. */
export function pageOptions(production) {
  return { ...moduleOptions(production), plugins: [tiptapParts] };
}
