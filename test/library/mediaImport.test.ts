import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {
  AudioSample,
  AudioSampleSource,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  FilePathTarget,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  type OutputFormat,
} from 'mediabunny';
import type { Library } from '../../src/extension/library/library.ts';
import { createMediaStore, type MediaStore } from '../../src/extension/library/media.ts';
import { importFile } from '../../src/extension/mediaImport/importFiles.ts';
import type { MediaImportError, MediaImportReason } from '../../src/extension/mediaImport/mediaImportError.ts';
import { probeMedia } from '../../src/extension/mediaImport/probeMedia.ts';
import { readWav } from '../host/wav.ts';
import { addProject, libraryFolders } from './libraryFolder.ts';

const rate = 48_000;

/** One second of a tone that is silent in its first half. */
function halfTone(): AudioSample {
  const data = Float32Array.from({ length: rate }, (_, at) => (at < rate / 2 ? 0 : 0.5 * Math.sin(at / 20)));
  return new AudioSample({ data, format: 'f32-planar', numberOfChannels: 1, sampleRate: rate, timestamp: 0 });
}

async function writePcm(file: string, format: OutputFormat): Promise<void> {
  const output = new Output({ format, target: new FilePathTarget(file) });
  const source = new AudioSampleSource({ codec: 'pcm-s16' });
  output.addAudioTrack(source);
  await output.start();
  await source.add(halfTone());
  await output.finalize();
}

/** A film of ten frames whose bytes mean nothing: enough for all that does not decode it. */
async function writeFilm(file: string, format: OutputFormat, video: 'vp8' | 'hevc', audio?: 'aac'): Promise<void> {
  const output = new Output({ format, target: new FilePathTarget(file) });
  const pictures = new EncodedVideoPacketSource(video);
  output.addVideoTrack(pictures);
  const sound = audio && new EncodedAudioPacketSource(audio);
  if (sound) output.addAudioTrack(sound);
  await output.start();
  // The head of a key frame of VP8, 640 by 360: https://www.rfc-editor.org/rfc/rfc6386#section-9.1
  const bytes = new Uint8Array([0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01]);
  for (let at = 0; at < 10; at++) {
    const decoderConfig = {
      codec: video === 'vp8' ? 'vp8' : 'hvc1.1.6.L93.B0',
      codedWidth: 640,
      codedHeight: 360,
      description: new Uint8Array(23),
    };
    await pictures.add(new EncodedPacket(bytes, 'key', at / 10, 0.1), { decoderConfig });
    const soundConfig = {
      codec: 'mp4a.40.2',
      numberOfChannels: 2,
      sampleRate: rate,
      description: new Uint8Array([17, 144]),
    };
    await sound?.add(new EncodedPacket(bytes, 'key', at / 10, 0.1), { decoderConfig: soundConfig });
  }
  await output.finalize();
}

/** A PNG of one colour. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('importing media', () => {
  let folder: string;
  let library: Library;
  let media: MediaStore;
  let projectId: string;

  const folders = libraryFolders();
  beforeEach(() => {
    folder = folders.folder();
    library = folders.open(folder).library;
    media = createMediaStore({ root: library.mediaRoot });
    projectId = addProject(library, 'Fyren');
  });

  const at = (name: string) => path.join(folder, name);
  const doImport = (name: string, signal = new AbortController().signal) =>
    importFile(at(name), projectId, { library, media, signal });
  const metadataOf = (assetId: string) => library.asset(assetId)?.metadata as { readonly peaks?: string } | undefined;

  it('takes a picture with its size', async () => {
    fs.writeFileSync(at('piren-natt.png'), png);
    const { assetId, name } = await doImport('piren-natt.png');
    const asset = library.asset(assetId);
    assert.equal(name, 'piren-natt.png');
    assert.deepEqual([asset?.file_type, asset?.width, asset?.height, asset?.duration_ms], ['image', 2, 1, null]);
    assert.equal(asset?.file_url, `${projectId}/image/${assetId}/piren-natt.png`);
    assert.deepEqual(fs.readFileSync(media.resolve(asset?.file_url ?? '')), png);
  });

  it('takes a sound with its length and its shape', async () => {
    await writePcm(at('regn.mp4'), new Mp4OutputFormat());
    const { assetId } = await doImport('regn.mp4');
    const asset = library.asset(assetId);
    assert.deepEqual([asset?.file_type, asset?.duration_ms, asset?.name], ['audio', 1000, 'regn.wav']);
    const sound = readWav(media.resolve(asset?.file_url ?? ''));
    assert.equal(sound.durationSeconds, 1);
    assert.ok(Math.abs(sound.peak - 0.5) < 0.001);
    const peaks = Buffer.from(metadataOf(assetId)?.peaks ?? '', 'base64');
    assert.equal(peaks.length, 50);
    assert.deepEqual([...peaks.subarray(0, 25)], Array(25).fill(0));
    assert.ok(peaks.subarray(25).every((peak) => Math.abs(peak - 128) <= 2));
  });

  it('puts the streams of a Matroska film into a WebM', async () => {
    await writeFilm(at('pir.mkv'), new MkvOutputFormat(), 'vp8');
    const { assetId } = await doImport('pir.mkv');
    const asset = library.asset(assetId);
    assert.deepEqual(
      [asset?.file_type, asset?.name, asset?.width, asset?.height, asset?.duration_ms],
      ['video', 'pir.webm', 640, 360, 900],
    );
    const probe = await probeMedia(media.resolve(asset?.file_url ?? ''));
    assert.deepEqual(probe, {
      ...{ type: 'video', durationMs: 900, width: 640, height: 360 },
      ...{ change: undefined, isMute: false },
    });
  });

  it('knows bytes that the project has, under whatever name', async () => {
    fs.writeFileSync(at('a.png'), png);
    fs.writeFileSync(at('b.png'), png);
    const first = await doImport('a.png');
    const second = await doImport('b.png');
    assert.deepEqual([second.assetId, second.isKnown], [first.assetId, true]);
    assert.equal(library.assets(projectId).length, 1);
  });

  for (const [what, reason, make] of [
    ['an empty file', 'empty', (file: string) => fs.writeFileSync(file, '')],
    ['text', 'unknown', (file: string) => fs.writeFileSync(file, 'INT. KÖK - DAG\n'.repeat(99))],
    ['text that calls itself a picture', 'damaged', (file: string) => fs.writeFileSync(`${file}.png`, 'Kaffe.')],
    [
      'a picture that stops in its head',
      'damaged',
      (file: string) => fs.writeFileSync(`${file}.png`, png.subarray(0, 12)),
    ],
    ['a film that VS Code cannot play', 'codec', (file: string) => writeFilm(file, new MkvOutputFormat(), 'hevc')],
  ] as const satisfies readonly (readonly [string, MediaImportReason, (file: string) => unknown])[]) {
    it(`refuses ${what} in one sentence and leaves nothing behind`, async () => {
      await make(at('fil'));
      const name = fs.existsSync(at('fil.png')) ? 'fil.png' : 'fil';
      await assert.rejects(
        doImport(name),
        (cause: MediaImportError) => cause.reason === reason && /\.$/.test(cause.message),
      );
      assert.deepEqual(library.assets(projectId), []);
      assert.equal(fs.existsSync(path.join(library.mediaRoot, projectId)), false);
    });
  }

  it('says of a film that its sound will not be heard', async () => {
    await writeFilm(at('pir.mp4'), new Mp4OutputFormat(), 'vp8', 'aac');
    assert.equal((await doImport('pir.mp4')).isMute, true);
  });

  it('that is cancelled leaves neither file nor row', async () => {
    fs.writeFileSync(at('a.png'), png);
    const stopped = new AbortController();
    stopped.abort(new Error('cancelled'));
    await assert.rejects(doImport('a.png', stopped.signal), /cancelled|abort/i);
    assert.deepEqual(library.assets(projectId), []);
    assert.equal(fs.existsSync(path.join(library.mediaRoot, projectId)), false);
  });

  it('keeps names from outside within the media folder', async () => {
    const name = '..%2f..%2fhemlig .png';
    fs.writeFileSync(at(name), png);
    const { assetId } = await doImport(name);
    const file = media.resolve(library.asset(assetId)?.file_url ?? '');
    assert.ok(file.startsWith(path.join(library.mediaRoot, projectId, 'image', assetId)));
  });
});
