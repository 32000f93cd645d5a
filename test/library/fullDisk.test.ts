import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { addProject, libraryFolders } from './libraryFolder.ts';

/** What a window said that wrote until nothing more would fit, and then made room. */
interface Report {
  readonly written: number;
  readonly reason: string;
  readonly troubles: readonly string[];
  readonly readable: number;
  readonly goesOn: boolean;
  readonly integrity: string;
}

const cannotMount = 77;

/**
 * Runs a window on a volume of 2 MB of its own where the system lets a test mount one (a mount namespace, gone with the process), else
 * under a file size limit, which SQLite tells as an input/output error.
 */
function fillUp(directory: string): { readonly report: Report; readonly isVolume: boolean } {
  const worker = [process.execPath, '--no-warnings', join(import.meta.dirname, 'fullDiskWorker.ts'), directory];
  const mount = `mount -t tmpfs -o size=2m tmpfs "$3" || exit ${cannotMount}; exec "$0" "$1" "$2" "$3"`;
  const mounted = spawnSync('unshare', ['-rm', 'sh', '-c', mount, ...worker], { encoding: 'utf8' });
  if (mounted.stdout) return { report: JSON.parse(mounted.stdout), isVolume: true };
  assert.ok(mounted.error || mounted.status === cannotMount || /^unshare:/.test(mounted.stderr), mounted.stderr);
  const limited = spawnSync('sh', ['-c', 'ulimit -f 2048 && exec "$0" "$1" "$2" "$3"', ...worker], {
    encoding: 'utf8',
  });
  assert.equal(limited.stderr, '');
  return { report: JSON.parse(limited.stdout), isVolume: false };
}

describe('a library on a full disk', () => {
  const folders = libraryFolders();

  it('keeps every commit, says what is wrong once, reads on, and goes on when there is room', () => {
    const directory = folders.folder();
    const { report, isVolume } = fillUp(directory);
    assert.ok(report.written > 5);
    assert.equal(report.reason, isVolume ? 'full' : 'unavailable');
    assert.deepEqual(report.troubles, [report.reason]);
    assert.equal(report.readable, report.written);
    assert.equal(report.integrity, 'ok');
    if (isVolume) {
      assert.ok(report.goesOn);
      return;
    }
    const { library } = folders.open(directory);
    addProject(library, 'there is room without the limit');
    assert.equal(library.projects().length, report.written + 1);
  });
});
