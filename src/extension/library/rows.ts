/**
 * The rows of the data model, column for column (`data-model.md`), parsed once where they leave the database.
 * UUIDs are 36-character text; TIMESTAMPTZ is ISO-8601 text in UTC with milliseconds; NUMERIC is a number; JSONB is a parsed value.
 */
import * as z from 'zod/mini';

z.config({ jitless: true });

/** A column that the model lets be NULL though it has a default: NULL is read as the default. */
function orDefault<S extends z.ZodMiniType>(schema: S, fallback: z.output<S>) {
  return z.pipe(
    z.nullable(schema),
    z.transform((value): z.output<S> => value ?? fallback),
  );
}

const uuid = z.string().check(z.length(36));
const time = orDefault(z.string(), '1970-01-01T00:00:00.000Z');
const json = z.nullable(z.json());
const flag = z.pipe(
  z.nullable(z.union([z.boolean(), z.int()])),
  z.transform((value) => value === true || value === 1),
);

export const projectRow = z.object({
  id: uuid,
  name: z.string(),
  slug: z.string(),
  current_script_id: z.nullable(uuid),
  current_timeline_id: z.nullable(uuid),
  created_at: time,
  updated_at: time,
});

export const scriptRow = z.object({
  id: uuid,
  project_id: uuid,
  title: z.nullable(z.string()),
  created_at: time,
  updated_at: time,
});

export const sceneRow = z.object({
  id: uuid,
  script_id: uuid,
  element_id: z.string(),
  scene_number: z.nullable(z.string()),
  int_ext: z.nullable(z.enum(['INT', 'EXT', 'INT/EXT'])),
  location: z.nullable(z.string()),
  time_of_day: z.nullable(z.string()),
  order_index: z.int(),
  created_at: time,
  updated_at: time,
});

export const sceneContentRow = z.object({
  id: uuid,
  scene_id: uuid,
  element_id: z.string(),
  type: z.enum(['action', 'character', 'dialogue', 'parenthetical']),
  content: z.nullable(z.string()),
  order_index: z.int(),
  character_name: z.nullable(z.string()),
  audio_asset_id: z.nullable(uuid),
  audio_status: orDefault(z.enum(['none', 'generating', 'generated', 'stale']), 'none'),
  content_hash: z.nullable(z.string()),
  created_at: time,
  updated_at: time,
});

export const timelineRow = z.object({
  id: uuid,
  project_id: uuid,
  name: z.nullable(z.string()),
  duration_seconds: orDefault(z.number(), 300),
  frame_rate: orDefault(z.int(), 30),
  width: orDefault(z.int(), 1920),
  height: orDefault(z.int(), 1080),
  created_at: time,
  updated_at: time,
});

export const trackRow = z.object({
  id: uuid,
  timeline_id: uuid,
  name: z.nullable(z.string()),
  type: z.enum(['video', 'audio']),
  order_index: z.int(),
  muted: flag,
  hidden: flag,
  created_at: time,
});

export const clipRow = z.object({
  id: uuid,
  track_id: uuid,
  asset_id: z.nullable(uuid),
  start_frame: z.int(),
  duration_frames: z.int(),
  offset_frames: orDefault(z.int(), 0),
  name: z.nullable(z.string()),
  volume: orDefault(z.number(), 1),
  opacity: orDefault(z.number(), 1),
  created_at: time,
  updated_at: time,
});

export const assetRow = z.object({
  id: uuid,
  project_id: uuid,
  name: z.nullable(z.string()),
  file_type: z.enum(['image', 'audio', 'video']),
  /** `{project_id}/{file_type}/{asset_id}/{filename}` below the media root, or the address in Supabase Storage. */
  file_url: z.nullable(z.string()),
  duration_ms: z.nullable(z.int()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  metadata: json,
  created_at: time,
});

export const characterRow = z.object({
  id: uuid,
  project_id: uuid,
  name: z.string(),
  voice_id: z.nullable(z.string()),
  voice_settings: json,
  created_at: time,
});

export const traceRow = z.object({
  id: uuid,
  trace_id: uuid,
  timestamp: time,
  event_type: z.enum(['request_start', 'mutation', 'api_call', 'subscription', 'error']),
  function_name: z.string(),
  arguments: json,
  result: json,
  error: z.nullable(z.string()),
  duration_ms: z.nullable(z.int()),
});

/** Which line a clip speaks, and which of its fields the writer has taken over from the script (DESIGN: timeline ownership). */
export const clipOriginRow = z.object({
  clip_id: uuid,
  element_id: z.string(),
  pinned_start: flag,
  pinned_trim: flag,
  pinned_volume: flag,
});

/** How a clip's sound or picture comes and goes, in frames from its ends. A clip without a row has no fades. */
export const clipFadeRow = z.object({
  clip_id: uuid,
  fade_in_frames: z.int(),
  fade_out_frames: z.int(),
});

/**
 * How the writer has retimed a line of the script on one timeline; a line without a row stands where the script puts it. The id is derived
 * from timeline and element (uuid.ts). `shift_frames`: it and all that follows come so much later (earlier when negative); `lead_frames`: its
 * clip begins so much after its place; `follows_clip`: it takes as long as its clip does, not as its sound; `left_out`: it has no clip, and
 * takes no time when it also follows its clip.
 */
export const lineTimingRow = z.object({
  id: uuid,
  timeline_id: uuid,
  element_id: z.string(),
  shift_frames: z.int(),
  lead_frames: z.int(),
  follows_clip: flag,
  left_out: flag,
});

/** How a track is heard and looks on this machine. `height` in pixels; null: as tall as its kind is. */
export const trackSettingRow = z.object({
  track_id: uuid,
  solo: flag,
  locked: flag,
  height: z.nullable(z.int()),
});

/** A file that a script lives in on this machine. `uri` is the file's URI as text. */
export const scriptFileRow = z.object({ uri: z.string(), script_id: uuid });

/** A folder that a project was made for on this machine. */
export const projectFolderRow = z.object({ uri: z.string(), project_id: uuid });

/** A sound that was asked of a paid voice service; kept in `file_url` (below the media root) once `owner` is null. See migration 4. */
export const voiceRequestRow = z.object({
  id: uuid,
  request_key: z.string(),
  take: z.int(),
  provider: z.string(),
  owner: z.nullable(z.string()),
  asked_at: z.string(),
  voice: z.string(),
  model: z.string(),
  text: z.nullable(z.string()),
  history_id: z.nullable(z.string()),
  file_url: z.nullable(z.string()),
  facts: json,
});
/** The title page of a script in Fountain, with `\n` line ends and none after it; without a row the script has none. */
export const titlePageRow = z.object({ script_id: uuid, content: z.string() });

/**
 * Someone else's change that is in the rows of a script and not yet in its file: `base` is what they said before it, `theirs` after it
 * (null: what they say now). Each is what scriptImage.ts reads. `revision` is another one when more has come.
 */
export const pendingTextRow = z.object({ script_id: uuid, revision: z.string(), base: json, theirs: json });

/** Every table of the library and the schema of its rows. The first ten are the data model's, the others are local. */
export const tables = {
  rewrite_projects: projectRow,
  rewrite_scripts: scriptRow,
  rewrite_scenes: sceneRow,
  rewrite_scene_content: sceneContentRow,
  rewrite_timelines: timelineRow,
  rewrite_tracks: trackRow,
  rewrite_clips: clipRow,
  rewrite_assets: assetRow,
  rewrite_characters: characterRow,
  rewrite_traces: traceRow,
  rewrite_clip_origins: clipOriginRow,
  rewrite_clip_fades: clipFadeRow,
  rewrite_line_timings: lineTimingRow,
  track_settings: trackSettingRow,
  script_files: scriptFileRow,
  project_folders: projectFolderRow,
  voice_requests: voiceRequestRow,
  rewrite_title_pages: titlePageRow,
  pending_texts: pendingTextRow,
} as const;

export type TableName = keyof typeof tables;
export type Row<T extends TableName> = z.infer<(typeof tables)[T]>;

export type ProjectRow = Row<'rewrite_projects'>;
export type ScriptRow = Row<'rewrite_scripts'>;
export type SceneRow = Row<'rewrite_scenes'>;
export type SceneContentRow = Row<'rewrite_scene_content'>;
export type TimelineRow = Row<'rewrite_timelines'>;
export type TrackRow = Row<'rewrite_tracks'>;
export type ClipRow = Row<'rewrite_clips'>;
export type AssetRow = Row<'rewrite_assets'>;
export type CharacterRow = Row<'rewrite_characters'>;
export type TraceRow = Row<'rewrite_traces'>;
export type ClipOriginRow = Row<'rewrite_clip_origins'>;
export type ClipFadeRow = Row<'rewrite_clip_fades'>;
export type LineTimingRow = Row<'rewrite_line_timings'>;
export type TrackSettingRow = Row<'track_settings'>;
export type ScriptFileRow = Row<'script_files'>;
export type ProjectFolderRow = Row<'project_folders'>;
export type VoiceRequestRow = Row<'voice_requests'>;
export type TitlePageRow = Row<'rewrite_title_pages'>;
export type PendingTextRow = Row<'pending_texts'>;
export type AudioStatus = SceneContentRow['audio_status'];
