import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fitPage, MIN_SCALE } from '../../src/webview/editor/fitPage.ts';

const widths = { text: 557, margins: 237, voices: 164, compactVoices: 68, notes: 176 };

/** What the sheet and its voice marks take in px. */
function takenBy(available: number): number {
  const { scale, margins, voices } = fitPage(available, widths);
  const beside = voices === 'beside' ? widths.voices : widths.compactVoices;
  return (widths.text + widths.margins * margins) * scale + beside;
}

describe('fitting the sheet', () => {
  it('draws it whole where there is room', () => {
    assert.deepEqual(fitPage(1200, widths), { scale: 1, margins: 1, voices: 'beside', notes: 'beside' });
  });

  it('takes the notes into the text first', () => {
    assert.deepEqual(fitPage(1100, widths), { scale: 1, margins: 1, voices: 'beside', notes: 'within' });
  });

  it('then shortens the voice marks', () => {
    assert.deepEqual(fitPage(900, widths), { scale: 1, margins: 1, voices: 'compact', notes: 'within' });
  });

  it('then shows less of the margins, at full size', () => {
    const { scale, margins } = fitPage(800, widths);
    assert.equal(scale, 1);
    assert.ok(margins < 1 && margins > 0.5);
  });

  it('then draws it smaller, down to what can be read', () => {
    assert.ok(fitPage(650, widths).scale < 1);
    assert.equal(fitPage(300, widths).scale, MIN_SCALE);
  });

  it('never is wider than the editor until it must scroll', () => {
    for (let available = 1300; available > 560; available -= 10) assert.ok(takenBy(available) <= available + 0.01);
  });
});
