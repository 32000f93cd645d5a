/** `fullDiskWorker.ts DIRECTORY`: fills the library until nothing more fits, makes room, writes on, and says how it went. */
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LibraryError } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { silentLog } from './libraryFolder.ts';

// The limit is also told by a signal, whose default is to end the process.
process.on('SIGXFSZ', () => {});

const directory = process.argv[2] ?? '';
const troubles: string[] = [];
const library = createLibrary({ directory, log: silentLog, onTrouble: ({ kind }) => troubles.push(kind) });

/** Adds a project with a name of this many characters; false when it does not fit. */
function fits(length: number): boolean {
  try {
    const id = randomUUID();
    library.apply([{ table: 'rewrite_projects', kind: 'insert', row: { id, name: 'x'.repeat(length), slug: id } }]);
    return true;
  } catch (cause) {
    reason = cause instanceof LibraryError ? cause.reason : String(cause);
    return false;
  }
}

let reason = '';
const ballast = join(directory, 'ballast');
library.projects();
writeFileSync(ballast, Buffer.alloc(400_000));
let written = 0;
while (fits(20_000)) written++;
fits(20_000);
const readable = library.projects().length;
rmSync(ballast);
// Under a limit there is no room to be made: there the test itself goes on.
const [first] = reason === 'full' ? library.projects() : [];
if (first) library.apply([{ table: 'rewrite_projects', kind: 'delete', id: first.id }]);
const goesOn = first !== undefined && fits(100);
library.dispose();
const database = new DatabaseSync(join(directory, 'library.db'));
const integrity = database.prepare('pragma integrity_check').get()?.['integrity_check'];
database.close();
console.log(JSON.stringify({ written, reason, troubles, readable, goesOn, integrity }));
