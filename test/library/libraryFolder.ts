/** Folders with real library files for one test each, removed after it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'mocha';
import type { Library } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import type { LibraryTrouble } from '../../src/extension/library/trouble.ts';
import type { Log } from '../../src/extension/platform/log.ts';

export const silentLog: Log = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

export interface Window {
  readonly library: Library;
  /** What the window was told, in order. */
  readonly troubles: LibraryTrouble[];
}

export interface LibraryFolders {
  /** A new empty folder. */
  folder(): string;
  /** A window on the library of a folder. */
  open(directory: string): Window;
}

/** To be called in a `describe`: windows are closed and folders removed after each test. */
export function libraryFolders(): LibraryFolders {
  const folders: string[] = [];
  const windows: Window[] = [];
  afterEach(() => {
    for (const { library } of windows.splice(0)) library.dispose();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder() {
      const folder = mkdtempSync(join(tmpdir(), 'library-test-'));
      folders.push(folder);
      return folder;
    },
    open(directory) {
      const troubles: LibraryTrouble[] = [];
      const library = createLibrary({ directory, log: silentLog, onTrouble: (trouble) => troubles.push(trouble) });
      const window = { library, troubles };
      windows.push(window);
      return window;
    },
  };
}

/** Adds a project; returns its id. */
export function addProject(library: Library, name: string): string {
  const id = randomUUID();
  library.apply([{ table: 'rewrite_projects', kind: 'insert', row: { id, name, slug: id } }]);
  return id;
}

/** Adds a project with one script and one scene; returns their ids. */
export function addScene(library: Library): {
  readonly projectId: string;
  readonly scriptId: string;
  readonly sceneId: string;
} {
  const projectId = addProject(library, 'Fyren');
  const [scriptId, sceneId] = [randomUUID(), randomUUID()];
  library.apply([
    { table: 'rewrite_scripts', kind: 'insert', row: { id: scriptId, project_id: projectId, title: 'Fyren' } },
    {
      table: 'rewrite_scenes',
      kind: 'insert',
      row: { id: sceneId, script_id: scriptId, element_id: sceneId, order_index: 1000 },
    },
  ]);
  return { projectId, scriptId, sceneId };
}
