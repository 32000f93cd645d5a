/** Kills windows in the midst of writing on a script, and tells whether what they left is whole when the script is opened again. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Library } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { planSync } from '../../src/extension/sync/planSync.ts';
import { imageOfRows } from '../../src/extension/sync/scriptImage.ts';
import { readSyncState } from '../../src/extension/sync/syncState.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { createRandom, syntheticScript } from '../fixtures/syntheticScript.ts';
import { silentLog } from './libraryFolder.ts';
import { ScriptWindow } from './scriptWindow.ts';

export interface KilledRounds {
  readonly directory: string;
  readonly rounds: number;
  readonly seed: number;
}

/** What was seen, so that a run that killed nobody in the act is known by its numbers. */
export interface Survived {
  readonly rounds: number;
  /** Commits that the killed windows had acknowledged. */
  readonly commits: number;
  /** Windows that died between the beginning of a commit and its acknowledgement. */
  readonly within: number;
  /** Windows that died with someone else's change in the rows and not in the text. */
  readonly behind: number;
  /** Elements that were compared by id. */
  readonly elements: number;
  readonly voices: number;
}

/** Runs the rounds one after another on one library and one script. Throws an AssertionError about the first thing that is not whole. */
export async function killRounds({ directory, rounds, seed }: KilledRounds): Promise<Survived> {
  const file = join(directory, 'a.screenplay');
  fs.writeFileSync(file, syntheticScript(6_000, seed));
  const random = createRandom(seed);
  const sum = { rounds, commits: 0, within: 0, behind: 0, elements: 0, voices: 0 };
  for (let round = 0; round < rounds; round++) {
    const said = await killWithin(directory, file, seed * 1000 + round, 2 + random(25), random(3) === 0);
    const library = createLibrary({ directory, log: silentLog });
    try {
      const seen = await openAgain(library, file, said);
      sum.commits += said.filter((line) => line.startsWith('done ')).length;
      sum.within += said.at(-1)?.startsWith('begin ') ? 1 : 0;
      sum.behind += seen.wasBehind ? 1 : 0;
      sum.elements += seen.elements;
      sum.voices = seen.voices;
    } finally {
      library.dispose();
    }
  }
  return sum;
}

/** Lets a window work until it has said some things, or was changed from elsewhere; returns what it said before it was killed. */
async function killWithin(directory: string, file: string, seed: number, lines: number, atRemote: boolean) {
  const worker: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'libraryWorker.ts'), directory, 'script', file, String(seed)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said: string[] = [];
  let errors = '';
  worker.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  if (worker.stdout) {
    createInterface({ input: worker.stdout }).on('line', (line) => {
      if (line !== 'ready') said.push(line);
      if (said.length >= lines * 4 || (atRemote ? line.startsWith('remote ') : said.length >= lines))
        worker.kill('SIGKILL');
    });
  }
  const signal = await new Promise((resolve) => {
    worker.on('close', (_, by) => resolve(by));
  });
  assert.equal(signal, 'SIGKILL', `the window ended by itself: ${errors}`);
  return said;
}

async function openAgain(library: Library, file: string, said: readonly string[]) {
  const uri = `file://${file}`;
  const scriptId = library.scriptFile(uri)?.script_id;
  const before = scriptId === undefined ? undefined : imageOfRows(library, scriptId);
  if (before) checkCommits(before.elements, said);
  const window = new ScriptWindow(library, file);
  const pending = window.rows.pending();
  const taken = window.text.elements;
  await window.follow();
  window.sync();
  const state = readSyncState(library, window.scriptId);
  assert(state);
  assert.deepEqual(planSync(state, { elements: window.text.elements }), [], 'the rows say what the text says');
  const ids = window.text.elements.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'no id is given twice');
  const remote = said.findLast((line) => line.startsWith('remote '))?.slice('remote '.length);
  if (remote !== undefined && !said.includes(`followed ${remote}`)) {
    assert(window.text.text.includes(remote), `the words of someone else are in the text: ${remote}`);
  }
  checkVoices(library, window.scriptId);
  const known = pending?.base ?? before;
  const elements = known ? checkIds(known.elements, taken) : 0;
  window.save();
  window.dispose();
  const voices = state.content.filter(({ audio_asset_id }) => audio_asset_id !== null).length;
  return { wasBehind: pending !== undefined, elements, voices };
}

/** Every acknowledged commit is there, and of one that was on its way all or nothing. */
function checkCommits(rows: readonly ScriptElement[], said: readonly string[]): void {
  const states = said.filter((line) => /^(begin|done) /.test(line));
  const possible = [states.at(-1), states.findLast((line) => line.startsWith('done '))].flatMap((line) =>
    line === undefined ? [] : [JSON.parse(line.slice(line.indexOf(' ') + 1)) as [string, string][]],
  );
  // Before its first commit a window has changed nothing.
  if (!states.some((line) => line.startsWith('done '))) return;
  const found = rows.map(({ id }) => id).join();
  assert(
    possible.some((state) => state.map(([id]) => id).join() === found),
    'the rows are those of a commit',
  );
}

/** Lines of some words that stand once in the rows and once in the text have one id; cues are known by their speeches instead. */
function checkIds(rows: readonly ScriptElement[], text: readonly ScriptElement[]): number {
  const known = single(rows);
  let count = 0;
  for (const [words, id] of single(text)) {
    const was = known.get(words);
    if (was === undefined) continue;
    assert.equal(id, was, `the id of ${words}`);
    count++;
  }
  return count;
}

function single(elements: readonly ScriptElement[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string | undefined>();
  for (const { id, type, text } of elements) {
    if ((type !== 'action' && type !== 'dialogue') || text.trim().split(/\s+/).length < 3) continue;
    const words = `${type} ${text}`;
    ids.set(words, ids.has(words) ? undefined : id);
  }
  return new Map([...ids].flatMap(([words, id]): [string, string][] => (id === undefined ? [] : [[words, id]])));
}

function checkVoices(library: Library, scriptId: string): void {
  for (const { audio_asset_id, audio_status, content_hash, content } of library.content(scriptId)) {
    const metadata = audio_asset_id === null ? undefined : library.asset(audio_asset_id)?.metadata;
    const spoken = (metadata as { readonly content_hash?: unknown } | undefined | null)?.content_hash;
    const expected = audio_asset_id === null ? 'none' : spoken === content_hash ? 'generated' : 'stale';
    assert.equal(audio_status, expected, `the voice of ${content}`);
  }
}
