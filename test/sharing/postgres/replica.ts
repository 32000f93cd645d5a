/** Calls of the sharing functions straight on Postgres, with answers parsed by the contract's schemas. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  type PullAnswer,
  type PushAnswer,
  type PushEntry,
  pullAnswer,
  pushAnswer,
} from '../../../src/extension/sharing/protocol.ts';
import { type Caller, rowsAs } from './callers.ts';

export interface PushOptions {
  readonly seen?: Readonly<Record<string, string>>;
  readonly pushId?: string;
}

/** Pushes entries as the caller. */
export async function push(
  client: pg.Client,
  caller: Caller,
  projectId: string,
  entries: readonly PushEntry[],
  { seen = {}, pushId = randomUUID() }: PushOptions = {},
): Promise<PushAnswer> {
  const changes = { protocol: 1, project_id: projectId, push_id: pushId, seen, entries };
  const [row] = await rowsAs(client, caller, 'select public.rewrite_push($1) as answer', [JSON.stringify(changes)]);
  return pushAnswer.parse(row?.['answer']);
}

/** Pulls one page as the caller. */
export async function pull(
  client: pg.Client,
  caller: Caller,
  projectId: string,
  after = '0',
  page = 5000,
): Promise<PullAnswer> {
  const sql = 'select public.rewrite_pull($1, $2, 1, $3) as answer';
  const [row] = await rowsAs(client, caller, sql, [projectId, after, page]);
  return pullAnswer.parse(row?.['answer']);
}

/** The place after the newest change of a project. */
export async function headOf(owner: pg.Client, projectId: string): Promise<string> {
  const sql = `select seq || '.' || to_hex(stamp) as head from public.rewrite_changes where project_id = $1 order by seq desc limit 1`;
  return (await owner.query(sql, [projectId])).rows[0]?.head ?? '0';
}

/** A project with a script of two lines, an asset, a timeline with a clip and its origin, and a character. */
export function sampleProject(name = 'Fyren') {
  const id = () => randomUUID();
  const ids = {
    project: id(),
    script: id(),
    scene: id(),
    cue: id(),
    line: id(),
    asset: id(),
    timeline: id(),
    track: id(),
    clip: id(),
    character: id(),
    timing: id(),
  };
  const insert = (table: PushEntry['table'], row: Record<string, string | number | boolean | null>): PushEntry => ({
    table,
    kind: 'insert',
    row,
  });
  const scene = { scene_id: ids.scene, character_name: 'TOVE' };
  const entries: PushEntry[] = [
    insert('rewrite_projects', {
      id: ids.project,
      name,
      slug: ids.project,
      current_script_id: ids.script,
      current_timeline_id: ids.timeline,
    }),
    insert('rewrite_scripts', { id: ids.script, project_id: ids.project, title: name }),
    insert('rewrite_scenes', {
      id: ids.scene,
      script_id: ids.script,
      element_id: ids.scene,
      location: 'KÖK',
      order_index: 1024,
    }),
    insert('rewrite_assets', { id: ids.asset, project_id: ids.project, file_type: 'audio' }),
    insert('rewrite_scene_content', {
      ...scene,
      id: ids.cue,
      element_id: ids.cue,
      type: 'character',
      content: 'TOVE',
      order_index: 1024,
    }),
    insert('rewrite_scene_content', {
      ...scene,
      id: ids.line,
      element_id: ids.line,
      type: 'dialogue',
      content: 'Är du där?',
      order_index: 2048,
      audio_asset_id: ids.asset,
      audio_status: 'generated',
    }),
    insert('rewrite_timelines', { id: ids.timeline, project_id: ids.project, name: 'Tidslinje' }),
    insert('rewrite_tracks', { id: ids.track, timeline_id: ids.timeline, name: 'A1', type: 'audio', order_index: 1 }),
    insert('rewrite_clips', {
      id: ids.clip,
      track_id: ids.track,
      asset_id: ids.asset,
      start_frame: 0,
      duration_frames: 30,
    }),
    insert('rewrite_characters', { id: ids.character, project_id: ids.project, name: 'TOVE' }),
    insert('rewrite_clip_origins', { clip_id: ids.clip, element_id: ids.line, pinned_start: true }),
    insert('rewrite_clip_fades', { clip_id: ids.clip, fade_in_frames: 5, fade_out_frames: 10 }),
    insert('rewrite_line_timings', {
      id: ids.timing,
      timeline_id: ids.timeline,
      element_id: ids.line,
      shift_frames: 12,
    }),
    insert('rewrite_title_pages', { script_id: ids.script, content: 'Title: Fyren' }),
  ];
  return { ids, entries };
}
