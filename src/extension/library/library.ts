/**
 * The library: one local SQLite file that is the truth for everything but words. This is its only port; SQL stays behind it.
 * All calls are synchronous and short (`node:sqlite` is); the file is opened by the first call, never by making the object.
 * Any call may throw {@link LibraryError} when the file cannot be used: its message is for the writer.
 */

import type { Disposable } from '../platform/disposables.ts';
import type { Event } from '../platform/emitter.ts';
import { HumanError } from '../platform/errors.ts';
import type {
  AssetRow,
  CharacterRow,
  ClipFadeRow,
  ClipOriginRow,
  ClipRow,
  LineTimingRow,
  PendingTextRow,
  ProjectFolderRow,
  ProjectRow,
  Row,
  SceneContentRow,
  SceneRow,
  ScriptFileRow,
  ScriptRow,
  TableName,
  TimelineRow,
  TitlePageRow,
  TraceRow,
  TrackRow,
  TrackSettingRow,
  VoiceRequestRow,
} from './rows.ts';

/**
 * Why the library refused. `busy`: another window or program holds the file, try again later. `full`: no room on the disk.
 * `damaged` and `newer`: the file needs the writer's decision (see trouble.ts). `unavailable`: the file or its folder cannot be used.
 * `conflict`: a row with that key is there already. `refused`: the change contradicts what the library holds.
 */
export type LibraryErrorReason = 'busy' | 'full' | 'damaged' | 'newer' | 'unavailable' | 'conflict' | 'refused';

/** The library file cannot be opened, read or written; nothing was changed. */
export class LibraryError extends HumanError {
  override readonly name = 'LibraryError';
  readonly reason: LibraryErrorReason;

  constructor(message: string, options?: ErrorOptions & { readonly reason?: LibraryErrorReason }) {
    super(message, options);
    this.reason = options?.reason ?? 'unavailable';
  }
}

/** Columns that the database fills when an insert leaves them out (data-model.md's defaults, and nullable columns). */
interface RequiredColumns {
  rewrite_projects: 'id' | 'name' | 'slug';
  rewrite_scripts: 'id' | 'project_id';
  rewrite_scenes: 'id' | 'script_id' | 'element_id' | 'order_index';
  rewrite_scene_content: 'id' | 'scene_id' | 'element_id' | 'type' | 'order_index';
  rewrite_timelines: 'id' | 'project_id';
  rewrite_tracks: 'id' | 'timeline_id' | 'type' | 'order_index';
  rewrite_clips: 'id' | 'track_id' | 'start_frame' | 'duration_frames';
  rewrite_assets: 'id' | 'project_id' | 'file_type';
  rewrite_characters: 'id' | 'project_id' | 'name';
  rewrite_traces: 'id' | 'trace_id' | 'event_type' | 'function_name';
  rewrite_clip_origins: 'clip_id' | 'element_id';
  rewrite_clip_fades: 'clip_id';
  rewrite_line_timings: 'id' | 'timeline_id' | 'element_id';
  track_settings: 'track_id';
  script_files: 'uri' | 'script_id';
  project_folders: 'uri' | 'project_id';
  voice_requests: 'id' | 'request_key' | 'provider' | 'asked_at' | 'voice' | 'model';
  rewrite_title_pages: 'script_id' | 'content';
  pending_texts: 'script_id' | 'revision' | 'base';
}

export type NewRow<T extends TableName> = Pick<Row<T>, RequiredColumns[T] & keyof Row<T>> & Partial<Row<T>>;

/** One row changed. `id` is the table's key: `id`, or `clip_id`, `track_id`, `uri` or `script_id` for the tables that have no `id`. `update` of a missing row changes nothing. */
export type Change = {
  [T in TableName]:
    | { readonly table: T; readonly kind: 'insert'; readonly row: NewRow<T> }
    | { readonly table: T; readonly kind: 'update'; readonly id: string; readonly patch: Partial<Row<T>> }
    | { readonly table: T; readonly kind: 'delete'; readonly id: string };
}[TableName];

/** What a commit changed. `elsewhere`: another window or process made it; then `rows` is not known and everything may differ. */
export interface LibraryChange {
  readonly elsewhere: boolean;
  readonly tables: ReadonlySet<TableName>;
  readonly rows: readonly { readonly table: TableName; readonly kind: Change['kind']; readonly id: string }[];
}

/** A dialogue line (or any other content row) with what surrounds it. */
export interface LineContext {
  readonly line: SceneContentRow;
  readonly scene: SceneRow;
  readonly script: ScriptRow;
}

/**
 * When a commit is safe from a power failure: `now`, before the call returns, or `soon`, when {@link Library.whenOnDisk} next resolves.
 * Both are safe at once from the end of a process, by kill -9 too. Writing waits for the disk, so what many lines write is for `soon`.
 */
export type Durability = 'now' | 'soon';

export interface Library extends Disposable {
  /** Folder of the media files, absolute. Only `media.ts` builds paths below it. */
  readonly mediaRoot: string;

  /** Writes all changes in one transaction (`begin immediate`), in the order given, or throws and writes none. No changes: no transaction. */
  apply(changes: readonly Change[], durability?: Durability): void;
  /** Resolves when everything committed before the call is safe from a power failure; calls made meanwhile share one write. */
  whenOnDisk(): Promise<void>;
  /** Heard after each commit, this window's (at once) and others' (within about a second). */
  readonly onDidChange: Event<LibraryChange>;

  projects(): readonly ProjectRow[];
  project(id: string): ProjectRow | undefined;
  scripts(projectId: string): readonly ScriptRow[];
  script(id: string): ScriptRow | undefined;
  /** In `order_index` order, here and in every list of ordered rows below. */
  scenes(scriptId: string): readonly SceneRow[];
  /** All content of a script: scenes in order, content in order. */
  content(scriptId: string): readonly SceneContentRow[];
  /** The content of one scene. */
  contentOfScene(sceneId: string): readonly SceneContentRow[];
  /** The content row of an element id, with its scene and script. */
  line(elementId: string): LineContext | undefined;
  timelines(projectId: string): readonly TimelineRow[];
  timeline(id: string): TimelineRow | undefined;
  tracks(timelineId: string): readonly TrackRow[];
  /** All clips of a timeline, by track order, then start. */
  clips(timelineId: string): readonly ClipRow[];
  clipOrigins(timelineId: string): readonly ClipOriginRow[];
  clipFades(timelineId: string): readonly ClipFadeRow[];
  lineTimings(timelineId: string): readonly LineTimingRow[];
  trackSettings(timelineId: string): readonly TrackSettingRow[];
  assets(projectId: string): readonly AssetRow[];
  asset(id: string): AssetRow | undefined;
  characters(projectId: string): readonly CharacterRow[];
  /** Newest first. */
  recentTraces(limit: number): readonly TraceRow[];
  scriptFile(uri: string): ScriptFileRow | undefined;
  filesOfScript(scriptId: string): readonly string[];
  /** Every file that scripts live in on this machine. */
  scriptFiles(): readonly ScriptFileRow[];
  projectOfFolder(uri: string): ProjectRow | undefined;
  /** Every folder that a project was made for on this machine. */
  projectFolders(): readonly ProjectFolderRow[];
  /** The title page of a script; undefined when it has none. */
  titlePage(scriptId: string): TitlePageRow | undefined;
  /** Someone else's change that the script's file does not say yet. */
  pendingText(scriptId: string): PendingTextRow | undefined;
  pendingTexts(): readonly PendingTextRow[];
  /** True when a script of the project other than `exceptScriptId` has lines under this name. */
  isCharacterUsed(projectId: string, name: string, exceptScriptId: string): boolean;

  /** What was asked of voice services under a request key, by take. */
  voiceRequests(requestKey: string): readonly VoiceRequestRow[];
  /** Requests whose answer is out, oldest first. */
  unansweredVoiceRequests(): readonly VoiceRequestRow[];
  /** The request that an item of a service's history answers. */
  voiceRequestOfHistory(historyId: string): VoiceRequestRow | undefined;

  /** Copies the whole library beside itself (SQLite's backup); resolves with the copy's path. */
  backUp(): Promise<string>;
}
