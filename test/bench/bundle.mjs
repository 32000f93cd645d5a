// Sizes of what is shipped, from a production build of its own.
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension, packageExtension } from '../host/extensionPackage.ts';
import { cacheFolder } from '../host/folders.ts';

/** The budgets: 300 KB before lazy parts, 400 KB for the server, 200 KB a webview, 20 MB in all. */
const budgets = {
  'server.js': '<= 400',
  'webview/timeline.js': '<= 200',
};

const studioChunk = (dist) =>
  `chunks/${fs.readdirSync(path.join(dist, 'chunks')).find((name) => /^studio-/.test(name))}`;

/** The given bundles and all that they require while they load; what they require later stands in a `then`. */
function loadedAtOnce(dist, names) {
  const found = new Set(names);
  for (const name of found) {
    const code = fs.readFileSync(path.join(dist, name), 'utf8');
    for (const [, required] of code.matchAll(/=require\("(\.[^"]+)"\)/g))
      found.add(path.posix.join(path.posix.dirname(name), required));
  }
  return [...found];
}

export async function bench(report) {
  const folder = path.join(cacheFolder, 'bench/extension');
  await buildExtension(folder, { production: true });
  const dist = path.join(folder, 'dist');
  for (const [name, target] of Object.entries(budgets)) {
    report({ name: `${name}, minified`, value: fs.statSync(path.join(dist, name)).size / 1024, unit: 'KB', target });
  }
  const atOnce = loadedAtOnce(dist, ['extension.js', studioChunk(dist)]);
  const bytes = atOnce.reduce((sum, name) => sum + fs.statSync(path.join(dist, name)).size, 0);
  report({
    name: 'extension and what a script needs, before lazy parts',
    value: bytes / 1024,
    unit: 'KB',
    target: '<= 300',
  });
  const vsix = await packageExtension(folder);
  report({
    name: 'packaged extension (.vsix)',
    value: fs.statSync(vsix).size / 1024 / 1024,
    unit: 'MB',
    target: '<= 20',
  });
}
