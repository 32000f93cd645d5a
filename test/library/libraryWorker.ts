/** A window of its own, as a process: `libraryWorker.ts DIRECTORY JOB …`. Says on stdout what it has done, line by line. */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Durability } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { linkScript } from '../../src/extension/sync/scriptLinks.ts';
import { silentLog } from './libraryFolder.ts';
import { writeForEver } from './scriptWindow.ts';

const [directory = '', job = '', ...args] = process.argv.slice(2);
const library = createLibrary({ directory, log: silentLog });

/** At once: a process that is killed must have said what it was told to be done. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** Adds projects by twos, each pair in one transaction, and says the pair's slug after its commit. */
function writePairs(prefix: string, pairs: number, durability: Durability): void {
  for (let count = 0; count < pairs; count++) {
    const slug = `${prefix}-${count}`;
    library.apply(
      ['a', 'b'].map((half) => {
        const row = { id: randomUUID(), name: 'x'.repeat(2000), slug: `${slug}-${half}` };
        return { table: 'rewrite_projects', kind: 'insert', row };
      }),
      durability,
    );
    say(slug);
  }
}

/** Waits for the word to go, so that several windows do the same thing at the same moment. */
function afterStart(work: () => void): void {
  say('ready');
  process.stdin.once('data', () => {
    work();
    library.dispose();
    process.stdin.destroy();
  });
}

switch (job) {
  case 'write':
    afterStart(() => writePairs(args[0] ?? '', Number(args[1]), args[2] === 'soon' ? 'soon' : 'now'));
    break;
  case 'open':
    afterStart(() => say(`projects ${library.projects().length}`));
    break;
  case 'link':
    afterStart(() => {
      const place = { folderUri: 'file:///film', folderName: 'Film', fileUri: args[0] ?? '', title: 'Film' };
      say(JSON.stringify(linkScript(library, place)));
    });
    break;
  case 'script':
    say('ready');
    await writeForEver(library, args[0] ?? '', Number(args[1]), say);
    break;
  default:
    throw new Error(`unknown job ${job}`);
}
