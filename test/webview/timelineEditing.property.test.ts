import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { duplicateClips, pasteClips, removeClips, splitClips } from '../../src/webview/timeline/editing/cut.ts';
import {
  clipsAt,
  giveBackClips,
  pinClips,
  renameClip,
  setFade,
  setOpacity,
  setVolume,
} from '../../src/webview/timeline/editing/levels.ts';
import { moveClips } from '../../src/webview/timeline/editing/move.ts';
import { applyPatch, invertPatch, type SheetPatch } from '../../src/webview/timeline/editing/patch.ts';
import { placeMedia } from '../../src/webview/timeline/editing/place.ts';
import { createSheet, endOf, isClip, isScripts, type Sheet } from '../../src/webview/timeline/editing/sheet.ts';
import { addTrack, changeTrack, moveTrack, removeTrack } from '../../src/webview/timeline/editing/tracks.ts';
import {
  neighbourAtCut,
  rippleTrim,
  rollCut,
  slipClips,
  trimClips,
  trimTo,
} from '../../src/webview/timeline/editing/trim.ts';
import { createPicture, editPicture, type Picture, settlePicture } from '../../src/webview/timeline/model.ts';
import type { TimelineItem, TimelineTrack } from '../../src/webview/timeline/protocol.ts';

const tracks: readonly TimelineTrack[] = [
  { id: 'V1', name: 'V1', type: 'video', muted: false, hidden: false },
  { id: 'A1', name: 'A1', type: 'audio', muted: false, hidden: false },
  { id: 'A2', name: 'A2', type: 'audio', muted: false, hidden: false },
  { id: 'A3', name: 'A3', type: 'audio', muted: false, hidden: false, locked: true },
];

/** Clips one after the other on each track: gap, length, offset, rest of the file, whether a line speaks it and what is pinned. */
const clipParts = fc.record({
  gap: fc.nat(40),
  length: fc.integer({ min: 1, max: 60 }),
  offset: fc.nat(20),
  rest: fc.nat(20),
  isLine: fc.boolean(),
  pins: fc.constantFrom(0, 0, 0, 1, 2, 7),
});

const sheets = fc.array(fc.array(clipParts, { maxLength: 9 }), { minLength: 4, maxLength: 4 }).map((lanes) => {
  const items: TimelineItem[] = [];
  lanes.forEach((clips, lane) => {
    let at = 0;
    const trackId = tracks[lane]!.id;
    for (const { gap, length, offset, rest, isLine, pins } of clips) {
      const id = `${trackId}-${items.length}`;
      const startFrame = at + gap;
      at = startFrame + length;
      const isStill = trackId === 'V1';
      items.push({
        ...{ id, trackId, name: id, startFrame, durationFrames: length, volume: 1, state: 'voiced', speaker: 0 },
        offsetFrames: isStill ? 0 : offset,
        assetId: `asset-${id}`,
        ...(isStill ? {} : { sourceFrames: offset + length + rest }),
        ...(isLine ? { elementId: `line-${id}`, pins } : {}),
      });
    }
  });
  items.push({
    ...{ id: 'line:x', trackId: 'A1', name: 'x', startFrame: 30, durationFrames: 50, offsetFrames: 0, volume: 1 },
    ...{ state: 'unvoiced', speaker: 0, elementId: 'x', isPlace: true },
  });
  return createSheet({ frameRate: 30, tracks, items });
});

type Command = (sheet: Sheet, newId: () => string) => SheetPatch;

const numbers = fc.record({
  kind: fc.nat(19),
  picks: fc.array(fc.nat(1000), { minLength: 1, maxLength: 4 }),
  frames: fc.integer({ min: -120, max: 120 }),
  tracks: fc.integer({ min: -2, max: 2 }),
  edge: fc.constantFrom('start' as const, 'end' as const),
  flag: fc.boolean(),
});

/** Turns a draw of numbers into a command on whatever clips there are. */
const commands = numbers.map(({ kind, picks, frames, tracks: down, edge, flag }): Command => {
  const pick = (sheet: Sheet) => {
    const ids = [...sheet.items.keys()];
    return picks.flatMap((at) => ids[at % Math.max(1, ids.length)] ?? []);
  };
  const track = (sheet: Sheet) => sheet.tracks[picks[0]! % sheet.tracks.length]?.id ?? '';
  const one = (sheet: Sheet) => pick(sheet)[0] ?? '';
  const frame = Math.abs(frames) * 3;
  const all: readonly Command[] = [
    (sheet) => moveClips(sheet, { ids: pick(sheet), frames, tracks: down }),
    (sheet) => moveClips(sheet, { ids: pick(sheet), frames: frames * 40, tracks: 0 }),
    (sheet) => trimClips(sheet, { ids: pick(sheet), edge, frames }),
    (sheet, newId) => rippleTrim(sheet, { id: one(sheet), edge, frames }, newId),
    (sheet) => {
      const left = sheet.items.get(one(sheet));
      const right = left && neighbourAtCut(sheet, left, 'end');
      return left && right ? rollCut(sheet, { leftId: left.id, rightId: right.id, frames }) : setVolume(sheet, [], 1);
    },
    (sheet) => slipClips(sheet, pick(sheet), frames),
    (sheet, newId) => splitClips(sheet, sheet.items.keys(), frame, newId),
    (sheet, newId) => removeClips(sheet, pick(sheet), flag, newId),
    (sheet, newId) => duplicateClips(sheet, pick(sheet), newId),
    (sheet, newId) =>
      pasteClips(
        sheet,
        pick(sheet)
          .flatMap((id) => sheet.items.get(id) ?? [])
          .filter(isClip),
        frame,
        newId,
      ),
    (sheet) => setVolume(sheet, pick(sheet), frames / 10),
    (sheet) => setOpacity(sheet, pick(sheet), frames / 100),
    (sheet) => setFade(sheet, pick(sheet), edge, frames),
    (sheet) => renameClip(sheet, one(sheet), `namn ${frames}`),
    (sheet) => (flag ? pinClips(sheet, pick(sheet)) : giveBackClips(sheet, pick(sheet))),
    (sheet, newId) => addTrack(sheet, flag ? 'video' : 'audio', newId),
    (sheet, newId) => removeTrack(sheet, track(sheet), newId),
    (sheet) =>
      flag ? moveTrack(sheet, track(sheet), 1) : changeTrack(sheet, track(sheet), { muted: flag, heightPixels: frame }),
    (sheet, newId) =>
      trimTo(sheet, { ids: clipsAt(sheet, frame).map(({ id }) => id), edge, frame, ripple: flag }, newId),
    (sheet, newId) =>
      placeMedia(
        sheet,
        [{ assetId: 'asset', name: 'hav', kind: flag ? 'audio' : 'image', durationSeconds: Math.abs(frames) / 30 }],
        { frame, trackId: track(sheet) },
        newId,
      ),
  ];
  return all[kind]!;
});

/** The clips that lie over one another, as text. */
function overlaps(sheet: Sheet): string[] {
  const found: string[] = [];
  for (const index of sheet.itemsOf.values()) {
    const clips = index.sorted.filter(isClip);
    clips.forEach((clip, at) => {
      const next = clips[at + 1];
      if (next && endOf(clip) > next.startFrame) found.push(`${clip.trackId}: ${clip.id} over ${next.id}`);
    });
  }
  return found;
}

function isSane(item: TimelineItem): boolean {
  const { startFrame, durationFrames, offsetFrames, sourceFrames, fadeInFrames = 0, fadeOutFrames = 0, volume } = item;
  return (
    [startFrame, durationFrames, offsetFrames, fadeInFrames, fadeOutFrames].every(Number.isInteger) &&
    startFrame >= 0 &&
    durationFrames >= 1 &&
    offsetFrames >= 0 &&
    (sourceFrames === undefined || offsetFrames + durationFrames <= sourceFrames) &&
    volume >= 0 &&
    volume <= 9.99
  );
}

const pictureOf = (sheet: Sheet): Picture =>
  createPicture({
    ...{ projectId: 'p', timelineId: 't', title: 'Fyren', frameRate: 30, durationFrames: 300, scenes: [], sounds: [] },
    ...{ tracks: [...sheet.tracks], items: [...sheet.items.values()], timings: [...sheet.timings.values()] },
  });

const plain = (sheet: Sheet) => ({
  items: [...sheet.items.values()].map((item) => ({ ...item })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  tracks: sheet.tracks,
  timings: [...sheet.timings.values()].sort((a, b) => (a.elementId < b.elementId ? -1 : 1)),
});
const withoutHoles = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('any sequence of edits', () => {
  const runs = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150), seed: 20 };

  it('taken back one by one leads to where it began, and forward again to where it ended', () => {
    fc.assert(
      fc.property(sheets, fc.array(commands, { maxLength: 14 }), (start, list) => {
        let next = 0;
        let sheet = start;
        const done: SheetPatch[] = [];
        for (const command of list) {
          const patch = command(sheet, () => `new-${next++}`);
          sheet = applyPatch(sheet, patch);
          done.push(patch);
        }
        const end = withoutHoles(plain(sheet));
        for (const patch of [...done].reverse()) sheet = applyPatch(sheet, invertPatch(patch));
        assert.deepEqual(withoutHoles(plain(sheet)), withoutHoles(plain(start)));
        for (const patch of done) sheet = applyPatch(sheet, patch);
        assert.deepEqual(withoutHoles(plain(sheet)), end);
      }),
      runs,
    );
  });

  it('lays no clip over another, keeps every clip within its file, and leaves locked tracks alone', () => {
    fc.assert(
      fc.property(sheets, fc.array(commands, { maxLength: 14 }), (start, list) => {
        let next = 0;
        let sheet = start;
        const locked = start.itemsOf.get('A3')?.sorted;
        for (const command of list) {
          sheet = applyPatch(
            sheet,
            command(sheet, () => `new-${next++}`),
          );
          assert.deepEqual(overlaps(sheet), []);
          for (const item of sheet.items.values()) assert.ok(isSane(item), JSON.stringify(item));
          if (sheet.tracks.some(({ id, locked: isLocked }) => id === 'A3' && isLocked)) {
            assert.deepEqual(sheet.itemsOf.get('A3')?.sorted, locked);
          }
        }
      }),
      runs,
    );
  });

  it('keeps the indices of tracks as fresh ones would be', () => {
    fc.assert(
      fc.property(sheets, fc.array(commands, { maxLength: 8 }), (start, list) => {
        let next = 0;
        let sheet = start;
        for (const command of list) {
          sheet = applyPatch(
            sheet,
            command(sheet, () => `new-${next++}`),
          );
        }
        const fresh = createSheet({ frameRate: 30, tracks: sheet.tracks, items: sheet.items.values() });
        assert.deepEqual([...sheet.itemsOf.keys()].sort(), [...fresh.itemsOf.keys()].sort());
        for (const [id, index] of fresh.itemsOf) {
          const starts = (list: readonly TimelineItem[]) => list.map((item) => item.startFrame);
          assert.deepEqual(starts(sheet.itemsOf.get(id)?.sorted ?? []), starts(index.sorted));
        }
      }),
      runs,
    );
  });

  it('leaves the page with the picture that a fresh one would be', () => {
    fc.assert(
      fc.property(sheets, fc.array(commands, { maxLength: 20 }), fc.array(fc.boolean()), (start, list, looks) => {
        let next = 0;
        let picture = pictureOf(start);
        list.forEach((command, turn) => {
          picture = editPicture(
            picture,
            command(picture, () => `new-${next++}`),
          );
          // Whether or not everything was looked at between two edits.
          if (looks[turn] === true) settlePicture(picture);
        });
        const fresh = pictureOf(picture);
        for (const [id, item] of fresh.items) assert.equal(picture.items.get(id), item);
        assert.equal(picture.items.size, fresh.items.size);
        assert.deepEqual([...picture.itemsOf.keys()].sort(), [...fresh.itemsOf.keys()].sort());
        for (const [id, index] of fresh.itemsOf) {
          const known = picture.itemsOf.get(id);
          assert.deepEqual([known?.size, known?.end], [index.size, index.end]);
          index.sorted.forEach((item) => {
            const at = known?.positionOf(item) ?? -1;
            assert.equal(known?.sorted[at], item);
          });
        }
        assert.deepEqual(picture.counts, fresh.counts);
        const lines = (from: Picture) => [...from.itemOfLine].map(([line, item]) => `${line}: ${item.id}`).sort();
        assert.deepEqual(lines(picture), lines(fresh));
        assert.deepEqual([picture.lastFrame, picture.contentFrames], [fresh.lastFrame, fresh.contentFrames]);
      }),
      runs,
    );
  });

  it('by a ripple in the script never moves what the writer pinned', () => {
    fc.assert(
      fc.property(sheets, fc.nat(1000), fc.integer({ min: -60, max: 60 }), fc.boolean(), (sheet, at, frames, trim) => {
        const lines = [...sheet.items.values()].filter(
          (item) => isScripts(item) && isClip(item) && item.trackId !== 'A3',
        );
        const line = lines[at % Math.max(1, lines.length)];
        if (!line) return;
        let next = 0;
        const newId = () => `new-${next++}`;
        const patch = trim
          ? rippleTrim(sheet, { id: line.id, edge: 'end', frames }, newId)
          : removeClips(sheet, [line.id], true, newId);
        const after = applyPatch(sheet, patch);
        for (const item of sheet.items.values()) {
          if (item.id === line.id || isScripts(item)) continue;
          assert.deepEqual(after.items.get(item.id), item);
        }
      }),
      runs,
    );
  });
});
