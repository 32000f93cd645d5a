import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isFileName, safeFileName } from '../../src/extension/library/fileNames.ts';
import { createMediaStore, MediaError, type MediaStore } from '../../src/extension/library/media.ts';

const project = '11111111-1111-4111-8111-111111111111';
const asset = '22222222-2222-4222-8222-222222222222';
const bytes = (text: string) => new TextEncoder().encode(text);
const isRefused = (reason: string) => (error: unknown) => error instanceof MediaError && error.reason === reason;

describe('names of media files', () => {
  const names: readonly (readonly [given: string, safe: string])[] = [
    ['TOVE tagning 2.wav', 'TOVE tagning 2.wav'],
    ['ÅKE – Är du där.wav', 'ÅKE – Är du där.wav'],
    ['A\u030akerman.wav', 'Åkerman.wav'],
    ['声優 🎬.wav', '声優 🎬.wav'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['/absolute', '-absolute'],
    ['C:\\Windows\\x.wav', 'C--Windows-x.wav'],
    ['a<b>c:d"e|f?g*h.wav', 'a-b-c-d-e-f-g-h.wav'],
    ['line\nbreak\u0000nul\u007f.wav', 'line-break-nul-.wav'],
    ['.hidden', 'hidden'],
    ['...', 'file'],
    ['', 'file'],
    ['   ', 'file'],
    ['trailing dots...', 'trailing dots'],
    ['CON', '_CON'],
    ['nul.wav', '_nul.wav'],
    ['Com1.tar.gz', '_Com1.tar.gz'],
    ['lpt²', '_lpt²'],
    ['console.wav', 'console.wav'],
    ['half\ud83d.wav', 'half-.wav'],
    ['evil\u202egnp.exe', 'evilgnp.exe'],
  ];
  for (const [given, safe] of names) {
    it(`makes ${JSON.stringify(safe)} of ${JSON.stringify(given)}`, () => {
      assert.equal(safeFileName(given), safe);
      assert.ok(isFileName(safe));
      assert.equal(safeFileName(safe), safe, 'a safe name stays as it is');
    });
  }

  it('cuts long names between letters and keeps their ending', () => {
    for (const letter of ['a', 'å', '声', '🎬']) {
      const name = safeFileName(`${letter.repeat(400)}.wav`);
      assert.ok(Buffer.byteLength(name) <= 160);
      assert.match(name, new RegExp(`^(?:${letter})+\\.wav$`, 'u'));
    }
    assert.ok(Buffer.byteLength(safeFileName(`a.${'b'.repeat(400)}`)) <= 160);
  });
});

describe('the media store', () => {
  let root = '';
  let store: MediaStore;
  beforeEach(() => {
    root = join(mkdtempSync(join(tmpdir(), 'media-test-')), 'media');
    store = createMediaStore({ root });
  });
  afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

  const url = (name = 'line.wav') => store.relativePath(project, 'audio', asset, name);

  it('lays files by project, kind and asset', () => {
    assert.equal(url('TOVE: "Ja".wav'), `${project}/audio/${asset}/TOVE- -Ja-.wav`);
    assert.equal(store.resolve(url()), join(root, project, 'audio', asset, 'line.wav'));
    assert.equal(existsSync(root), false);
  });

  it('takes only UUIDs for the folders of a path', () => {
    for (const wrong of ['..', '', 'x', `${project}/..`]) {
      assert.throws(() => store.relativePath(wrong, 'audio', asset, 'a.wav'), isRefused('outside'));
      assert.throws(() => store.relativePath(project, 'audio', wrong, 'a.wav'), isRefused('outside'));
    }
  });

  const hostile = [
    '..',
    '../x.wav',
    `${project}/../../x.wav`,
    `${project}/audio/${asset}/..`,
    '/etc/passwd',
    '//server/share/x.wav',
    'C:/Windows/x.wav',
    'C:x.wav',
    'a\\..\\..\\x.wav',
    'file:///etc/passwd',
    'https://example.org/x.wav',
    './x.wav',
    'a//x.wav',
    'a/',
    '',
    'a/\u0000.wav',
    'a/NUL',
    '.unfinished/x.wav',
  ];
  for (const path of hostile) {
    it(`neither reads, writes nor removes ${JSON.stringify(path)}`, async () => {
      assert.throws(() => store.resolve(path), isRefused('outside'));
      await assert.rejects(store.write(path, bytes('x')), isRefused('outside'));
      await assert.rejects(store.adopt(join(root, 'x'), path), isRefused('outside'));
      await assert.rejects(store.remove(path), isRefused('outside'));
      assert.equal(store.exists(path), false);
      assert.equal(existsSync(root), false);
    });
  }

  it('does not follow a link out of its folder', async () => {
    const outside = join(dirname(root), 'outside');
    mkdirSync(join(root, project), { recursive: true });
    mkdirSync(join(outside, asset), { recursive: true });
    writeFileSync(join(outside, asset, 'line.wav'), 'private');
    symlinkSync(outside, join(root, project, 'audio'));
    assert.throws(() => store.resolve(url()), isRefused('outside'));
    await assert.rejects(store.write(url(), bytes('x')), isRefused('outside'));
    await assert.rejects(store.remove(url()), isRefused('outside'));
    assert.equal(readFileSync(join(outside, asset, 'line.wav'), 'utf8'), 'private');
  });

  it('works below a root that is itself reached by a link', async () => {
    const real = join(dirname(root), 'real');
    mkdirSync(real);
    symlinkSync(real, root);
    await store.write(url(), bytes('sound'));
    assert.equal(readFileSync(join(real, url()), 'utf8'), 'sound');
  });

  it('writes a file whole and leaves nothing unfinished', async () => {
    await store.write(url(), bytes('first'));
    await store.write(url(), bytes('second'));
    assert.equal(readFileSync(store.resolve(url()), 'utf8'), 'second');
    assert.equal(store.exists(url()), true);
    assert.deepEqual(readdirSync(dirname(store.resolve(url()))), ['line.wav']);
    assert.deepEqual(readdirSync(await store.temporaryFolder()), []);
  });

  it('takes over a finished file', async () => {
    const temporary = join(await store.temporaryFolder(), 'a.wav');
    writeFileSync(temporary, 'sound');
    await store.adopt(temporary, url());
    assert.equal(existsSync(temporary), false);
    assert.equal(readFileSync(store.resolve(url()), 'utf8'), 'sound');
  });

  it('shares a stored file with another place, and deletes each alone', async () => {
    await store.write(url('a.wav'), bytes('sound'));
    const temporary = join(await store.temporaryFolder(), 'shared.wav');
    await store.share(url('a.wav'), temporary);
    await store.adopt(temporary, url('b.wav'));
    await store.remove(url('a.wav'));
    assert.deepEqual([store.exists(url('a.wav')), readFileSync(store.resolve(url('b.wav')), 'utf8')], [false, 'sound']);
    await assert.rejects(store.share(url('a.wav'), temporary), isRefused('unavailable'));
  });

  it('takes over many files of one folder at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${index}.wav`);
    const folder = await store.temporaryFolder();
    await Promise.all(
      names.map(async (name) => {
        writeFileSync(join(folder, name), name);
        await store.adopt(join(folder, name), url(name));
      }),
    );
    for (const name of names) assert.equal(readFileSync(store.resolve(url(name)), 'utf8'), name);
  });

  it('says that a file cannot be taken over when it is not there', async () => {
    await assert.rejects(store.adopt(join(await store.temporaryFolder(), 'gone.wav'), url()), isRefused('unavailable'));
    assert.equal(store.exists(url()), false);
  });

  it('removes a file and its empty folder, and nothing beside it', async () => {
    await store.write(url('a.wav'), bytes('a'));
    await store.write(url('b.wav'), bytes('b'));
    const folder = dirname(store.resolve(url('a.wav')));
    await store.remove(url('a.wav'));
    assert.deepEqual(readdirSync(folder), ['b.wav']);
    await store.remove(url('b.wav'));
    assert.equal(existsSync(folder), false);
    await store.remove(url('b.wav'));
  });

  it('counts an empty file and a folder as no file', async () => {
    await store.write(url(), bytes(''));
    assert.equal(store.exists(url()), false);
    assert.equal(store.exists(`${project}/audio`), false);
    assert.equal(store.exists(url('other.wav')), false);
  });

  it('clears away what processes that are gone left unfinished, and not what lives', async () => {
    const [dead, alive] = [
      join(root, '.unfinished', `${2 ** 30}-dead`),
      join(root, '.unfinished', `${process.ppid}-alive`),
    ];
    for (const folder of [dead, alive]) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'half.wav'), 'x');
    }
    await store.temporaryFolder();
    assert.deepEqual([existsSync(dead), existsSync(alive)], [false, true]);
  });

  it('says that the disk is full when a file does not fit, and leaves the earlier file as it was', async () => {
    await store.write(url(), bytes('earlier'));
    // A process with a file size limit of 64 KB meets the same end as one on a full disk.
    const script = `
      process.on('SIGXFSZ', () => {});
      const { createMediaStore } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/extension/library/media.ts'))});
      const store = createMediaStore({ root: ${JSON.stringify(root)} });
      try { await store.write(${JSON.stringify(url())}, new Uint8Array(1_000_000)); }
      catch (error) { console.log(JSON.stringify({ reason: error.reason, message: error.message, isHuman: error.isHuman })); }
    `;
    const command = `ulimit -f 64 && exec "$0" --no-warnings --input-type=module -e "$1"`;
    const child = spawnSync('sh', ['-c', command, process.execPath, script], { encoding: 'utf8' });
    assert.equal(child.stderr, '');
    const said = JSON.parse(child.stdout);
    assert.deepEqual([said.reason, said.isHuman], ['full', true]);
    assert.match(said.message, /^The disk is full/);
    assert.equal(readFileSync(store.resolve(url()), 'utf8'), 'earlier');
    const unfinished = readdirSync(join(root, '.unfinished'), { recursive: true }).map(String);
    assert.deepEqual(
      unfinished.filter((name) => statSync(join(root, '.unfinished', name)).isFile()),
      [],
    );
  });
});
