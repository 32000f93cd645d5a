/** The extension as users get it, built apart from `dist/` so that a running build disturbs no test. */
import fs from 'node:fs';
import path from 'node:path';
import { cacheFolder, root } from './folders.ts';
import { run, tail } from './processes.ts';

/** What goes into the package besides the bundles and translations; `.vscodeignore` chooses within. */
const shipped = [
  'package.json',
  '.vscodeignore',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'THIRD_PARTY_NOTICES.md',
  'l10n',
  'media',
  'syntaxes',
];

async function mustRun(args: readonly string[], cwd: string, failure: string): Promise<void> {
  const { code, output } = await run(process.execPath, args, { cwd });
  if (code !== 0) throw new Error(`${failure}\n${tail(output, 40)}`);
}

/**
 * Builds the extension into a folder that VS Code can run it from.
 * @throws {Error} with the end of the build's output.
 */
export async function buildExtension(folder: string, { production }: { readonly production: boolean }): Promise<void> {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const translations = fs.readdirSync(root).filter((name) => /^package\.nls\b.*\.json$/.test(name));
  for (const name of [...shipped, ...translations]) {
    const from = path.join(root, name);
    if (fs.existsSync(from)) fs.cpSync(from, path.join(folder, name), { recursive: true });
  }
  const flags = production ? ['--production'] : [];
  const args = [path.join(root, 'esbuild.mjs'), '--quiet', `--outdir=${path.join(folder, 'dist')}`, ...flags];
  await mustRun(args, root, 'The extension does not build.');
}

/** Packages a folder from {@link buildExtension}; returns the `.vsix` file beside it. */
export async function packageExtension(folder: string): Promise<string> {
  const vsix = `${folder}.vsix`;
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  await mustRun([vsce, 'package', '--no-dependencies', '--out', vsix], folder, 'The extension cannot be packaged.');
  return vsix;
}

/** A production build, packaged; what end-to-end tests, the demo and `npm start` install. */
export async function buildVsix(name: string): Promise<string> {
  const folder = path.join(cacheFolder, 'package', name);
  await buildExtension(folder, { production: true });
  return packageExtension(folder);
}
