import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { CastingModel, OfferedVoice } from '../../../src/webview/casting/protocol.ts';
import { type CastingPages, startCastingPages } from '../pages/castingPage.ts';
import { until } from '../until.ts';

const member = { lines: 2, voiced: 1, stale: 1, missing: 0, voiceName: 'Girl', voiceId: 'draft:girl', sharedWith: [] };
const model: CastingModel = {
  project: 'fyren',
  cast: [
    { ...member, characterId: 'a', name: 'TOVE', sharedWith: ['ISLA'] },
    { ...member, characterId: 'b', name: 'ISLA', sharedWith: ['TOVE'] },
  ],
  detail: {
    ...{ characterId: 'a', settings: { stability: 0.3 }, understood: ['stability'], elementId: 'l1' },
    lines: [
      {
        ...{ elementId: 'l1', scene: '201', words: 'Vem där?', state: 'stale', staleWhy: 'words changed' },
        ...{ seconds: 2.1, takes: 2 },
      },
    ],
    takes: [
      { assetId: 't1', name: 'TOVE take 1', seconds: 2.1, isChosen: true, staleWhy: 'words changed', isPlayable: true },
      { assetId: 't2', name: 'TOVE take 2', seconds: 2.4, isChosen: false, staleWhy: '', isPlayable: true },
    ],
  },
  batch: { phase: 'running', total: 14, finished: 3, text: '4 of 14 · TOVE', reasons: '', canRetry: false },
  credits: '',
};
const voices: readonly OfferedVoice[] = ['Woman 1', 'Girl', 'Boy'].map((name, index) => ({
  ...{ voiceId: index === 1 ? 'draft:girl' : `draft:${index}`, name, traits: '', usedBy: [] },
}));

describe('the casting page', () => {
  let pages: CastingPages;
  let page: Page;
  let told: () => Promise<readonly { readonly method: string; readonly params: unknown }[]>;

  before(async () => {
    pages = await startCastingPages();
  });
  after(() => pages?.close());
  beforeEach(async () => {
    ({ page, told } = await pages.open({ model, voices }));
    await page.getByRole('option', { name: /^Girl/ }).waitFor();
  });
  afterEach(() => page.context().close());

  const hears = (method: string, params: object) =>
    until(`${method} to be told`, async () =>
      (await told()).some((one) => one.method === method && JSON.stringify(one.params) === JSON.stringify(params)),
    );

  it('is worked by the keyboard: a character, its voice, a take', async () => {
    await page.getByRole('option', { name: /^TOVE/ }).focus();
    await page.keyboard.press('ArrowDown');
    await hears('select', { characterId: 'b' });
    await page.getByRole('option', { name: /^Girl/ }).focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Space');
    await hears('previewVoice', { characterId: 'a', voiceId: 'draft:2' });
    await page.keyboard.press('Enter');
    await hears('castVoice', { characterId: 'a', voiceId: 'draft:2' });
    await page.getByRole('radio', { name: 'TOVE take 1, chosen' }).focus();
    await page.keyboard.press('ArrowDown');
    await hears('chooseTake', { assetId: 't2' });
  });

  it('shows the voice of the character, however far down the list', async () => {
    const many = Array.from({ length: 60 }, (_, index) => ({ voiceId: `draft:${index}`, name: `Voice ${index}` }));
    await page.context().close();
    ({ page, told } = await pages.open({
      model: { ...model, cast: model.cast.map((one) => ({ ...one, voiceId: 'draft:50' })) },
      voices: many.map((voice) => ({ ...voice, traits: '', usedBy: [] })),
    }));
    const chosen = page.getByRole('option', { name: /^Voice 50,/ });
    await until('the voice to be in sight', () =>
      chosen.evaluate((row) => {
        const [place, view] = [row.getBoundingClientRect(), row.parentElement?.getBoundingClientRect()];
        return view !== undefined && place.top >= view.top && place.bottom <= view.bottom;
      }),
    );
    assert.equal(await page.evaluate(() => document.scrollingElement?.scrollTop), 0);
  });

  it('keeps what is typed in its search when another character is shown meanwhile', async () => {
    await page.getByRole('textbox', { name: 'Search voices' }).focus();
    await page.keyboard.type('gi');
    const other = { ...model, detail: { ...model.detail, characterId: 'b' } };
    await page.evaluate((params) => window.postMessage({ kind: 'tell', method: 'model', params }, '*'), other);
    await page.getByRole('listbox', { name: 'Voices for ISLA' }).waitFor();
    await page.keyboard.type('r');
    await hears('searchVoices', { query: 'gir' });
  });

  it('names everything that a screen reader comes to', async () => {
    const spoken = await page.locator('main').ariaSnapshot();
    for (const name of [
      'option "TOVE, Girl, 2 lines, 2 of 2 voiced, 1 stale, The same voice as ISLA" [selected]',
      'progressbar "Generating voices"',
      'status: 4 of 14 · TOVE',
      'textbox "Search voices"',
      'option "Girl, cast" [selected]',
      'slider "Stability"',
      'combobox "Same voice as"',
      'radio "Choose TOVE take 2"',
      'button "Delete TOVE take 2"',
    ]) {
      assert.ok(spoken.includes(name), `${name} in\n${spoken}`);
    }
    const nameless = page.locator('button:not([aria-label]):empty, vscode-button:not([aria-label]):empty');
    assert.equal(await nameless.count(), 0);
  });

  for (const width of [1180, 700, 420]) {
    it(`cuts nothing off at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    });
  }
});
