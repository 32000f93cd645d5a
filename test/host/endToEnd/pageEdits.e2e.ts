/** A page in Chromium and its text, edited at random at both ends, through the extension's own session. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { FakeDocument } from '../../language/simulation/fakeDocument.ts';
import { createRandom } from '../../language/simulation/simulate.ts';
import { openShared, type SharedPage } from '../pages/sharedPage.ts';
import { until } from '../until.ts';
import { useEditorPages } from './suite.ts';

const SCENE = `INT. FYREN - NATT

Regnet slår mot rutan. [[kolla
årtalet]] ÅKE vrider upp lampan.

TOVE
(viskar)
Den blinkade igen. Tre *gånger*.

ÅKE ^
Det finns ingen fyr.

> KLIPP TILL:

EXT. PIREN - GRYNING

/* Gammalt. */

MÅRTEN
Där!
`;

type Random = (below: number) => number;

const pick = <T>(items: readonly T[], random: Random) => items[random(items.length)] as T;

const words = [
  'och ',
  'Åke',
  ' ljus.',
  'é',
  '*',
  '_',
  'int. ',
  'EXT. HAMN - DAG',
  '(',
  ')',
  '[[',
  ']]',
  '!',
  '.',
  '~',
  '😀',
  ' ^',
];
const keys = [
  ...['Enter', 'Enter', 'Tab', 'Shift+Tab', 'Shift+Enter', 'Backspace', 'Backspace', 'Delete'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'Control+Home', 'Control+End'],
  ...['Shift+ArrowDown', 'Shift+ArrowRight', 'Control+z', 'Control+y', 'Control+b', 'Control+x', 'Control+v'],
];

async function editPage(page: Page, random: Random): Promise<void> {
  if (random(5) < 3) await page.keyboard.insertText(pick(words, random));
  else if (random(4) === 0) await page.keyboard.type(pick(['a', ' ', 'ö', 'X'], random));
  else await page.keyboard.press(pick(keys, random));
}

function editText(document: FakeDocument, random: Random): void {
  const { text } = document;
  const at = random(text.length + 1);
  const kind = random(10);
  if (kind === 0) document.undo();
  else if (kind < 3) document.replace(at, Math.min(text.length, at + random(12)), '');
  else document.replace(at, at, pick(['\n', '\n\n', ' ', 'ord ', 'TOVE\nHej.\n\n', '\n\n.HEM\n\n', '[['], random));
}

/** What page and text say, once both are at rest; `undefined` while they differ. */
async function agreed({ document, session, shown }: SharedPage): Promise<true | undefined> {
  await session.flush();
  const said = document.elements.map(({ id, type, text }) => ({ id, type, text }));
  if (said.length === 0) return (await shown()).every(({ text }) => text === '') || undefined;
  assert.deepEqual(await shown(), said);
  return session.isSettled || undefined;
}

describe('a page and its text, edited at random at both ends', () => {
  const pages = useEditorPages();

  /** SCREENPLAY_SIMULATIONS=50 SCREENPLAY_ROUNDS=1000 for more. */
  const runs = Number(process.env['SCREENPLAY_SIMULATIONS'] ?? 2);
  const rounds = Number(process.env['SCREENPLAY_ROUNDS'] ?? 150);

  for (let seed = 1; seed <= runs; seed++) {
    it(`are one in the end, with ids given once: seed ${seed}`, async () => {
      const random = createRandom(seed * 7919);
      const shared = await openShared(pages, SCENE);
      await shared.page.locator('.page-text').focus();
      for (let round = 0; round < rounds; round++) {
        await editPage(shared.page, random);
        if (random(6) === 0) editText(shared.document, random);
        if (random(25) === 0) await until('page and text to agree', () => agreed(shared));
      }
      await until('page and text to agree', () => agreed(shared));
      const ids = shared.document.elements.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(shared.faults, []);
      await shared.page.close();
    });
  }
});
