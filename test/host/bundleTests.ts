/** Many test files as one. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { root } from './folders.ts';

/** Bundles test files, named below the checkout, with all that they import. */
export async function bundleTests(files: readonly string[], outfile: string): Promise<void> {
  await build({
    stdin: { contents: files.map((file) => `import './${file}';`).join('\n'), resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'inline',
    mainFields: ['module', 'main'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // The test runner itself, of which there must be one alone, is imported where it lies.
    alias: { mocha: pathToFileURL(path.join(root, 'node_modules/mocha/index.js')).href },
    external: ['file:*'],
    // What is bundled as CommonJS asks for Node's own modules in its way.
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`,
    },
    plugins: [ownPlaces],
    logLevel: 'error',
  });
}

/** Tests that read files look for them beside themselves, wherever the bundle lies. */
const ownPlaces: Plugin = {
  name: 'own-places',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]test[\\/].*\.tsx?$/ }, ({ path: file }) => ({
      contents: fs
        .readFileSync(file, 'utf8')
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
        .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file))),
      loader: file.endsWith('x') ? 'tsx' : 'ts',
      resolveDir: path.dirname(file),
    }));
  },
};
