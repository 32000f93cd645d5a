/** The scripts of the workspace's folders on disk, also those that nobody has open. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A script on disk. */
export interface ScriptFile {
  readonly uri: string;
  readonly path: string;
}

/** Finds and reads scripts; what cannot be read is left out. */
export interface ScriptFiles {
  /** Every script below some folders given by URI, at most {@link mostScripts}; folders not on this disk hold none. */
  find(folderUris: readonly string[]): Promise<readonly ScriptFile[]>;
  /** The file's text, or undefined when it is gone or too large to be a script. */
  read(file: ScriptFile): Promise<string | undefined>;
}

/** Beyond these a folder is no folder of scripts, and searching it would keep the writer waiting. */
const mostScripts = 500;
const mostEntries = 20_000;
/** Bytes. */
const largestScript = 4_000_000;
const extensions: ReadonlySet<string> = new Set(['.screenplay', '.fountain']);

/** The real disk. */
export const diskFiles: ScriptFiles = {
  async find(folderUris) {
    const found: ScriptFile[] = [];
    const waiting = folderUris.flatMap((uri) => pathOf(uri) ?? []);
    let entries = 0;
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      for (const entry of await fs.readdir(folder, { withFileTypes: true }).catch(() => [])) {
        if (++entries > mostEntries || found.length >= mostScripts) return found;
        const file = path.join(folder, entry.name);
        if (entry.isDirectory() && !isPassedOver(entry.name)) waiting.push(file);
        if (entry.isFile() && extensions.has(path.extname(entry.name).toLowerCase())) {
          found.push({ uri: pathToFileURL(file).href, path: file });
        }
      }
    }
    return found;
  },
  async read(file) {
    try {
      const { size } = await fs.stat(file.path);
      return size > largestScript ? undefined : await fs.readFile(file.path, 'utf8');
    } catch {
      // Deleted since it was found, or not ours to read.
      return undefined;
    }
  },
};

/** The path of a `file:` URI; undefined for any other. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

function isPassedOver(folder: string): boolean {
  return folder.startsWith('.') || folder === 'node_modules';
}
