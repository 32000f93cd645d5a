/** A project with a timeline, edited as the page does it. */
import assert from 'node:assert/strict';
import type { Library } from '../../src/extension/library/library.ts';
import { TimelineEdits } from '../../src/extension/timeline/timelineEdits.ts';
import { readRows, type TimelineRowSet } from '../../src/extension/timeline/timelineRows.ts';
import { TimelineSource } from '../../src/extension/timeline/timelineSource.ts';
import type { EditKind, TimelineEdit } from '../../src/webview/timeline/editing/editMessages.ts';
import type { SheetPatch } from '../../src/webview/timeline/editing/patch.ts';
import type { Sheet } from '../../src/webview/timeline/editing/sheet.ts';
import { wireEdit } from '../../src/webview/timeline/editing/wire.ts';
import { createPicture } from '../../src/webview/timeline/model.ts';
import type { TimelineModel } from '../../src/webview/timeline/protocol.ts';
import { quiet, Studio } from './landingSetup.ts';

export const script = `INT. HUS - DAG

Regn faller tungt.

TOVE
Den blinkade igen.

ÅKE
Det finns ingen fyr.

TOVE
Jo då.
`;

export let studio: Studio;
export let edits: TimelineEdits;

export function open(text = script): void {
  studio = new Studio(text);
  const { library, landing } = studio;
  edits = new TimelineEdits({ library, landing, log: quiet });
}

/** All three lines voiced: 2, 3 and 1 seconds. */
export function openVoiced(): void {
  open();
  studio.voice('Den blinkade igen.', 2);
  studio.voice('Det finns ingen fyr.', 3);
  studio.voice('Jo då.', 1);
}

export function model(): TimelineModel {
  const { library, reader, projectId } = studio;
  const media = { exists: () => true } as unknown as ConstructorParameters<typeof TimelineSource>[0]['media'];
  const names = { opening: 'Opening', clip: 'Clip' };
  return new TimelineSource({ library, media, reader, names, log: quiet }).modelOf(projectId, String);
}

export function wire(kind: EditKind, make: (sheet: Sheet, newId: () => string) => SheetPatch): TimelineEdit {
  const picture = createPicture(model());
  const patch = make(picture, () => crypto.randomUUID());
  return wireEdit(patch, { kind, timelineId: studio.timelineId, seen: 0 });
}

export function edit(kind: EditKind, make: (sheet: Sheet, newId: () => string) => SheetPatch): boolean {
  return edits.edit(studio.projectId, wire(kind, make));
}

/** Every row of the timeline but for the times at which it was changed. */
export function rows(library: Library = studio.library) {
  const timeline = library.timeline(studio.timelineId);
  assert(timeline);
  const sorted = <T extends object>(list: readonly T[], key: (row: T) => string) =>
    list.map((row) => ({ ...row, updated_at: '' })).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const read: TimelineRowSet = readRows(library, timeline);
  return {
    timeline: { ...read.timeline, updated_at: '' },
    tracks: sorted(read.tracks, (row) => row.id),
    clips: sorted(read.clips, (row) => row.id),
    origins: sorted(read.origins, (row) => row.clip_id),
    fades: sorted(read.fades, (row) => row.clip_id),
    timings: sorted(read.timings, (row) => row.element_id),
    trackSettings: sorted(read.trackSettings, (row) => row.track_id),
  };
}
