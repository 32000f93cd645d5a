/** An edit of the page as changes of rows. Everything is checked against the rows as they are now. Knows no VS Code. */
import type { ClipChange, ClipFields, NewClip, TimelineEdit } from '../../webview/timeline/editing/editMessages.ts';
import type { LineTiming, TimelineTrack } from '../../webview/timeline/editing/items.ts';
import { lastFrame, pin } from '../../webview/timeline/editing/sheet.ts';
import type { Change } from '../library/library.ts';
import type { ClipFadeRow, ClipOriginRow, ClipRow, LineTimingRow } from '../library/rows.ts';
import { derivedId, isUuid } from '../library/uuid.ts';
import type { TimelineRowSet } from './timelineRows.ts';

/** Somebody else has changed what the edit is about, or it makes no sense here: nothing of it is written. */
export class EditRefused extends Error {
  override readonly name = 'EditRefused';
}

export interface EditContext {
  /** True for assets of the timeline's project. */
  readonly hasAsset: (id: string) => boolean;
}

/** The changes of an edit. Throws {@link EditRefused}. */
export function planEdit(rows: TimelineRowSet, edit: TimelineEdit, context: EditContext): readonly Change[] {
  return new EditPlan(rows, context).changes(edit);
}

/** A clip row with what hangs on it, in the page's words. Broken rows are read as the page shows them. */
export function fieldsOfRow(
  clip: ClipRow,
  origin: ClipOriginRow | undefined,
  fade: ClipFadeRow | undefined,
): Required<Omit<ClipFields, 'name'>> {
  return {
    trackId: clip.track_id,
    startFrame: Math.max(0, clip.start_frame),
    durationFrames: Math.max(1, clip.duration_frames),
    offsetFrames: Math.max(0, clip.offset_frames),
    volume: clip.volume,
    opacity: clip.opacity,
    fadeInFrames: fade?.fade_in_frames ?? 0,
    fadeOutFrames: fade?.fade_out_frames ?? 0,
    pins: origin ? pinsOf(origin) : 0,
  };
}

export function pinsOf(origin: ClipOriginRow): number {
  return (
    (origin.pinned_start ? pin.start : 0) |
    (origin.pinned_trim ? pin.trim : 0) |
    (origin.pinned_volume ? pin.volume : 0)
  );
}

function pinColumns(pins: number) {
  return {
    pinned_start: (pins & pin.start) !== 0,
    pinned_trim: (pins & pin.trim) !== 0,
    pinned_volume: (pins & pin.volume) !== 0,
  };
}

class EditPlan {
  readonly #rows: TimelineRowSet;
  readonly #context: EditContext;
  readonly #clips: ReadonlyMap<string, ClipRow>;
  readonly #origins: ReadonlyMap<string, ClipOriginRow>;
  readonly #fades: ReadonlyMap<string, ClipFadeRow>;
  readonly #trackIds: Set<string>;
  readonly #changes: Change[] = [];

  constructor(rows: TimelineRowSet, context: EditContext) {
    this.#rows = rows;
    this.#context = context;
    this.#clips = new Map(rows.clips.map((clip) => [clip.id, clip]));
    this.#origins = new Map(rows.origins.map((origin) => [origin.clip_id, origin]));
    this.#fades = new Map(rows.fades.map((fade) => [fade.clip_id, fade]));
    this.#trackIds = new Set(rows.tracks.map((track) => track.id));
  }

  changes(edit: TimelineEdit): readonly Change[] {
    if (edit.timelineId !== this.#rows.timeline.id) throw new EditRefused('The page shows another timeline');
    const goneTracks = edit.tracks ? this.#planTracks(edit.tracks) : [];
    for (const change of edit.changed) this.#changeClip(change);
    for (const id of edit.removed) {
      this.#clip(id);
      this.#changes.push({ table: 'rewrite_clips', kind: 'delete', id });
    }
    for (const clip of edit.made) this.#makeClip(clip);
    for (const timing of edit.timings) this.#changeTiming(timing);
    for (const id of goneTracks) this.#changes.push({ table: 'rewrite_tracks', kind: 'delete', id });
    this.#growTimeline(edit);
    return this.#changes;
  }

  #clip(id: string): ClipRow {
    const clip = this.#clips.get(id);
    if (!clip) throw new EditRefused('A clip of the edit is gone');
    return clip;
  }

  #changeClip({ id, was, now }: ClipChange): void {
    const clip = this.#clip(id);
    const held = fieldsOfRow(clip, this.#origins.get(id), this.#fades.get(id));
    const { name: _name, ...seen } = was;
    for (const [field, value] of Object.entries(seen)) {
      if (value !== undefined && held[field as keyof typeof held] !== value) {
        throw new EditRefused(`A clip of the edit was changed elsewhere (${field})`);
      }
    }
    this.#checkFields(now);
    const patch: Partial<ClipRow> = {
      ...(now.trackId === undefined ? {} : { track_id: this.#track(now.trackId) }),
      ...(now.startFrame === undefined ? {} : { start_frame: now.startFrame }),
      ...(now.durationFrames === undefined ? {} : { duration_frames: now.durationFrames }),
      ...(now.offsetFrames === undefined ? {} : { offset_frames: now.offsetFrames }),
      ...(now.name === undefined ? {} : { name: now.name }),
      ...(now.volume === undefined ? {} : { volume: now.volume }),
      ...(now.opacity === undefined ? {} : { opacity: now.opacity }),
    };
    if (Object.keys(patch).length > 0) this.#changes.push({ table: 'rewrite_clips', kind: 'update', id, patch });
    if (now.pins !== undefined && this.#origins.has(id)) {
      this.#changes.push({ table: 'rewrite_clip_origins', kind: 'update', id, patch: pinColumns(now.pins) });
    }
    this.#putFades(id, { ...held, ...now });
  }

  #makeClip(clip: NewClip): void {
    if (!isUuid(clip.id) || this.#clips.has(clip.id)) throw new EditRefused('A new clip needs a new id');
    if (clip.assetId !== undefined && !this.#context.hasAsset(clip.assetId)) {
      throw new EditRefused('The file of a new clip is gone');
    }
    this.#checkFields(clip);
    this.#changes.push({
      table: 'rewrite_clips',
      kind: 'insert',
      row: {
        id: clip.id,
        track_id: this.#track(clip.trackId),
        asset_id: clip.assetId ?? null,
        start_frame: clip.startFrame,
        duration_frames: clip.durationFrames,
        offset_frames: clip.offsetFrames,
        name: clip.name,
        volume: clip.volume,
        opacity: clip.opacity,
      },
    });
    if (clip.elementId !== undefined) {
      const row = { clip_id: clip.id, element_id: clip.elementId, ...pinColumns(clip.pins) };
      this.#changes.push({ table: 'rewrite_clip_origins', kind: 'insert', row });
    }
    this.#putFades(clip.id, clip);
  }

  #putFades(id: string, fields: { readonly fadeInFrames: number; readonly fadeOutFrames: number }): void {
    const patch = { fade_in_frames: fields.fadeInFrames, fade_out_frames: fields.fadeOutFrames };
    const known = this.#fades.get(id);
    const table = 'rewrite_clip_fades';
    const hasFades = patch.fade_in_frames > 0 || patch.fade_out_frames > 0;
    if (!known) {
      if (hasFades) this.#changes.push({ table, kind: 'insert', row: { clip_id: id, ...patch } });
      return;
    }
    if (known.fade_in_frames === patch.fade_in_frames && known.fade_out_frames === patch.fade_out_frames) return;
    if (hasFades) this.#changes.push({ table, kind: 'update', id, patch });
    else this.#changes.push({ table, kind: 'delete', id });
  }

  #checkFields({ startFrame = 0, durationFrames = 1, offsetFrames = 0, volume = 1, opacity = 1 }: ClipFields): void {
    const fits = [startFrame, durationFrames, offsetFrames].every((value) => value <= lastFrame);
    if (!fits || durationFrames < 1 || volume < 0 || volume > 9.99 || opacity < 0 || opacity > 1) {
      throw new EditRefused('A clip of the edit does not fit');
    }
  }

  #track(id: string): string {
    if (!this.#trackIds.has(id)) throw new EditRefused('A track of the edit is gone');
    return id;
  }

  #changeTiming({ id: elementId, was, now }: TimelineEdit['timings'][number]): void {
    const timelineId = this.#rows.timeline.id;
    const known = this.#rows.timings.find((row) => row.element_id === elementId);
    if (!isSameTiming(known, was)) throw new EditRefused('The timing of a line was changed elsewhere');
    const table = 'rewrite_line_timings';
    if (!now) {
      if (known) this.#changes.push({ table, kind: 'delete', id: known.id });
      return;
    }
    const patch = timingColumns(now);
    if (known) this.#changes.push({ table, kind: 'update', id: known.id, patch });
    else {
      const id = derivedId(timelineId, 'lineTiming', elementId);
      const row = { id, timeline_id: timelineId, element_id: elementId, ...patch };
      this.#changes.push({ table, kind: 'insert', row });
    }
  }

  /** The changes of tracks; gives the ids of those that go when everything has left them. */
  #planTracks(tracks: readonly TimelineTrack[]): readonly string[] {
    const { timeline } = this.#rows;
    const known = new Map(this.#rows.tracks.map((track) => [track.id, track]));
    const order = new OrderIndexes();
    for (const track of tracks) {
      const row = known.get(track.id);
      const order_index = order.next(row?.order_index);
      known.delete(track.id);
      const columns = { name: track.name, muted: track.muted, hidden: track.hidden, order_index };
      if (!row) {
        if (!isUuid(track.id)) throw new EditRefused('A new track needs a new id');
        this.#trackIds.add(track.id);
        this.#changes.push({
          table: 'rewrite_tracks',
          kind: 'insert',
          row: { id: track.id, timeline_id: timeline.id, type: track.type, ...columns },
        });
      } else {
        const patch = Object.fromEntries(
          Object.entries(columns).filter(([column, value]) => row[column as keyof typeof columns] !== value),
        );
        if (Object.keys(patch).length > 0) {
          this.#changes.push({ table: 'rewrite_tracks', kind: 'update', id: track.id, patch });
        }
      }
      this.#putTrackSettings(track);
    }
    return [...known.keys()];
  }

  #putTrackSettings({ id, solo = false, locked = false, heightPixels }: TimelineTrack): void {
    const known = this.#rows.trackSettings.find((row) => row.track_id === id);
    const patch = { solo, locked, height: heightPixels ?? null };
    const isPlain = !solo && !locked && heightPixels === undefined;
    const table = 'track_settings';
    if (!known) {
      if (!isPlain) this.#changes.push({ table, kind: 'insert', row: { track_id: id, ...patch } });
    } else if (known.solo !== solo || known.locked !== locked || known.height !== patch.height) {
      this.#changes.push({ table, kind: 'update', id, patch });
    }
  }

  /** The timeline becomes as long as its last clip asks, in whole seconds. */
  #growTimeline({ made, changed }: TimelineEdit): void {
    const { id, duration_seconds, frame_rate } = this.#rows.timeline;
    let end = 0;
    for (const clip of made) end = Math.max(end, clip.startFrame + clip.durationFrames);
    for (const { id: clipId, now } of changed) {
      const row = this.#clips.get(clipId);
      const start = now.startFrame ?? row?.start_frame ?? 0;
      end = Math.max(end, start + (now.durationFrames ?? row?.duration_frames ?? 0));
    }
    const seconds = Math.ceil(end / frame_rate);
    // NUMERIC(10,3) holds no longer timeline.
    if (seconds <= duration_seconds || seconds > 9_999_999) return;
    this.#changes.push({ table: 'rewrite_timelines', kind: 'update', id, patch: { duration_seconds: seconds } });
  }
}

/** Order indexes that rise; a row keeps its own when it can. */
class OrderIndexes {
  #last = Number.NEGATIVE_INFINITY;

  next(known: number | undefined): number {
    const least = Number.isFinite(this.#last) ? this.#last + 1 : 0;
    this.#last = known !== undefined && known >= least ? known : least;
    return this.#last;
  }
}

function timingColumns(timing: LineTiming) {
  return {
    shift_frames: timing.shiftFrames,
    lead_frames: timing.leadFrames,
    follows_clip: timing.followsClip,
    left_out: timing.leftOut,
  };
}

export function timingOf(row: LineTimingRow): LineTiming {
  return {
    elementId: row.element_id,
    shiftFrames: row.shift_frames,
    leadFrames: row.lead_frames,
    followsClip: row.follows_clip,
    leftOut: row.left_out,
  };
}

function isSameTiming(row: LineTimingRow | undefined, timing: LineTiming | undefined): boolean {
  if (!row || !timing) return !row === !timing;
  const columns = timingColumns(timing);
  return Object.entries(columns).every(([column, value]) => row[column as keyof typeof columns] === value);
}
