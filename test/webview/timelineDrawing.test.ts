import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mixOver, opaque, parseColour } from '../../src/webview/timeline/colour.ts';
import { drawItem, itemBox } from '../../src/webview/timeline/drawClip.ts';
import { createTextFitter } from '../../src/webview/timeline/fitText.ts';
import { decodePeaks, loudest } from '../../src/webview/timeline/peaks.ts';
import type { TimelineItem } from '../../src/webview/timeline/protocol.ts';
import { describeCounts, describeItem, fill } from '../../src/webview/timeline/strings.ts';
import { coloursOf, readTheme } from '../../src/webview/timeline/theme.ts';
import { item, strings } from './timelineModels.ts';

interface Drawn {
  readonly what: string;
  readonly colour: string;
  readonly values: readonly number[];
  readonly text?: string;
}

/** A canvas that remembers what was drawn on it, with letters 7 pixels wide. */
function paper() {
  const drawn: Drawn[] = [];
  const target = { fillStyle: '', strokeStyle: '' };
  const context = new Proxy(target, {
    get: (_, name) => {
      if (name === 'fillStyle') return target.fillStyle;
      return (...values: readonly unknown[]) => {
        const colour = name === 'strokeRect' || name === 'stroke' ? target.strokeStyle : target.fillStyle;
        const [text] = values.filter((value) => typeof value === 'string');
        drawn.push({
          ...{ what: String(name), colour, values: values.filter((value) => typeof value === 'number') },
          ...(text === undefined ? {} : { text }),
        });
      };
    },
  });
  return { drawn, context: context as unknown as CanvasRenderingContext2D };
}

const theme = readTheme(() => '');
const peaks = Uint8Array.from({ length: 100 }, () => 255);

function draw(entry: TimelineItem, width: number): readonly Drawn[] {
  const { drawn, context } = paper();
  const fitter = createTextFitter((text) => text.length * 7);
  const painter = {
    context,
    theme,
    fitter,
    frameRate: 30,
    left: 76,
    right: 1000,
    pictureOf: () => undefined,
    nameOf: ({ name }: { readonly name: string }) => name,
    peaksOf: () => peaks,
  };
  drawItem(painter, entry, itemBox(100, width, 63, 46), coloursOf(theme, entry));
  return drawn;
}

const voiced = item('1', { soundId: 's', durationFrames: 60 });
const colours = coloursOf(theme, voiced);
const wavesOf = (drawn: readonly Drawn[]) =>
  drawn.filter(({ what, colour, values }) => what === 'fillRect' && colour === colours.wave && values.length === 4);

describe('drawing a clip', () => {
  it('never lets the waveform cover the name', () => {
    const drawn = draw(voiced, 120);
    const label = drawn.find(({ what }) => what === 'fillText');
    assert.equal(label?.text, 'TOVE');
    const baseline = label?.values[1] ?? 0;
    const columns = wavesOf(drawn);
    assert.ok(columns.length > 20);
    for (const { values } of columns) assert.ok((values[1] ?? 0) > baseline + 2, `${values[1]} is below ${baseline}`);
  });

  it('keeps the waveform inside the clip', () => {
    const box = itemBox(100, 120, 63, 46);
    for (const {
      values: [x = 0, y = 0, width = 0, height = 0],
    } of wavesOf(draw(voiced, 120))) {
      assert.ok(x >= box.x && x + width <= box.x + box.width && y + height <= box.y + box.height);
    }
  });

  it('draws a place without a voice as a dashed outline without a waveform', () => {
    const drawn = draw({ ...voiced, state: 'unvoiced' }, 120);
    assert.deepEqual(drawn.find(({ what }) => what === 'setLineDash') !== undefined, true);
    assert.ok(drawn.some(({ what }) => what === 'strokeRect'));
    assert.equal(wavesOf(drawn).length, 0);
  });

  it('marks a changed line with a dot in the warning colour', () => {
    const dots = (state: TimelineItem['state']) =>
      draw({ ...voiced, state }, 120).filter(({ what, colour }) => what === 'fill' && colour === theme.warning).length;
    assert.deepEqual([dots('stale'), dots('voiced')], [1, 0]);
  });

  it('marks a clip whose file is gone and draws no waveform for it', () => {
    const drawn = draw({ ...voiced, state: 'missing' }, 120);
    assert.ok(drawn.some(({ colour }) => colour === theme.danger));
    assert.equal(wavesOf(drawn).length, 0);
  });

  it('draws a single stroke when the clip is thinner than 4 pixels', () => {
    assert.deepEqual(
      draw(voiced, 3).map(({ what }) => what),
      ['fillRect'],
    );
  });

  it('leaves out the name when not a letter has room', () => {
    assert.ok(!draw({ ...voiced, name: 'BERÄTTARRÖST' }, 24).some(({ what }) => what === 'fillText'));
  });

  it('keeps the name in sight when the clip begins left of the view', () => {
    const { drawn, context } = paper();
    const fitter = createTextFitter((text) => text.length * 7);
    const painter = {
      context,
      theme,
      fitter,
      frameRate: 30,
      left: 76,
      right: 1000,
      pictureOf: () => undefined,
      nameOf: ({ name }: { readonly name: string }) => name,
      peaksOf: () => undefined,
    };
    drawItem(painter, voiced, itemBox(-500, 800, 63, 46), colours);
    assert.ok((drawn.find(({ what }) => what === 'fillText')?.values[0] ?? 0) > 76);
  });
});

describe('timeline colours', () => {
  for (const [text, expected] of [
    ['#fff', [255, 255, 255, 1]],
    ['#1a85ff', [26, 133, 255, 1]],
    ['#1a85ff80', [26, 133, 255, 128 / 255]],
    ['rgb(1, 2, 3)', [1, 2, 3, 1]],
    ['rgba(1, 2, 3, 0.5)', [1, 2, 3, 0.5]],
    ['tomato', undefined],
    ['rgb(a, b, c)', undefined],
  ] as const) {
    it(`reads ${text}`, () => assert.deepEqual(parseColour(text), expected));
  }

  it('mixes over an opaque colour, transparency included', () => {
    assert.equal(mixOver('#ffffff', '#000000', 0.5), 'rgb(128, 128, 128)');
    assert.equal(mixOver('#ffffff80', '#000000', 0.5), 'rgb(64, 64, 64)');
    assert.equal(mixOver('tomato', '#000000', 0.5), 'tomato');
  });

  it('gives chart colours that let the background through their full strength', () => {
    assert.equal(opaque('#ea5c0055'), 'rgb(234, 92, 0)');
    const bars = readTheme((name) => (name === '--vscode-charts-blue' ? '#3794ff40' : ''));
    assert.equal(bars.speakers[0]?.bar, 'rgb(55, 148, 255)');
  });

  it('draws borders instead of tints in high contrast', () => {
    const contrast = readTheme((name) => (name === '--vscode-contrastBorder' ? '#6fc3df' : ''));
    assert.equal(contrast.contrast, '#6fc3df');
    assert.equal(contrast.speakers[0]?.body, contrast.tracks);
  });

  it('gives speakers colours in turn and media one of their own', () => {
    assert.equal(coloursOf(theme, item('1', { speaker: 6 })), coloursOf(theme, item('2', { speaker: 0 })));
    assert.equal(coloursOf(theme, item('3', { speaker: -1 })), theme.media);
  });
});

describe('timeline texts', () => {
  const fitter = createTextFitter((text) => text.length * 10);

  for (const [text, room, expected] of [
    ['TOVE', 40, 'TOVE'],
    ['TOVE', 39, 'TO…'],
    ['BERÄTTARRÖST', 55, 'BERÄ…'],
    ['PÅ ÖN', 40, 'PÅ…'],
    ['TOVE', 15, ''],
  ] as const) {
    it(`fits ${text} into ${room} pixels`, () => assert.equal(fitter.fit(text, room), expected));
  }

  it('says what the toolbar counts', () => {
    assert.equal(
      describeCounts(strings, { lines: 6, voiced: 4, changed: 1, missing: 1, generating: 0 }),
      '4 of 6 voiced · 1 changed · 1 missing',
    );
    assert.equal(
      describeCounts(strings, { lines: 2, voiced: 2, changed: 0, missing: 0, generating: 0 }),
      '2 of 2 voiced',
    );
    assert.equal(describeCounts(strings, { lines: 0, voiced: 0, changed: 0, missing: 0, generating: 0 }), '');
  });

  it('says of a clip who speaks, when, how long and in which state', () => {
    const clip = item('1', { startFrame: 138, durationFrames: 63 });
    assert.equal(describeItem(strings, clip, 'voiced', 30), 'TOVE, starts 00:00:04:18, 2.1 seconds, voiced');
  });

  it('leaves a place alone that nothing fills', () => {
    assert.equal(fill('{0} of {1}', 'one'), 'one of {1}');
  });
});

describe('peaks', () => {
  it('finds the loudest of a stretch, also of one narrower than a peak', () => {
    const bytes = Uint8Array.from([0, 51, 255, 102]);
    assert.equal(loudest(bytes, 0, 2), 0.2);
    assert.equal(loudest(bytes, 2.2, 2.4), 1);
    assert.equal(loudest(bytes, 3, 9), 0.4);
    assert.equal(loudest(bytes, 9, 10), 0);
  });

  it('decodes what the host sends and shrugs at what is no base64', () => {
    assert.deepEqual([...decodePeaks('AP8=')], [0, 255]);
    assert.equal(decodePeaks('*').length, 0);
  });
});
