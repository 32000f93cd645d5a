/** Writes what is edited on timelines, one transaction a gesture, and takes it back. Knows no VS Code. */
import type { EditKind, TimelineEdit, TimelinePreview } from '../../webview/timeline/editing/editMessages.ts';
import type { Change, Library } from '../library/library.ts';
import type { Log } from '../platform/log.ts';
import { EditHistory } from './editHistory.ts';
import { EditRefused, planEdit } from './editRows.ts';
import type { Landing } from './landing.ts';
import { currentTimeline } from './projectTimeline.ts';
import {
  applyChanges,
  invertChanges,
  readRows,
  type Step,
  stillPossible,
  type TimelineRowSet,
} from './timelineRows.ts';

export interface EditsDeps {
  readonly library: Library;
  readonly landing: Landing;
  readonly log: Log;
}

export class TimelineEdits {
  readonly #library: Library;
  readonly #landing: Landing;
  readonly #log: Log;
  readonly #history = new EditHistory();

  constructor({ library, landing, log }: EditsDeps) {
    this.#library = library;
    this.#landing = landing;
    this.#log = log;
  }

  /** Writes an edit, and what follows from it for the lines of the script. False when somebody else was first: nothing is written. */
  edit(projectId: string, edit: TimelineEdit): boolean {
    const rows = this.#rowsOf(projectId);
    if (!rows) return false;
    try {
      const changes = planEdit(rows, edit, { hasAsset: (id) => this.#library.asset(id)?.project_id === projectId });
      this.#write(projectId, edit.kind, rows, changes);
      return true;
    } catch (cause) {
      if (!(cause instanceof EditRefused)) throw cause;
      this.#log.warn('An edit of the timeline was refused', cause.message);
      return false;
    }
  }

  /** Writes changes of the project's current timeline as one step that can be taken back. */
  change(projectId: string, kind: EditKind, changes: readonly Change[]): void {
    const rows = this.#rowsOf(projectId);
    if (rows) this.#write(projectId, kind, rows, changes);
    else this.#library.apply(changes);
  }

  /** What was undone (or done again); undefined when there was nothing. */
  step(projectId: string, direction: 'undo' | 'redo'): EditKind | undefined {
    const rows = this.#rowsOf(projectId);
    const entry = rows && this.#history.next(rows.timeline.id, direction);
    if (!rows || !entry) return undefined;
    const possible = stillPossible(rows, entry.step);
    const following = isScripts(entry.kind) ? [] : this.#following(projectId, rows, possible);
    const changes = [...possible, ...following];
    const opposite: Step = { changes: invertChanges(rows, changes), after: changes };
    this.#library.apply(changes);
    this.#history.took(rows.timeline.id, direction, { kind: entry.kind, step: opposite });
    return entry.kind;
  }

  #rowsOf(projectId: string): TimelineRowSet | undefined {
    const project = this.#library.project(projectId);
    const timeline = project && currentTimeline(this.#library, project);
    return timeline && readRows(this.#library, timeline);
  }

  #write(projectId: string, kind: EditKind, rows: TimelineRowSet, changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const all = isScripts(kind) ? changes : [...changes, ...this.#following(projectId, rows, changes)];
    const step = { changes: invertChanges(rows, all), after: all };
    this.#library.apply(all);
    this.#history.add(rows.timeline.id, { kind, step });
  }

  /** Lines of the script that have to make way or close up; not while a change of the script still waits for the writer's answer. */
  #following(projectId: string, rows: TimelineRowSet, changes: readonly Change[]): readonly Change[] {
    if (this.#landing.changesForRows(projectId, rows).length > 0) return [];
    return this.#landing.changesForRows(projectId, applyChanges(rows, changes));
  }
}

/** These are the script's own doing: nothing follows from them, and undone they stay undone until the script changes again. */
function isScripts(kind: EditKind): boolean {
  return kind === 'assemble' || kind === 'follow';
}

/** What changes would do to the clips of a timeline, for the eye and in numbers. */
export function previewOf(
  kind: TimelinePreview['kind'],
  rows: TimelineRowSet,
  changes: readonly Change[],
): TimelinePreview {
  const after = applyChanges(rows, changes);
  const before = new Map(rows.clips.map((clip) => [clip.id, clip]));
  const boxes: TimelinePreview['boxes'] = [];
  let [moved, added] = [0, 0];
  for (const clip of after.clips) {
    const old = before.get(clip.id);
    before.delete(clip.id);
    if (old && isInSamePlace(old, clip)) continue;
    if (old) moved++;
    else added++;
    boxes.push({
      id: clip.id,
      trackId: clip.track_id,
      startFrame: Math.max(0, clip.start_frame),
      durationFrames: Math.max(1, clip.duration_frames),
      isNew: !old,
    });
  }
  return { kind, moved, added, removed: before.size, boxes, removedIds: [...before.keys()] };
}

function isInSamePlace(a: TimelineRowSet['clips'][number], b: TimelineRowSet['clips'][number]): boolean {
  return a.start_frame === b.start_frame && a.duration_frames === b.duration_frames && a.track_id === b.track_id;
}
