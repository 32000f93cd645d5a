import assert from 'node:assert/strict';
import fc from 'fast-check';
import { afterEach, describe, it } from 'mocha';
import { type News, ToldModel } from '../../src/extension/timeline/toldModel.ts';
import { removeClips, splitClips } from '../../src/webview/timeline/editing/cut.ts';
import type { TimelineEdit } from '../../src/webview/timeline/editing/editMessages.ts';
import { setVolume } from '../../src/webview/timeline/editing/levels.ts';
import { moveClips } from '../../src/webview/timeline/editing/move.ts';
import { isEmptyPatch } from '../../src/webview/timeline/editing/patch.ts';
import { addTrack } from '../../src/webview/timeline/editing/tracks.ts';
import { rippleTrim } from '../../src/webview/timeline/editing/trim.ts';
import { wireEdit } from '../../src/webview/timeline/editing/wire.ts';
import { createPicture, editPicture, type Picture, patchPicture } from '../../src/webview/timeline/model.ts';
import { edits, model, openVoiced, studio } from './timelineEditSetup.ts';

/** A page with its end of the channel; messages wait in both directions until the test lets them through. */
class Page {
  readonly told = new ToldModel(model());
  picture: Picture = createPicture(this.told.model);
  readonly down: News[] = [];
  readonly up: TimelineEdit[] = [];
  #seen = 0;

  edit(kind: number, pick: number, frames: number): void {
    const { picture } = this;
    const ids = [...picture.items.values()].filter((item) => !item.isPlace).map((item) => item.id);
    const id = ids[pick % Math.max(1, ids.length)] ?? '';
    const newId = () => crypto.randomUUID();
    const made = [
      () => moveClips(picture, { ids: [id], frames }),
      () => rippleTrim(picture, { id, edge: 'end', frames: frames % 20 }, newId),
      () => setVolume(picture, [id], Math.abs(frames) / 100),
      () => splitClips(picture, ids, Math.abs(frames) * 3, newId),
      () => addTrack(picture, 'audio', newId),
      () => removeClips(picture, [id], frames > 0, newId),
    ];
    const patch = made[kind % made.length]?.();
    if (!patch || isEmptyPatch(patch)) return;
    this.picture = editPicture(picture, patch);
    this.up.push(wireEdit(patch, { kind: 'move', timelineId: studio.timelineId, seen: this.#seen }));
  }

  hear(): void {
    const news = this.down.shift();
    if (!news) return;
    this.#seen++;
    this.picture = news.kind === 'model' ? createPicture(news.model) : patchPicture(this.picture, news.patch);
  }
}

const shown = ({ items, tracks, timings }: Picture) => ({
  items: [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  tracks,
  timings: [...timings.values()],
});

describe('two timelines of one project', () => {
  afterEach(() => studio.close());

  function refresh(pages: readonly Page[]): void {
    for (const page of pages) {
      const news = page.told.tell(model());
      if (news) page.down.push(news);
    }
  }

  function answer(page: Page, pages: readonly Page[]): void {
    const edit = page.up.shift();
    if (!edit) return;
    edits.edit(studio.projectId, edit);
    page.told.tookOver(edit);
    refresh(pages);
  }

  const step = fc.record({
    page: fc.nat(1),
    act: fc.nat(3),
    kind: fc.nat(5),
    pick: fc.nat(9),
    frames: fc.integer({ min: -90, max: 90 }),
  });

  it('show the same in the end, whatever crosses whatever on the way', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 16 }), (steps) => {
        openVoiced();
        const pages = [new Page(), new Page()] as const;
        for (const { page: index, act, kind, pick, frames } of steps) {
          const page = pages[index === 0 ? 0 : 1];
          if (act === 0) page.hear();
          else if (act === 1) answer(page, pages);
          else page.edit(kind, pick, frames);
        }
        for (const page of pages) while (page.up.length > 0) answer(page, pages);
        refresh(pages);
        for (const page of pages) while (page.down.length > 0) page.hear();
        const truth = shown(createPicture(model()));
        for (const page of pages)
          assert.deepEqual(JSON.parse(JSON.stringify(shown(page.picture))), JSON.parse(JSON.stringify(truth)));
        studio.close();
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 12), seed: 7 },
    );
    openVoiced();
  });
});
