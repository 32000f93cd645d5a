import assert from 'node:assert/strict';
import type { Memory } from '../../src/extension/voices/catalog/elevenLabsCatalog.ts';
import { createSdkService } from '../../src/extension/voices/elevenLabs/sdkService.ts';
import { staleReasons } from '../../src/extension/voices/lineStatus.ts';
import { modelOffers } from '../../src/extension/voices/models/modelList.ts';
import { followPronunciations } from '../../src/extension/voices/pronunciation/followPronunciations.ts';
import { respokenChanges } from '../../src/extension/voices/pronunciation/respokenLines.ts';
import { chooseTakeChanges } from '../../src/extension/voices/takeChanges.ts';
import { metadataOf } from '../../src/extension/voices/takes.ts';
import { paidSuite, reasonOf, write } from './elevenLabs/paidSuite.ts';
import { goodKey } from './elevenLabs/standIn.ts';
import { models } from './elevenLabs/standInAnswers.ts';
import { landOnTimeline } from './voiceLibrary.ts';

describe('how words are said in a project', function () {
  this.timeout(60_000);
  const suite = paidSuite();
  const { start, open } = suite;

  it('makes stale those lines whose takes say a word otherwise, says why, and takes it back with the word', async () => {
    const service = await start();
    const studio = open(service, { choices: { pronunciations: { Tove: 'Toove' } } });
    const { library } = studio;
    const { projectId, lines } = write(studio, ['Hej Tove.', 'Hej då.', 'SVT ringde Tove.']);
    for (const line of lines) await studio.generate(line);
    const statuses = () => lines.map((id) => library.line(id)?.line.audio_status);
    const change = (list: Readonly<Record<string, string>>) => library.apply(respokenChanges(library, projectId, list));
    change({ Tove: 'Toove' });
    assert.deepEqual(statuses(), ['generated', 'generated', 'generated']);
    change({ tove: 'Toove', SVT: 'S V T' });
    assert.deepEqual(statuses(), ['generated', 'generated', 'stale']);
    const row = library.line(lines[2] ?? '')?.line;
    const take = library.asset(row?.audio_asset_id ?? '');
    assert.ok(row && take);
    const casting = { voice_id: 'Rachel', voice_settings: null, pronunciations: { Tove: 'Toove', SVT: 'S V T' } };
    assert.deepEqual(staleReasons(row, take, casting), ['pronunciation']);
    assert.deepEqual(metadataOf(take)?.pronunciations, { tove: 'Toove' });
    change({});
    assert.deepEqual(statuses(), ['stale', 'generated', 'stale']);
    change({ Tove: 'Toove' });
    assert.deepEqual(statuses(), ['generated', 'generated', 'generated']);
  });

  it('follows a list that changed while nobody looked, once', async () => {
    const service = await start();
    const studio = open(service, { choices: { pronunciations: { Tove: 'Toove' } } });
    const { library } = studio;
    const { projectId, lines } = write(studio, ['Hej Tove.', 'Hej då.']);
    for (const line of lines) await studio.generate(line);
    const kept = new Map<string, unknown>();
    const memory: Memory = {
      get: (key) => kept.get(key),
      update: async (key, value) => void kept.set(key, value),
    };
    const told: unknown[] = [];
    const looking = library.onDidChange((event) => told.push(event));
    const statuses = () => lines.map((id) => library.line(id)?.line.audio_status);
    await followPronunciations(library, memory, projectId, { Tove: 'Toove' });
    assert.deepEqual([statuses(), told.length], [['generated', 'generated'], 0]);
    await followPronunciations(library, memory, projectId, {});
    assert.deepEqual([statuses(), told.length], [['stale', 'generated'], 1]);
    // The same list again, as when the folder is opened once more: nothing is written.
    await followPronunciations(library, memory, projectId, {});
    assert.equal(told.length, 1);
    looking.dispose();
  });

  it('says of an older take that is chosen again whether it says them so', async () => {
    const service = await start();
    const studio = open(service, { choices: { pronunciations: { Tove: 'Toove' } } });
    const { library } = studio;
    const { lines } = write(studio, ['Hej Tove.']);
    const { assetId } = await studio.generate(lines[0]);
    await studio.generate(lines[0], { isNewTake: true });
    const take = library.asset(assetId);
    assert.ok(take);
    const status = (list: Readonly<Record<string, string>>) =>
      chooseTakeChanges(library, landOnTimeline(library), take, list).flatMap((change) =>
        change.table === 'rewrite_scene_content' && change.kind === 'update' ? [change.patch.audio_status] : [],
      );
    assert.deepEqual([status({ tove: 'Toove' }), status({})], [['generated'], ['stale']]);
  });

  it('costs nothing for lines that have none of the words', async () => {
    const service = await start();
    const directory = suite.directory();
    const { lines } = write(open(service, {}, directory), ['Hej då.']);
    const first = open(service, {}, directory);
    await first.generate(lines[0]);
    const other = open(service, { choices: { pronunciations: { Tove: 'Toove' } } }, directory);
    assert.equal((await other.generate(lines[0])).isNew, false);
    assert.equal(service.charges.length, 1);
  });
});

describe('the models of a voice service', function () {
  this.timeout(60_000);
  const { start, open } = paidSuite();

  it('are offered as the service has them, the current one first, with what each can do', async () => {
    const server = await start();
    const service = createSdkService({ apiKey: goodKey, baseUrl: server.url });
    const offered = await service.models(AbortSignal.timeout(5000));
    const offers = modelOffers(offered, 'eleven_v3', 'tlh');
    assert.deepEqual(
      offers.map(({ id, isCurrent }) => [id, isCurrent]),
      [
        ['eleven_v3', true],
        ['eleven_multilingual_v2', false],
        ['eleven_flash_v2_5', false],
      ],
    );
    const [v3, , flash] = offers;
    assert.deepEqual(
      [v3?.takesDirection, v3?.flowsOn, v3?.longestText, v3?.speaksLanguage],
      [true, false, 3000, false],
    );
    assert.deepEqual([flash?.creditsPerCharacter, flash?.takesLanguage, flash?.languageCount], [0.5, true, 4]);
    assert.equal(models.length, offers.length);
  });

  it('are asked for one that nobody offers without sending a line', async () => {
    const service = await start();
    const studio = open(service, { choices: { model: 'eleven_v9' } });
    const { lines } = write(studio, ['Hej.', 'Du.']);
    assert.deepEqual(await Promise.all(lines.map((line) => reasonOf(studio.generate(line)))), [
      'modelGone',
      'modelGone',
    ]);
    assert.deepEqual([service.counts.speech, studio.library.unansweredVoiceRequests()], [0, []]);
  });
});
