import fs from 'node:fs';
import path from 'node:path';

/** KB of a built page: what its first file imports outright, and the chunks that are fetched later. `folder` holds `editor.js`. */
export function pageSizes(folder: string): { readonly first: number; readonly rest: number } {
  const first = new Set<string>();
  const add = (file: string): void => {
    if (first.has(file)) return;
    first.add(file);
    const source = fs.readFileSync(file, 'utf8');
    for (const [, imported = ''] of source.matchAll(/(?:from|import)\s*"(\.[^"]+\.js)"/g)) {
      add(path.resolve(path.dirname(file), imported));
    }
  };
  add(path.join(folder, 'editor.js'));
  const chunks = fs.readdirSync(path.join(folder, 'chunks')).filter((name) => name.endsWith('.js'));
  const later = chunks.map((name) => path.join(folder, 'chunks', name)).filter((file) => !first.has(file));
  const size = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + fs.statSync(file).size, 0) / 1024;
  return { first: size(first), rest: size(later) };
}
