// Builds everything into dist/: the extension with lazy chunks, the language server, the draft-voice program and the webviews.
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { moduleOptions, pageOptions, webviewOptions } from './src/webview/build.mjs';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const quiet = process.argv.includes('--quiet');
/** Where the bundles go; `--outdir=FOLDER` keeps a build apart from others. */
const outdir = process.argv.find((argument) => argument.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';

/**
 * Writes what was bundled as ES modules as CommonJS, which VS Code's extension host loads fastest. The detour is for the chunks: esbuild
 * splits code only into ES modules. Every dynamic `import()` of our own becomes a chunk, and what several chunks use is a chunk too.
 */
const writeAsCommonJs = {
  name: 'write-as-commonjs',
  setup(build) {
    build.onEnd(async ({ outputFiles = [] }) => {
      await Promise.all(outputFiles.map(writeCommonJs));
    });
  },
};

async function writeCommonJs({ path: file, text }) {
  const { code } = await esbuild.transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minify: production,
    sourcemap: production ? false : 'inline',
    // `require` instead of `import()`: a chunk is then loaded in one step and by the same loader as the rest.
    supported: { 'dynamic-import': false },
  });
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, code);
}

/**
 * `import * as vscode` becomes plain bindings of the names that are used. Left to the bundler, every importing file copies the whole API
 * object when it loads: some 15 ms of activation.
 */
const vscodeApi = {
  name: 'vscode-api',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, (args) =>
      args.importer.includes(`${path.sep}src${path.sep}extension${path.sep}`)
        ? { path: 'vscode', namespace: 'api' }
        : undefined,
    );
    build.onLoad({ filter: /^vscode$/, namespace: 'api' }, () => ({
      contents: `const api = require('vscode');\nexport const { ${usedApiNames().join(', ')} } = api;`,
      resolveDir: '.',
    }));
  },
};

/** What our own sources take from the `vscode` namespace as values or types; names of types are simply undefined. */
function usedApiNames() {
  const files = fs.readdirSync('src/extension', { recursive: true }).filter((file) => file.endsWith('.ts'));
  const names = files.flatMap((file) =>
    [...fs.readFileSync(path.join('src/extension', file), 'utf8').matchAll(/\bvscode\.([A-Za-z]\w*)/g)].map(
      ([, name]) => name,
    ),
  );
  return [...new Set(names)].sort();
}

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: quiet ? 'error' : 'info',
  legalComments: 'none',
  metafile: true,
};

const node = {
  ...common,
  platform: 'node',
  target: 'node24',
  external: ['vscode'],
  mainFields: ['module', 'main'],
};

const extension = {
  ...node,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  sourcemap: production ? false : 'inline',
  write: false,
  outdir,
  plugins: [vscodeApi, writeAsCommonJs],
  entryPoints: { extension: 'src/extension/extension.ts' },
};

const server = { ...node, format: 'cjs', outdir, entryPoints: { server: 'src/language/server.ts' } };

/** The draft voice is a program of its own (GPL-3, see THIRD_PARTY_NOTICES.md): nothing of it is in the extension's bundles. */
const draftVoice = {
  ...node,
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  outdir: `${outdir}/draftVoice`,
  external: ['./espeak-ng.js'],
  entryPoints: { host: 'src/extension/voices/draftVoice/host.ts' },
};

const webviews = {
  ...common,
  ...webviewOptions(production),
  outdir: `${outdir}/webview`,
  entryPoints: {
    statistics: 'src/webview/statistics/main.tsx',
    casting: 'src/webview/casting/main.tsx',
    exports: 'src/webview/exports/main.tsx',
  },
};

/** The timeline's stage first; its toolbar's controls come in chunks beside it. */
const timeline = {
  ...common,
  ...moduleOptions(production),
  outdir: `${outdir}/webview`,
  entryPoints: { timeline: 'src/webview/timeline/main.tsx' },
};

const page = {
  ...common,
  ...pageOptions(production),
  outdir: `${outdir}/webview`,
  entryPoints: { editor: 'src/webview/editor/main.ts' },
};

/** Prints each bundle's size, so that a budget that slips is seen where it slips. */
function report(results) {
  if (quiet) return;
  for (const { metafile } of results) {
    for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
      if (!file.endsWith('.map')) console.log(`${(bytes / 1024).toFixed(0).padStart(6)} KB  ${file}`);
    }
  }
}

const builds = [extension, server, draftVoice, webviews, timeline, page].map((options) => ({
  ...options,
  logLevel: watch ? 'info' : 'warning',
}));

if (watch) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  fs.rmSync(outdir, { recursive: true, force: true });
  report(await Promise.all(builds.map((options) => esbuild.build(options))));
  const { repackDraftVoice } = await import('./src/extension/voices/draftVoice/repack.mjs');
  await repackDraftVoice(`${outdir}/draftVoice`);
}
