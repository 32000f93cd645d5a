import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AssetRow } from '../../src/extension/library/rows.ts';
import { presets, voiceIdOf } from '../../src/extension/voices/presets.ts';
import { recastChanges } from '../../src/extension/voices/recasting.ts';
import { metadataOf } from '../../src/extension/voices/takes.ts';
import { VoiceError } from '../../src/extension/voices/voiceErrors.ts';
import type { VoiceProvider } from '../../src/extension/voices/voiceProvider.ts';
import { until } from '../host/until.ts';
import { openStudio, rewriteLine, type Studio, storeScript } from './voiceLibrary.ts';
import { draftVoice, packVoice, readWav, temporaryFolder } from './voiceSetup.ts';

const never = new AbortController().signal;
const tove = (words: string) => ({ speaker: 'TOVE', words });

describe('a voice for a line', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const engine = path.join(folder, 'engine');
  const provider = draftVoice(engine);
  const studios: Studio[] = [];
  let count = 0;
  let directory = '';
  let studio: Studio;

  const open = (voice: VoiceProvider = provider, in_ = directory, more = {}): Studio => {
    const opened = openStudio(in_, voice, more);
    studios.push(opened);
    return opened;
  };
  const generate = (elementId: string | undefined, at = studio, signal = never) => {
    assert.ok(elementId);
    return at.jobs.generate({ elementId, language: 'auto', flush: async () => {} }, signal);
  };
  const line = (elementId: string | undefined) => {
    const found = studio.library.line(elementId ?? '')?.line;
    assert.ok(found);
    return found;
  };
  const takes = (projectId: string): readonly AssetRow[] => studio.library.assets(projectId);
  const soundFiles = () =>
    fs
      .readdirSync(path.join(directory, 'media'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(wav|part)$/.test(name));

  before(() => packVoice(engine));
  beforeEach(() => {
    directory = path.join(folder, `library${++count}`);
    studio = open();
  });
  afterEach(() => {
    for (const opened of studios.splice(0)) opened.library.dispose();
  });
  after(() => {
    provider.dispose();
    fs.rmSync(folder, { recursive: true });
  });

  it('has a sound file, a take, a status and a clip when it is generated', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Det var en gång ett hus vid havet.')]);
    const spoken = await generate(lines[0]);
    const [take] = takes(projectId);
    assert.ok(take?.file_url);
    const wav = readWav(studio.media.resolve(take.file_url));
    assert.ok(wav.seconds > 1 && wav.seconds < 5 && wav.loudness > 0.03);
    assert.equal(take.duration_ms, Math.round(wav.seconds * 1000));
    assert.equal(take.name, 'TOVE take 1');
    assert.equal(take.file_url, `${projectId}/audio/${take.id}/TOVE take 1.wav`);
    assert.deepEqual([line(lines[0]).audio_status, line(lines[0]).audio_asset_id], ['generated', take.id]);
    assert.deepEqual(spoken, {
      ...{ elementId: lines[0], assetId: take.id, fileUrl: take.file_url, durationMs: take.duration_ms, isNew: true },
    });
    const timeline = studio.library.timelines(projectId)[0];
    assert.deepEqual(
      studio.library.clips(timeline?.id ?? '').map((clip) => clip.asset_id),
      [take.id],
    );
  });

  it('remembers in the take how it was made', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Hej på dig.')]);
    await generate(lines[0]);
    const [take] = takes(projectId);
    const made = take && metadataOf(take);
    assert.ok(made);
    assert.deepEqual(
      [made.element_id, made.content_hash, made.provider, made.voice, made.language],
      [lines[0], line(lines[0]).content_hash, 'draft', 'draft:woman1', 'sv'],
    );
    assert.match(made.request_key, /^[0-9a-f]{64}$/);
    assert.equal(made.words.length, 3);
    const peaks = Buffer.from(made.peaks, 'base64');
    assert.ok(Math.abs(peaks.length - (take.duration_ms ?? 0) / 20) <= 1 && Math.max(...peaks) > 100);
  });

  it('is spoken in the language of its scene', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Annika!')], [tove('Annika!')]);
    for (const elementId of lines) await generate(elementId);
    assert.deepEqual(
      takes(projectId).map((take) => metadataOf(take)?.language),
      ['sv', 'en'],
    );
  });

  it('is spoken in the language of the setting', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Annika!')]);
    await studio.jobs.generate({ elementId: lines[0] ?? '', language: 'en', flush: async () => {} }, never);
    assert.equal(metadataOf(takes(projectId)[0] ?? assert.fail())?.language, 'en');
  });

  it('gives each character a voice of its own, whoever is heard first, and keeps it', async () => {
    const cast = ['TOVE', 'ANNIKA', 'BERÄTTARRÖST', 'FARFAR'].map((speaker) => ({ speaker, words: 'Hej.' }));
    const { projectId, lines } = storeScript(studio.library, cast);
    await generate(lines[3]);
    const voices = new Map(studio.library.characters(projectId).map((row) => [row.name, row.voice_id]));
    assert.deepEqual(Object.fromEntries(voices), {
      TOVE: 'draft:woman1',
      ANNIKA: 'draft:woman2',
      BERÄTTARRÖST: 'draft:calm',
      FARFAR: 'draft:oldMan',
    });
    await generate(lines[0]);
    assert.deepEqual(new Map(studio.library.characters(projectId).map((row) => [row.name, row.voice_id])), voices);
  });

  it('never speaks direction', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Hej.'), tove('(viskar) Hej.')]);
    for (const elementId of lines) await generate(elementId);
    const [plain, directed] = takes(projectId);
    assert.equal(plain?.duration_ms, directed?.duration_ms);
  });

  it('is found again when the same line is asked for once more', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Hej på dig.')]);
    const first = await generate(lines[0]);
    const second = await generate(lines[0]);
    assert.deepEqual(second, { ...first, isNew: false });
    assert.equal(takes(projectId).length, 1);
  });

  it('is chosen again when the words come back', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Hej på dig.')]);
    const first = await generate(lines[0]);
    rewriteLine(studio.library, lines[0] ?? '', 'Adjö.');
    await generate(lines[0]);
    rewriteLine(studio.library, lines[0] ?? '', 'Hej på dig.');
    assert.equal((await generate(lines[0])).assetId, first.assetId);
    assert.deepEqual([line(lines[0]).audio_status, line(lines[0]).audio_asset_id], ['generated', first.assetId]);
    assert.deepEqual(
      takes(projectId).map((take) => take.name),
      ['TOVE take 1', 'TOVE take 2'],
    );
  });

  it('is made once when two lines with the same words are asked for at the same time', async () => {
    let syntheses = 0;
    const counting: VoiceProvider = {
      ...{ soundOf: (line) => provider.soundOf(line), laneOf: (voice) => provider.laneOf(voice), dispose: () => {} },
      synthesize: (...request) => {
        syntheses++;
        return provider.synthesize(...request);
      },
    };
    studio = open(counting);
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.'), tove('Nej.')]);
    const spoken = await Promise.all([generate(lines[0]), generate(lines[1]), generate(lines[0])]);
    assert.equal(syntheses, 1);
    assert.deepEqual(
      spoken.map(({ isNew }) => isNew),
      [true, false, true],
    );
    const files = takes(projectId).map((take) => studio.media.resolve(take.file_url ?? ''));
    assert.equal(new Set(files).size, 2);
    assert.deepEqual(fs.readFileSync(files[0] ?? ''), fs.readFileSync(files[1] ?? ''));
  });

  it('is made again when the file of its take is lost', async () => {
    const { lines } = storeScript(studio.library, [tove('Nej.')]);
    const first = await generate(lines[0]);
    fs.rmSync(studio.media.resolve(first.fileUrl));
    const second = await generate(lines[0]);
    assert.ok(second.isNew && studio.media.exists(second.fileUrl));
  });

  it('says generating in the rows while it is spoken', async () => {
    const seen: string[] = [];
    const { lines } = storeScript(studio.library, [tove('Nej.')]);
    studio.library.onDidChange(() => seen.push(line(lines[0]).audio_status));
    await generate(lines[0]);
    assert.deepEqual(seen.slice(0, 2), ['generating', 'generated']);
  });

  it('is stale at once when the line was rewritten while it was spoken', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.')]);
    studio = open(whileSpeaking(provider, () => rewriteLine(studio.library, lines[0] ?? '', 'Jo!')));
    await generate(lines[0]);
    assert.deepEqual([line(lines[0]).audio_status, takes(projectId).length], ['stale', 1]);
  });

  it('is stale at once when the character was cast anew while it was spoken', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.')]);
    const recast = () => {
      const [character] = studio.library.characters(projectId);
      const boy = presets.find(({ id }) => id === 'boy');
      assert.ok(character && boy);
      studio.library.apply(recastChanges(studio.library, character, voiceIdOf(boy)));
    };
    studio = open(whileSpeaking(provider, recast));
    await generate(lines[0]);
    assert.equal(line(lines[0]).audio_status, 'stale');
  });

  it('is stale when its character is cast anew, and not when it gets its old voice back', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.'), tove('Jo.')]);
    const recast = (id: string) => {
      const [character] = studio.library.characters(projectId);
      const preset = presets.find((one) => one.id === id);
      assert.ok(character && preset);
      studio.library.apply(recastChanges(studio.library, character, voiceIdOf(preset)));
      return [line(lines[0]).audio_status, line(lines[1]).audio_status];
    };
    const first = await generate(lines[0]);
    assert.deepEqual(recast('boy'), ['stale', 'none']);
    assert.deepEqual(recast('woman1'), ['generated', 'none']);
    recast('boy');
    const second = await generate(lines[0]);
    assert.ok(second.isNew && second.assetId !== first.assetId);
    assert.deepEqual(recast('woman1'), ['stale', 'none']);
    assert.equal((await generate(lines[0])).assetId, first.assetId);
  });

  it('leaves nothing when the line is removed while it is spoken', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.')]);
    const remove = () =>
      studio.library.apply([{ table: 'rewrite_scene_content', kind: 'delete', id: line(lines[0]).id }]);
    studio = open(whileSpeaking(provider, remove));
    await assert.rejects(generate(lines[0]), (error) => error instanceof VoiceError && error.reason === 'lineGone');
    assert.deepEqual([takes(projectId), soundFiles()], [[], []]);
  });

  for (const [words, reason] of [
    ['', 'nothingToSay'],
    ['… — !', 'nothingToSay'],
    ['(tyst)', 'nothingToSay'],
    ['ord '.repeat(16_000), 'tooLong'],
  ] as const) {
    it(`is refused with one sentence for ${JSON.stringify(words.slice(0, 12))}`, async () => {
      const { projectId, lines } = storeScript(studio.library, [tove(words)]);
      await assert.rejects(generate(lines[0]), (error) => error instanceof VoiceError && error.reason === reason);
      assert.deepEqual([line(lines[0]).audio_status, takes(projectId)], ['none', []]);
    });
  }

  it('is refused for what is no dialogue and for what is not in the library', async () => {
    const { scriptId } = storeScript(studio.library, [tove('Nej.')]);
    const action = studio.library.content(scriptId).find((row) => row.type === 'action');
    await assert.rejects(generate(action?.element_id), { reason: 'notInDialogue' });
    await assert.rejects(generate('nowhere'), { reason: 'notInLibrary' });
  });

  it('returns to its earlier state when it is cancelled', async () => {
    const { lines } = storeScript(studio.library, [tove('Nej.')]);
    const first = await generate(lines[0]);
    rewriteLine(studio.library, lines[0] ?? '', 'Det var en gång. '.repeat(300));
    const control = new AbortController();
    const cancelled = generate(lines[0], studio, control.signal);
    while (line(lines[0]).audio_status !== 'generating') await setImmediate();
    control.abort();
    await assert.rejects(cancelled, { name: 'AbortError' });
    assert.deepEqual([line(lines[0]).audio_status, line(lines[0]).audio_asset_id], ['stale', first.assetId]);
    assert.equal(soundFiles().length, 1);
  });

  it('survives the death of the voice program within the line', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Det var en gång. '.repeat(100))]);
    const kill = async () => {
      const running = await until('the voice program', () => provider.processId);
      process.kill(running, 'SIGKILL');
    };
    studio = open(whileSpeaking(provider, kill));
    await generate(lines[0]);
    assert.deepEqual([line(lines[0]).audio_status, takes(projectId).length], ['generated', 1]);
  });

  it('returns to its earlier state when the voice program dies on every try', async () => {
    const module = path.join(folder, 'dies.mjs');
    fs.writeFileSync(module, "process.on('message', () => process.exit(3));");
    studio = open(draftVoice(engine, { modulePath: module }));
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.')]);
    await assert.rejects(generate(lines[0]), (error) => error instanceof VoiceError && error.reason === 'voiceFailed');
    assert.deepEqual([line(lines[0]).audio_status, takes(projectId), soundFiles()], ['none', [], []]);
  });

  it('is not there at all when the disk is full', async () => {
    // Every write to this device fails as a full disk does.
    const full: VoiceProvider = {
      ...{ soundOf: (line) => provider.soundOf(line), laneOf: (voice) => provider.laneOf(voice), dispose: () => {} },
      async synthesize(request, signal) {
        fs.symlinkSync('/dev/full', `${request.path}.part`);
        return provider.synthesize(request, signal);
      },
    };
    studio = open(full);
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.')]);
    await assert.rejects(generate(lines[0]), (error) => error instanceof VoiceError && error.reason === 'diskFull');
    assert.deepEqual([line(lines[0]).audio_status, takes(projectId), soundFiles()], ['none', [], []]);
  });

  it('leaves no file behind when the rows cannot be written', async () => {
    const failing = { changesFor: () => assert.fail('no place on the timeline') };
    studio = open(provider, directory, { landing: failing });
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.')]);
    await assert.rejects(generate(lines[0]), /no place/);
    assert.deepEqual([line(lines[0]).audio_status, takes(projectId), soundFiles()], ['none', [], []]);
  });

  it('works in two windows that share a library', async () => {
    const { projectId, lines } = storeScript(studio.library, [tove('Nej.'), tove('Jo.'), tove('Kanske det.')]);
    const second = draftVoice(engine);
    try {
      const other = open(second);
      await Promise.all(
        lines.flatMap((elementId) => [generate(elementId), other.jobs.generate(requestOf(elementId), never)]),
      );
    } finally {
      second.dispose();
    }
    for (const elementId of lines) {
      const { audio_status, audio_asset_id } = line(elementId);
      const asset = studio.library.asset(audio_asset_id ?? '');
      assert.ok(audio_status === 'generated' && asset?.file_url && studio.media.exists(asset.file_url));
    }
    assert.equal(studio.library.timelines(projectId).length, 1);
    for (const take of takes(projectId)) assert.ok(studio.media.exists(take.file_url ?? ''));
  });

  it('tells in the traces what was done, how long it took, and nothing of the words', async () => {
    const { lines } = storeScript(studio.library, [tove('Hemligheten är havet.'), tove('…')]);
    await generate(lines[0]);
    await assert.rejects(generate(lines[1]));
    const traces = studio.library.recentTraces(10).toReversed();
    assert.deepEqual(
      traces.map((trace) => [trace.event_type, trace.function_name, trace.error]),
      [
        ['request_start', 'voice.generate', null],
        ['api_call', 'voice.synthesize', null],
        ['mutation', 'voice.store', null],
        ['request_start', 'voice.generate', null],
        ['error', 'voice.generate', 'VoiceError: nothingToSay'],
      ],
    );
    assert.equal(new Set(traces.map((trace) => trace.trace_id)).size, 2);
    assert.ok(traces.slice(0, 3).every((trace) => trace.duration_ms !== null));
    const told = JSON.stringify(traces) + studio.log.lines.join('\n');
    assert.ok(!/havet|TOVE/.test(told));
  });
});

const requestOf = (elementId: string) => ({ elementId, language: 'auto', flush: async () => {} });

/** The provider, with something that happens once it has been asked to speak. */
function whileSpeaking(provider: VoiceProvider, happen: () => unknown): VoiceProvider {
  return {
    ...{ soundOf: (line) => provider.soundOf(line), laneOf: (voice) => provider.laneOf(voice), dispose: () => {} },
    async synthesize(request, signal) {
      const synthesis = provider.synthesize(request, signal);
      await setImmediate();
      await happen();
      return synthesis;
    },
  };
}
