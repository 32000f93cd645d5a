/** The small file in a folder that says which shared project it belongs to, so that whoever clones the folder can join. No secrets in it. */
import * as z from 'zod/mini';
import { isFileName } from '../library/fileNames.ts';
import { isUuid } from '../library/uuid.ts';
import { readConnection } from './connection.ts';

/** The file's name. */
export const manifestName = 'screenplay-project.json';

const shape = z.object({
  version: z.literal(1),
  /** Of the Supabase project. */
  url: z.string(),
  publishableKey: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  /** File, below the folder with `/` between names → script id. */
  scripts: z.record(z.string(), z.string()),
});

/** What the file says. Files lie below its folder, all ids are UUIDs, the connection is one that may be used. */
export type SharedFolder = z.infer<typeof shape>;

/** Reads the file's text; undefined when it says anything that is not allowed: it may come from a stranger's repository. */
export function readManifest(text: string): SharedFolder | undefined {
  try {
    const manifest = shape.parse(JSON.parse(text));
    const { url, publishableKey } = readConnection(manifest.url, manifest.publishableKey);
    const isSafe =
      isUuid(manifest.project.id) &&
      Object.entries(manifest.scripts).every(([file, id]) => isUuid(id) && isScriptPath(file));
    return isSafe ? { ...manifest, url, publishableKey } : undefined;
  } catch {
    return undefined;
  }
}

/** The file's text, ended by a line break; scripts by name, so that versions of it compare well. */
export function writeManifest(folder: Omit<SharedFolder, 'version'>): string {
  const scripts = Object.fromEntries(Object.entries(folder.scripts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, ...folder, scripts }, null, 2)}\n`;
}

function isScriptPath(file: string): boolean {
  return file.split('/').every(isFileName) && /\.(?:screenplay|fountain)$/i.test(file);
}
