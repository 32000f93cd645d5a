import assert from 'node:assert/strict';
import fs from 'node:fs';
import { metadataOf } from '../../../src/extension/voices/takes.ts';
import { VoiceError } from '../../../src/extension/voices/voiceErrors.ts';
import { until } from '../../host/until.ts';
import { readWav } from '../voiceSetup.ts';
import { paidSuite, reasonOf, write } from './paidSuite.ts';
import type { Fault } from './standIn.ts';
import { spokenSeconds } from './standInSpeech.ts';

describe('a voice of ElevenLabs', function () {
  this.timeout(60_000);
  const suite = paidSuite();
  const { start, open } = suite;

  it('is a trimmed take with a timing for each word', async () => {
    const service = await start();
    const studio = open(service);
    const { lines } = write(studio, ['Det var en gång ett hus.']);
    const spoken = await studio.generate(lines[0]);
    const wav = readWav(studio.media.resolve(spoken.fileUrl));
    const seconds = spokenSeconds('Det var en gång ett hus');
    assert.ok(Math.abs(wav.seconds - seconds - 0.19) < 0.02, `${wav.seconds} for ${seconds} s of speech`);
    assert.equal(spoken.durationMs, Math.round(wav.seconds * 1000));
    assert.deepEqual([wav.sampleRate, wav.bits, wav.channels], [24_000, 16, 1]);
    assert.ok(wav.loudness > 0.1 && wav.samples.every((sample) => Math.abs(sample) < 32_767));
    const made = metadataOf(studio.library.asset(spoken.assetId) ?? { metadata: null });
    assert.equal(made?.provider, 'elevenlabs');
    assert.deepEqual(
      made?.words.map(({ start, end }) => 'Det var en gång ett hus.'.slice(start, end)),
      ['Det', 'var', 'en', 'gång', 'ett', 'hus.'],
    );
    assert.ok(Math.abs((made?.words[1]?.fromMs ?? 0) - 40 - 240) < 10, JSON.stringify(made?.words));
    assert.equal(service.charges.length, 1);
  });

  it('costs nothing the second time, in another project, and in another window', async () => {
    const service = await start();
    const directory = suite.directory();
    const studio = open(service, {}, directory);
    await studio.generate(write(studio, ['Hej på dig.']).lines[0]);
    await studio.generate(write(studio, ['Hej på dig.']).lines[0]);
    const other = open(service, {}, directory);
    const again = await other.generate(write(other, ['Hej på dig.']).lines[0]);
    assert.equal(service.charges.length, 1);
    assert.ok(readWav(other.media.resolve(again.fileUrl)).seconds > 0.3);
  });

  it('is paid for once when many lines say the same at the same time', async () => {
    const service = await start({ latencyMs: 30 });
    const directory = suite.directory();
    const windows = [
      open(service, { isOwnerAlive: () => true }, directory),
      open(service, { isOwnerAlive: () => true }, directory),
    ];
    const [first] = windows;
    assert.ok(first);
    const { lines } = write(
      first,
      Array.from({ length: 12 }, () => 'Nej.'),
    );
    await Promise.all(lines.map((line, index) => windows[index % 2]?.generate(line)));
    assert.equal(service.charges.length, 1);
  });

  it('is paid for again when the writer wants another take, and only then', async () => {
    const service = await start();
    const studio = open(service);
    const { projectId, lines } = write(studio, ['Hej.']);
    await studio.generate(lines[0]);
    await studio.generate(lines[0], { isNewTake: true });
    await studio.generate(lines[0], { isNewTake: true });
    await studio.generate(lines[0]);
    assert.equal(service.charges.length, 3);
    assert.equal(studio.library.assets(projectId).length, 3);
  });

  it('is kept as WAV or MP3 without being paid for twice', async () => {
    const service = await start();
    const directory = suite.directory();
    const studio = open(service, {}, directory);
    const { lines } = write(studio, ['Ett hus vid havet.']);
    const wav = await studio.generate(lines[0]);
    const other = open(service, { choices: { format: 'mp3-24000' } }, directory);
    const mp3 = await other.generate(lines[0]);
    assert.ok(mp3.fileUrl.endsWith('.mp3'));
    assert.equal(service.charges.length, 1);
    const { readMp3File } = await import('../../../src/extension/voices/sound/mp3.ts');
    const heard = await readMp3File(fs.readFileSync(other.media.resolve(mp3.fileUrl)));
    const firstLoud = (samples: Int16Array) => samples.findIndex((sample) => Math.abs(sample) > 3000);
    const original = readWav(studio.media.resolve(wav.fileUrl));
    assert.ok(heard && Math.abs(heard.samples.length / heard.sampleRate - original.seconds) < 0.06);
    assert.ok(
      Math.abs(firstLoud(heard.samples) - firstLoud(original.samples)) / 24_000 < 0.005,
      'begins where the WAV begins',
    );
  });

  describe('asks only for what its model takes', () => {
    const settings = { stability: 0.4, similarity_boost: 0.8, style: 0.2, use_speaker_boost: true };
    for (const [model, expected] of [
      ['eleven_multilingual_v2', { previous_text: 'Först.', voice_settings: settings }],
      [
        'eleven_flash_v2_5',
        { previous_text: 'Först.', language_code: 'sv', voice_settings: { stability: 0.4, similarity_boost: 0.8 } },
      ],
      ['eleven_v3', { language_code: 'sv', voice_settings: { stability: 0.5, similarity_boost: 0.8 } }],
    ] as const) {
      it(model, async () => {
        const service = await start();
        const studio = open(service, { choices: { model, flowsOn: true } });
        const { lines } = write(studio, ['Först.', 'Sedan.'], { ...settings, speed: null, stray: 7 });
        await studio.generate(lines[1], { language: 'sv' });
        const { text, model_id, ...others } = service.charges[0]?.body ?? { text: '', model_id: '' };
        assert.deepEqual([text, model_id, others], ['Sedan.', model, expected]);
      });
    }
  });

  it('is directed by the parenthetical before it, which is never read', async () => {
    const service = await start();
    const studio = open(service, { choices: { model: 'eleven_v3' } });
    const { lines } = write(studio, ['Kom [hit] nu.']);
    const line = studio.library.line(lines[0] ?? '')?.line;
    assert.ok(line);
    studio.library.apply([
      {
        table: 'rewrite_scene_content',
        kind: 'insert',
        row: {
          ...line,
          id: crypto.randomUUID(),
          element_id: crypto.randomUUID(),
          type: 'parenthetical',
          content: '(viskar)',
          order_index: 3,
        },
      },
      { table: 'rewrite_scene_content', kind: 'update', id: line.id, patch: { order_index: 5 } },
    ]);
    const spoken = await studio.generate(lines[0]);
    assert.equal(service.charges[0]?.body.text, '[viskar] Kom  hit  nu.');
    const made = metadataOf(studio.library.asset(spoken.assetId) ?? { metadata: null });
    assert.deepEqual(
      made?.words.map(({ start, end }) => 'Kom [hit] nu.'.slice(start, end)),
      ['Kom', '[hit]', 'nu.'],
    );
  });

  it('says words as the writer’s list has them', async () => {
    const service = await start();
    const studio = open(service, { choices: { pronunciations: { Tove: 'Toove', SVT: 'S V T' } } });
    const { lines } = write(studio, ['Tove ringde svt om Toves hus.']);
    const spoken = await studio.generate(lines[0]);
    assert.equal(service.charges[0]?.body.text, 'Toove ringde S V T om Toves hus.');
    const made = metadataOf(studio.library.asset(spoken.assetId) ?? { metadata: null });
    assert.equal(
      made?.words.map(({ start, end }) => 'Tove ringde svt om Toves hus.'.slice(start, end)).join(' '),
      'Tove ringde svt om Toves hus.',
    );
  });

  it('speaks 50,000 characters in parts cut at sentences and joined without a click', async () => {
    const service = await start();
    const studio = open(service);
    const sentence = 'Det var en gång ett hus vid havet, och i huset bodde ingen längre. ';
    const { lines } = write(studio, [sentence.repeat(Math.ceil(50_000 / sentence.length))]);
    const spoken = await studio.generate(lines[0]);
    // All parts but the last are the same words, which are paid for once.
    assert.equal(service.charges.length, 2);
    assert.ok(service.charges.every(({ body }) => body.text.length <= 10_000 && body.text.endsWith('längre.')));
    const { samples, sampleRate } = readWav(studio.media.resolve(spoken.fileUrl));
    // Where parts meet there is a breath of nothing, and the sound comes to it and leaves it softly.
    const meetings = silences(samples, sampleRate * 0.2);
    assert.equal(meetings.length, 5);
    for (const { from, to } of meetings) {
      const beside = [samples[from - 1] ?? 0, samples[to] ?? 0];
      assert.ok(
        beside.every((sample) => Math.abs(sample) < 500),
        `${beside}`,
      );
    }
    assert.ok(spoken.durationMs > spokenSeconds(sentence.repeat(700)) * 900);
  });

  it('keeps the parts that are paid for when a later part fails', async () => {
    const down: Fault = { kind: 'error', status: 400, detail: { code: 'invalid_text', message: 'no' } };
    let isDown = true;
    const service = await start({ fault: (index) => (isDown && index === 1 ? down : undefined) });
    const studio = open(service);
    const { lines } = write(studio, [`${'Ett. '.repeat(2500)}${'Två. '.repeat(1000)}`]);
    assert.equal(await reasonOf(studio.generate(lines[0])), 'refusedText');
    isDown = false;
    await studio.generate(lines[0]);
    assert.equal(service.charges.length, 2);
  });

  for (const text of [
    '--version',
    '<break time="9s"/>',
    'Hej 👋🏽 du',
    '\u{1F468}\u200D\u{1F469}\u200D\u{1F467} familjen',
    'a'.repeat(9999),
  ]) {
    it(`speaks ${JSON.stringify(text.slice(0, 20))}`, async () => {
      const service = await start();
      const studio = open(service);
      const { lines } = write(studio, [text]);
      await studio.generate(lines[0]);
      assert.equal(service.charges[0]?.body.text, text);
    });
  }

  for (const text of ['', '… — !', '(tyst)', '👋🏽']) {
    it(`asks nothing for ${JSON.stringify(text)}`, async () => {
      const service = await start();
      const studio = open(service);
      assert.equal(await reasonOf(studio.generate(write(studio, [text]).lines[0])), 'nothingToSay');
      assert.equal(service.counts.speech, 0);
    });
  }

  it('is spoken in a language that the service does not know', async () => {
    const service = await start();
    const studio = open(service, { choices: { model: 'eleven_flash_v2_5' } });
    await studio.generate(write(studio, ['qapla']).lines[0], { language: 'tlh' });
    assert.equal(service.charges[0]?.body.language_code, undefined);
  });

  it('ends within a quarter of a second when it is cancelled, wherever it stands', async () => {
    for (const fault of [
      { kind: 'stalledHead' },
      { kind: 'stalledBody' },
      { kind: 'error', status: 429, detail: { code: 'system_busy' }, headers: { 'retry-after': '30' } },
    ] as const) {
      const service = await start({ fault: () => fault });
      const studio = open(service);
      const { lines } = write(studio, ['Hej.']);
      const cancel = new AbortController();
      const ended = reasonOf(studio.generate(lines[0], {}, cancel.signal));
      await until('the request', () => service.counts.speech > 0);
      cancel.abort(new VoiceError('lineGone'));
      assert.equal(await ended, 'lineGone');
      assert.equal(studio.library.line(lines[0] ?? '')?.line.audio_status, 'none');
    }
  });
});

/** Runs of nothing but zeroes that are at least so long, within the sound. */
function silences(samples: Int16Array, least: number): readonly { readonly from: number; readonly to: number }[] {
  const found: { readonly from: number; readonly to: number }[] = [];
  let from = 0;
  for (let at = 0; at <= samples.length; at++) {
    if (at < samples.length && samples[at] === 0) continue;
    if (at - from >= least && from > 0 && at < samples.length) found.push({ from, to: at });
    from = at + 1;
  }
  return found;
}
