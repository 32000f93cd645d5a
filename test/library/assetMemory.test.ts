import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Library } from '../../src/extension/library/library.ts';
import { addProject, libraryFolders } from './libraryFolder.ts';

describe('the assets that a window remembers', () => {
  const folders = libraryFolders();

  const insert = (library: Library, projectId: string, created_at?: string): string => {
    const id = randomUUID();
    const row = { id, project_id: projectId, file_type: 'audio', ...(created_at ? { created_at } : {}) } as const;
    library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
    return id;
  };
  const fresh = (directory: string, projectId: string) => {
    const { library } = folders.open(directory);
    const assets = library.assets(projectId);
    library.dispose();
    return assets;
  };

  it('are those of the file, whatever this window and others write', () => {
    const act = fc.record({
      window: fc.nat(1),
      kind: fc.constantFrom('insert', 'early', 'rename', 'move', 'delete', 'look'),
      pick: fc.nat(20),
    });
    void fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const directory = folders.folder();
        const windows = [folders.open(directory).library, folders.open(directory).library];
        const [first] = windows;
        assert.ok(first);
        const projects = [addProject(first, 'A'), addProject(first, 'B')];
        const ids: string[] = [];
        for (const { window, kind, pick } of acts) {
          const library = windows[window] ?? first;
          const projectId = projects[pick % 2] ?? '';
          const id = ids[pick % Math.max(1, ids.length)] ?? '';
          if (kind === 'insert') ids.push(insert(library, projectId));
          else if (kind === 'early') ids.push(insert(library, projectId, '2001-01-01T00:00:00.000Z'));
          else if (kind === 'rename')
            library.apply([{ table: 'rewrite_assets', kind: 'update', id, patch: { name: `take ${pick}` } }]);
          else if (kind === 'move')
            library.apply([{ table: 'rewrite_assets', kind: 'update', id, patch: { project_id: projectId } }]);
          else if (kind === 'delete') library.apply([{ table: 'rewrite_assets', kind: 'delete', id }]);
          for (const each of windows)
            for (const project of projects) assert.deepEqual(each.assets(project), fresh(directory, project));
        }
        for (const each of windows) each.dispose();
      }),
      { numRuns: 8, seed: 5 },
    );
  });

  it('go with their project', () => {
    const { library } = folders.open(folders.folder());
    const projectId = addProject(library, 'A');
    insert(library, projectId);
    assert.equal(library.assets(projectId).length, 1);
    library.apply([{ table: 'rewrite_projects', kind: 'delete', id: projectId }]);
    assert.deepEqual(library.assets(projectId), []);
  });
});
