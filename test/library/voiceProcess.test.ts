import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { level } from '../../src/extension/voices/draftVoice/sound.ts';
import { presets, voiceIdOf } from '../../src/extension/voices/presets.ts';
import { VoiceError } from '../../src/extension/voices/voiceErrors.ts';
import type { VoiceSound } from '../../src/extension/voices/voiceProvider.ts';
import { until } from '../host/until.ts';
import { draftVoice, keepingLog, packVoice, pitchOf, readWav, temporaryFolder } from './voiceSetup.ts';

const swedish = 'Det var en gång ett hus vid havet där ingen längre bodde.';
const never = new AbortController().signal;

describe('the draft voice', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const engine = path.join(folder, 'engine');
  let voice = draftVoice(engine);
  let count = 0;

  const sound = (preset: string, language: string, text = ''): VoiceSound => {
    const found = voice.soundOf({ voice: `draft:${preset}`, language, text });
    assert.ok(found, `${preset} in ${language}`);
    return found;
  };
  const speak = async (text: string, preset = 'man1', language = 'sv', signal = never) => {
    const file = path.join(folder, `${++count}.wav`);
    const synthesis = await voice.synthesize(
      { text, sound: sound(preset, language, text), key: '', path: file },
      signal,
    );
    return { ...synthesis, file };
  };

  before(() => packVoice(engine));
  beforeEach(() => {
    voice = draftVoice(engine);
  });
  afterEach(() => voice.dispose());
  after(() => fs.rmSync(folder, { recursive: true }));

  it('speaks a line into a 16-bit mono WAV of plausible length and loudness', async () => {
    const spoken = await speak(swedish);
    const wav = readWav(spoken.file);
    assert.deepEqual([wav.sampleRate, wav.channels, wav.bits], [22_050, 1, 16]);
    assert.ok(wav.seconds > 2 && wav.seconds < 5, `${wav.seconds} s`);
    assert.ok(wav.loudness > 0.03 && wav.loudness < 0.3, `${wav.loudness}`);
    assert.equal(spoken.durationMs, Math.round(wav.seconds * 1000));
    assert.equal(spoken.peaks.length, Math.ceil(wav.seconds * 50));
    assert.ok(Math.max(...spoken.peaks) > 100);
  });

  it('keeps only a breath of silence before and after the words', async () => {
    const { samples, sampleRate } = readWav((await speak('Nej.')).file);
    const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const first = samples.findIndex((sample) => Math.abs(sample) > loudest * 0.05);
    const last = samples.findLastIndex((sample) => Math.abs(sample) > loudest * 0.05);
    assert.ok(first / sampleRate < 0.1);
    assert.ok((samples.length - last) / sampleRate < 0.2);
  });

  it('times the words of the text, forwards and within the sound', async () => {
    const text = 'Vi ses 2026-11-22 & då 😀 är "allt" klart!';
    const { words, durationMs } = await speak(text);
    assert.deepEqual(
      words.map(({ start, end }) => text.slice(start, end)),
      ['Vi', 'ses', '2026-11-22', '&', 'då', '😀', 'är', '"allt"', 'klart!'],
    );
    for (const [index, word] of words.entries()) {
      assert.ok(word.fromMs <= word.toMs);
      assert.equal(word.toMs, words[index + 1]?.fromMs ?? durationMs);
    }
  });

  it('reads numbers as words and times them as they are written', async () => {
    const text = 'Kl. 14.30 den 3:e kostar det $5.';
    const { words, durationMs } = await speak(text);
    assert.deepEqual(
      words.map(({ start, end }) => text.slice(start, end)),
      ['Kl.', '14.30', 'den', '3:e', 'kostar', 'det', '$5.'],
    );
    assert.ok(words.every(({ fromMs, toMs }) => fromMs <= toMs && toMs <= durationMs));
    assert.ok((words[1]?.toMs ?? 0) - (words[1]?.fromMs ?? 0) > 500, JSON.stringify(words));
  });

  it('speaks Swedish and English differently', async () => {
    const [sv, en] = [await speak('Vi are sane here.', 'man1', 'sv'), await speak('Vi are sane here.', 'man1', 'en')];
    assert.notEqual(sv.durationMs, en.durationMs);
  });

  for (const [text, seconds] of [
    ['--version', 0.3],
    ['<break/>', 0.3],
    ['<break time="9s"/>', 0.3],
    ['Tom & Jerry <3', 0.5],
    ['[[_:_:_:_:]] hej', 0.5],
  ] as const) {
    it(`speaks ${text} as words, not as a command`, async () => {
      const wav = readWav((await speak(text, 'man1', 'en')).file);
      assert.ok(wav.seconds > seconds && wav.seconds < 8, `${wav.seconds} s`);
      assert.ok(wav.loudness > 0.03);
    });
  }

  it('levels an hour of sound as it does a line', () => {
    // One sample for each block whose loudness is looked at: as many blocks as a line of 50,000 characters has.
    const samples = Int16Array.from({ length: 200_000 }, (_, at) => (at % 2 === 0 ? 1000 : -1000));
    const levelled = level(samples, 50);
    assert.equal(levelled.length, samples.length);
    assert.ok(Math.abs((levelled[0] ?? 0) - 3277) <= 1, `${levelled[0]}`);
  });

  it('has presets that a listener can tell apart', async () => {
    const heard: { readonly id: string; readonly pitch: number; readonly seconds: number }[] = [];
    for (const { id } of presets) {
      const wav = readWav((await speak(swedish, id)).file);
      heard.push({ id, pitch: pitchOf(wav), seconds: wav.seconds });
    }
    const sung = heard.filter(({ id }) => id !== 'whisper').sort((a, b) => a.pitch - b.pitch);
    assert.equal(sung.length, 12);
    for (const [index, voiceHeard] of sung.entries()) {
      const lower = sung[index - 1];
      if (lower) assert.ok(voiceHeard.pitch / lower.pitch > 1.05, JSON.stringify([lower, voiceHeard]));
    }
  });

  it('moves its pitch less the more stable it is asked to be', async () => {
    const spreadWith = async (stability: number) => {
      const file = path.join(folder, `${++count}.wav`);
      const asked = voice.soundOf({ voice: 'draft:man1', language: 'sv', text: swedish, voiceSettings: { stability } });
      assert.ok(asked);
      await voice.synthesize({ text: swedish, sound: asked, key: '', path: file }, never);
      const wav = readWav(file);
      const part = Math.floor(wav.samples.length / 8);
      const pitches = Array.from({ length: 8 }, (_, index) =>
        pitchOf({ ...wav, samples: wav.samples.slice(index * part, (index + 1) * part) }),
      ).filter((pitch) => pitch > 0);
      return Math.max(...pitches) - Math.min(...pitches);
    };
    const [lively, even] = [await spreadWith(0), await spreadWith(1)];
    assert.ok(lively > even + 10, `${lively} and ${even} Hz`);
    const plain = voice.soundOf({ voice: 'draft:man1', language: 'sv', text: '', voiceSettings: { stability: 0.5 } });
    assert.deepEqual(plain, sound('man1', 'sv'));
  });

  it('has every preset in every language it offers', () => {
    for (const preset of presets) assert.ok(voice.soundOf({ voice: voiceIdOf(preset), language: 'uk', text: '' }));
    assert.equal(voice.soundOf({ voice: 'draft:nobody', language: 'sv', text: '' }), undefined);
    assert.equal(voice.soundOf({ voice: 'draft:girl', language: 'tlh', text: '' }), undefined);
    assert.equal(voice.soundOf({ voice: 'draft:girl', language: 'toString', text: '' }), undefined);
  });

  it('speaks a line on a fresh program when the program is killed within it', async () => {
    await speak('Hej.');
    const first = voice.processId;
    assert.ok(first);
    const long = speak(swedish.repeat(30));
    await setImmediate();
    process.kill(first, 'SIGKILL');
    assert.ok(readWav((await long).file).seconds > 60);
    assert.notEqual(voice.processId, first);
  });

  it('gives up with one sentence when the program dies on every try', async () => {
    const module = path.join(folder, 'dies.mjs');
    fs.writeFileSync(module, "process.on('message', () => process.exit(3));");
    const log = keepingLog();
    voice = draftVoice(engine, { modulePath: module, log });
    await assert.rejects(speak(swedish), (error) => error instanceof VoiceError && error.reason === 'voiceFailed');
    assert.equal(log.lines.length, 2);
    assert.ok(!log.lines.join().includes('havet'), 'the log must not hold the words of the script');
  });

  it('ends a program that never answers', async () => {
    const module = path.join(folder, 'hangs.mjs');
    fs.writeFileSync(module, "process.on('message', () => { for (;;); });");
    voice = draftVoice(engine, { modulePath: module, hungMs: 50 });
    await assert.rejects(speak('Hej.'), (error) => error instanceof VoiceError && error.reason === 'voiceFailed');
    assert.equal(voice.processId, undefined);
  });

  it('ends a program that answers with nonsense', async () => {
    const module = path.join(folder, 'babbles.mjs');
    fs.writeFileSync(module, "process.on('message', () => process.send({ kind: 'spoken', id: 'x' }));");
    voice = draftVoice(engine, { modulePath: module });
    await assert.rejects(speak('Hej.'), (error) => error instanceof VoiceError && error.reason === 'voiceFailed');
  });

  it('stops within a line when asked, leaves no file and speaks the next line', async () => {
    await speak('Hej.');
    const control = new AbortController();
    const file = path.join(folder, `${count + 1}.wav`);
    const long = speak(swedish.repeat(100), 'man1', 'sv', control.signal);
    await setImmediate();
    control.abort();
    await assert.rejects(long, { name: 'AbortError' });
    assert.ok((await speak('Hej.')).durationMs > 100);
    assert.deepEqual([fs.existsSync(file), fs.existsSync(`${file}.part`)], [false, false]);
  });

  it('lets a waiting line go without disturbing the one being spoken', async () => {
    const first = speak(swedish.repeat(5));
    const control = new AbortController();
    const second = speak('Hej.', 'man1', 'sv', control.signal);
    control.abort();
    await assert.rejects(second, { name: 'AbortError' });
    assert.ok((await first).durationMs > 5000);
  });

  it('tells a full disk as such and leaves nothing behind', async () => {
    const file = path.join(folder, `${count + 1}.wav`);
    // Every write to this device fails as a full disk does.
    fs.symlinkSync('/dev/full', `${file}.part`);
    await assert.rejects(speak(swedish), (error) => error instanceof VoiceError && error.reason === 'diskFull');
    assert.deepEqual([fs.existsSync(file), fs.existsSync(`${file}.part`)], [false, false]);
  });

  it('ends when it has nothing to say', async () => {
    voice = draftVoice(engine, { idleMs: 1 });
    await speak('Hej.');
    const idle = voice.processId;
    assert.ok(idle);
    await until('the idle program to end', () => voice.processId === undefined);
    assert.ok((await speak('Hej.')).durationMs > 100);
  });

  it('ends with its parent', async () => {
    const parent = path.join(folder, 'parent.ts');
    const setup = new URL('./voiceSetup.ts', import.meta.url).href;
    fs.writeFileSync(
      parent,
      `import { draftVoice } from '${setup}';
       const voice = draftVoice('${engine}');
       const sound = voice.soundOf({ voice: 'draft:girl', language: 'sv', text: '' });
       await voice.synthesize({ text: 'Hej.', sound, path: '${path.join(folder, 'parent.wav')}' }, new AbortController().signal);
       console.log(voice.processId);
       process.kill(process.pid, 'SIGKILL');`,
    );
    const { spawnSync } = await import('node:child_process');
    const child = Number(spawnSync(process.execPath, [parent], { encoding: 'utf8' }).stdout);
    assert.ok(child > 0);
    await until('the orphaned program to end', () => !isRunning(child));
  });
});

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
  } catch {
    return false;
  }
  // A killed process without a parent to collect it stays in the list as a zombie.
  const stat = `/proc/${processId}/stat`;
  return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, 'utf8'));
}
