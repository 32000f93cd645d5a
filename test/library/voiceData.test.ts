import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import offered from '../../src/extension/voices/draftVoices.json' with { type: 'json' };
import { allWords } from '../../src/language/words/allWords.ts';
import { packVoice, temporaryFolder } from './voiceSetup.ts';

const fullEngine = path.dirname(createRequire(import.meta.url).resolve('@echogarden/espeak-ng-emscripten'));

/** A line in the script of each language, so that its dictionary and its rules are used; most have a foreign word in them. */
const samples: Readonly<Record<string, string>> = {
  ar: 'مرحبا يا صديقي، كيف حالك اليوم؟',
  be: 'Добры дзень, як справы?',
  el: 'Καλημέρα, τι κάνεις σήμερα;',
  fa: 'سلام، حال شما چطور است؟',
  he: 'שלום, מה שלומך היום?',
  hi: 'नमस्ते, आप कैसे हैं?',
  ko: '안녕하세요, 오늘 어때요?',
  ru: 'Здравствуйте, как дела сегодня? Hollywood.',
  ta: 'வணக்கம், எப்படி இருக்கிறீர்கள்?',
  te: 'నమస్కారం, మీరు ఎలా ఉన్నారు?',
  uk: 'Добрий день, як справи?',
  zh: '你好，今天怎么样？ Hollywood.',
};
const latin = 'Señor Ångström, où est le café à 18.30? 42 % of "Hollywood".';

/**
 * Speaks with a fresh engine, because what a voice says depends on what was said before, at a fixed time, because breath and
 * flutter are random by the clock; prints a hash of each sound.
 */
const speaker = `
  Date.now = () => 0;
  import { createHash } from 'node:crypto';
  import { loadEngine } from '${new URL('../../src/extension/voices/draftVoice/engine.ts', import.meta.url).href}';
  const { folder, utterances } = JSON.parse(process.argv[1]);
  const say = await loadEngine(folder);
  console.log(JSON.stringify(utterances.map((utterance) => {
    const { samples } = say(utterance);
    return createHash('sha256').update(samples).digest('hex') + ':' + samples.length;
  })));
`;

function hashes(folder: string, utterances: readonly object[]): readonly string[] {
  const args = ['--input-type=module', '--eval', speaker, JSON.stringify({ folder, utterances })];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(stderr, '');
  return JSON.parse(stdout);
}

describe('the data that ships with the draft voice', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const languages = Object.entries(offered.languages);
  const utterance = { variant: 'm3', pitch: 50, wordsPerMinute: 170, range: 50 };

  before(() => packVoice(folder));
  after(() => fs.rmSync(folder, { recursive: true }));

  it('speaks every language exactly as the full data does', () => {
    const utterances = languages.map(([code, voice]) => ({ ...utterance, voice, text: samples[code] ?? latin }));
    const cutDown = hashes(folder, utterances);
    assert.deepEqual(cutDown, hashes(fullEngine, utterances));
    assert.ok(cutDown.every((sound) => Number(sound.split(':')[1]) > 22_050));
  });

  it('has every voice exactly as the full data does, each another sound', () => {
    const utterances = offered.presets.map((preset) => ({ ...preset, voice: 'sv', text: 'Det var en gång.' }));
    const cutDown = hashes(folder, utterances);
    assert.deepEqual(cutDown, hashes(fullEngine, utterances));
    assert.equal(new Set(cutDown).size, offered.presets.length);
  });

  it('speaks the languages that headings are known in', () => {
    const known = allWords.map(({ language }) => language);
    assert.deepEqual(known.toSorted(), Object.keys(offered.languages).toSorted());
  });

  it('has the engine, its data and its licence, and little else', () => {
    assert.deepEqual(fs.readdirSync(folder).sort(), ['COPYING', 'README.md', 'espeak-ng.data', 'espeak-ng.js']);
    assert.match(fs.readFileSync(path.join(folder, 'COPYING'), 'utf8'), /GNU GENERAL PUBLIC LICENSE/);
    const size = fs.statSync(path.join(folder, 'espeak-ng.data')).size;
    assert.ok(size < 15_000_000, `${size} bytes`);
  });

  it('is not made from an engine of another form', async () => {
    const other = path.join(folder, 'package');
    fs.mkdirSync(other);
    fs.writeFileSync(path.join(other, 'espeak-ng.js'), 'loadPackage({"files":[]})');
    fs.writeFileSync(path.join(other, 'espeak-ng.data'), '');
    await assert.rejects(packVoice(path.join(folder, 'out'), other), /has no file table in the known form/);
  });

  it('is the same on every build', async () => {
    const again = path.join(folder, 'again');
    await packVoice(again);
    const hash = (file: string) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');
    for (const name of ['espeak-ng.js', 'espeak-ng.data']) {
      assert.equal(hash(path.join(again, name)), hash(path.join(folder, name)));
    }
  });
});
