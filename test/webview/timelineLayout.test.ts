import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  clampTop,
  headHeight,
  labelWidth,
  layOutLanes,
  minimapHeight,
  tracksTop,
  zoneAt,
} from '../../src/webview/timeline/lanes.ts';
import {
  clampViewport,
  fitViewport,
  followFrame,
  frameToX,
  minimapWindow,
  panBy,
  scrollToFrames,
  type Viewport,
  visibleFrames,
  xToFrame,
  zoomAt,
} from '../../src/webview/timeline/layout.ts';
import { chooseStep, rulerTicks } from '../../src/webview/timeline/ruler.ts';
import { formatRulerTime, formatSeconds, formatTimecode } from '../../src/webview/timeline/timecode.ts';

/** Ten seconds in a view of 300 pixels: one pixel a frame. */
const view: Viewport = { pixelsPerFrame: 1, leftFrame: 0, widthPixels: 300 };
const content = 9000;

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);

describe('timeline layout', () => {
  it('maps frames to pixels and back', () => {
    const zoomed = { ...view, pixelsPerFrame: 0.37, leftFrame: 1234.5 };
    for (const frame of [0, 1234.5, 9000]) near(xToFrame(zoomed, frameToX(zoomed, frame)), frame);
  });

  it('fits the whole content with a little room after it', () => {
    const fit = fitViewport(300, content);
    assert.equal(fit.leftFrame, 0);
    assert.ok(visibleFrames(fit) > content && visibleFrames(fit) < content * 1.05);
  });

  for (const x of [0, 10, 150, 299]) {
    it(`keeps the frame under the cursor when zooming at pixel ${x}`, () => {
      const before = { ...view, leftFrame: 3000 };
      const after = zoomAt(before, 2, x, content);
      near(xToFrame(after, x), xToFrame(before, x));
      assert.equal(after.pixelsPerFrame, 2);
    });
  }

  it('zooms out no further than the whole and in no further than 24 pixels a frame', () => {
    assert.equal(zoomAt(view, 1e-9, 100, content).pixelsPerFrame, fitViewport(300, content).pixelsPerFrame);
    assert.equal(zoomAt(view, 1e9, 100, content).pixelsPerFrame, 24);
  });

  it('pans within the content', () => {
    assert.equal(panBy(view, 50, content).leftFrame, 50);
    assert.equal(panBy(view, -50, content).leftFrame, 0);
    const end = panBy(view, 1e9, content);
    assert.ok(end.leftFrame + visibleFrames(end) <= content * 1.03);
  });

  it('comes back into the content when it has become shorter', () => {
    const late = { ...view, leftFrame: 8000 };
    near(clampViewport(late, 100).leftFrame, 0);
  });

  for (const { name, start, end, left } of [
    { name: 'stays when the stretch is in sight', start: 100, end: 200, left: 0 },
    { name: 'brings a later stretch to a quarter of the view', start: 1000, end: 1100, left: 925 },
    { name: 'stays when the stretch fills the view', start: -10, end: 5000, left: 0 },
  ]) {
    it(`scrolling to a stretch ${name}`, () => {
      assert.equal(scrollToFrames(view, start, end, content).leftFrame, left);
    });
  }

  it('turns the page when a playing playhead comes to the last tenth', () => {
    assert.equal(followFrame(view, 260, content).leftFrame, 0);
    assert.equal(followFrame(view, 280, content).leftFrame, 250);
  });

  it('shows the view as a part of the minimap that is never too thin to grab', () => {
    const { left, width } = minimapWindow({ ...view, leftFrame: 4500 }, content, 300);
    assert.ok(Math.abs(left - 147) < 1 && width >= 8);
    assert.ok(minimapWindow({ ...view, pixelsPerFrame: 24 }, 1e6, 300).width >= 8);
  });
});

describe('timeline ruler', () => {
  it('never lets two labels meet, at any zoom and frame rate', () => {
    for (const frameRate of [24, 25, 30, 60]) {
      for (let pixelsPerFrame = 0.0001; pixelsPerFrame < 24; pixelsPerFrame *= 1.3) {
        const { major } = chooseStep(pixelsPerFrame, frameRate, 64);
        assert.ok(major * pixelsPerFrame >= 64, `${pixelsPerFrame} at ${frameRate}`);
      }
    }
  });

  it('labels whole steps and divides them', () => {
    const ticks = rulerTicks({ pixelsPerFrame: 34 / 30, leftFrame: 0, widthPixels: 400 }, 30);
    assert.deepEqual(
      ticks.filter(({ label }) => label !== undefined).map(({ label }) => label),
      ['00:00', '00:02', '00:04', '00:06', '00:08', '00:10'],
    );
    assert.equal(ticks[1]?.frame, 15);
  });

  it('starts left of the view, so that a label that is cut still shows', () => {
    const [first] = rulerTicks({ pixelsPerFrame: 1, leftFrame: 100, widthPixels: 300 }, 30);
    assert.ok(first && first.x <= 0 && first.label !== undefined);
  });

  it('shows frames when a second is wider than a label', () => {
    const labels = rulerTicks({ pixelsPerFrame: 12, leftFrame: 0, widthPixels: 300 }, 30).map(({ label }) => label);
    assert.ok(labels.includes('00:00:10'));
  });
});

describe('timecode', () => {
  for (const [frame, rate, expected] of [
    [0, 30, '00:00:00:00'],
    [428, 30, '00:00:14:08'],
    [428.9, 30, '00:00:14:08'],
    [-3, 30, '00:00:00:00'],
    [3600 * 25 + 24, 25, '01:00:00:24'],
  ] as const) {
    it(`writes frame ${frame} at ${rate} a second as ${expected}`, () => {
      assert.equal(formatTimecode(frame, rate), expected);
    });
  }

  it('leaves out hours on the ruler until there are some', () => {
    assert.equal(formatRulerTime(150, 30, false), '00:05');
    assert.equal(formatRulerTime(3605 * 30, 30, false), '1:00:05');
    assert.equal(formatRulerTime(162, 30, true), '00:05:12');
  });

  it('tells lengths in seconds with one decimal', () => {
    assert.equal(formatSeconds(63, 30), '2.1');
  });
});

describe('timeline lanes', () => {
  const tracks = [
    { id: 'V1', name: 'V1', type: 'video', muted: false, hidden: false },
    { id: 'A1', name: 'A1', type: 'audio', muted: false, hidden: false },
    { id: 'A2', name: 'A2', type: 'audio', muted: false, hidden: true },
    { id: 'A3', name: 'A3', type: 'audio', muted: false, hidden: false },
  ] as const;
  const lanes = layOutLanes(tracks);

  it('gives every track that is not hidden a lane of its own', () => {
    assert.deepEqual(
      lanes.map(({ track, top }) => [track.id, top]),
      [
        ['V1', 0],
        ['A1', 55],
        ['A3', 102],
      ],
    );
  });

  for (const [y, expected] of [
    [minimapHeight - 1, 'minimap'],
    [minimapHeight, 'ruler'],
    [headHeight, 'scenes'],
    [tracksTop, 'V1'],
    [tracksTop + 60, 'A1'],
    [tracksTop + 500, 'nothing'],
  ] as const) {
    it(`finds ${expected} at height ${y}`, () => {
      const zone = zoneAt(y, lanes, 0);
      assert.equal(zone.kind === 'track' ? zone.lane.track.id : zone.kind, expected);
    });
  }

  it('finds the track under the cursor when the tracks are scrolled', () => {
    const zone = zoneAt(tracksTop, lanes, 60);
    assert.equal(zone.kind === 'track' && zone.lane.track.id, 'A1');
  });

  it('scrolls no further than the last track', () => {
    assert.equal(clampTop(1000, lanes, tracksTop + 100), 149 - 100);
    assert.equal(clampTop(50, lanes, 1000), 0);
    assert.ok(labelWidth > 0);
  });
});
