// Sizes of what is shipped, from a production build of its own.
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension, packageExtension } from '../host/extensionPackage.ts';
import { cacheFolder } from '../host/folders.ts';

/** UX.md's budgets: 300 KB before lazy parts, 400 KB for the server, 200 KB a webview, 20 MB in all. */
const budgets = {
  'extension.js': '<= 300',
  'server.js': '<= 400',
  'webview/editor.js': undefined,
  'webview/timeline.js': '<= 200',
};

export async function bench(report) {
  const folder = path.join(cacheFolder, 'bench/extension');
  await buildExtension(folder, { production: true });
  for (const [name, target] of Object.entries(budgets)) {
    const { size } = fs.statSync(path.join(folder, 'dist', name));
    report({ name: `${name}, minified`, value: size / 1024, unit: 'KB', target });
  }
  const vsix = await packageExtension(folder);
  report({
    name: 'packaged extension (.vsix)',
    value: fs.statSync(vsix).size / 1024 / 1024,
    unit: 'MB',
    target: '<= 20',
  });
}
