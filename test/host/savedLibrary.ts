/** What the extension has really stored, read by another process: rows straight from SQLite, sound from the media folder. */
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import * as z from 'zod';

const lineRow = z.object({
  element_id: z.string(),
  content: z.string().nullable(),
  character_name: z.string().nullable(),
  audio_status: z.string(),
  audio_asset_id: z.string().nullable(),
});

const assetRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  file_type: z.string(),
  file_url: z.string().nullable(),
  duration_ms: z.number().nullable(),
});

const clipRow = z.object({
  id: z.string(),
  asset_id: z.string().nullable(),
  start_frame: z.number(),
  duration_frames: z.number(),
  element_id: z.string().nullable(),
  track: z.string().nullable(),
});

export type SavedLine = z.infer<typeof lineRow>;
export type SavedAsset = z.infer<typeof assetRow>;
export type SavedClip = z.infer<typeof clipRow>;

/** A library on disk, opened for each question anew and only to read. */
export class SavedLibrary {
  readonly #folder: string;

  /** @param folder the extension's global storage */
  constructor(folder: string) {
    this.#folder = folder;
  }

  get file(): string {
    return path.join(this.#folder, 'library.db');
  }

  /** All rows of a query; none while the library has not been made. */
  query(sql: string, ...values: readonly SQLInputValue[]): readonly unknown[] {
    if (!fs.existsSync(this.file)) return [];
    const database = new DatabaseSync(this.file, { readOnly: true, timeout: 5000 });
    try {
      return database.prepare(sql).all(...values);
    } finally {
      database.close();
    }
  }

  /** The dialogue whose words are `content`, if its row has been written. */
  line(content: string): SavedLine | undefined {
    const rows = this.query("select * from rewrite_scene_content where type = 'dialogue' and content = ?", content);
    return z.array(lineRow).parse(rows)[0];
  }

  asset(id: string | null): SavedAsset | undefined {
    return z.array(assetRow).parse(this.query('select * from rewrite_assets where id = ?', id))[0];
  }

  /** Every clip with the line it speaks, in time. */
  clips(): readonly SavedClip[] {
    const sql = `select c.*, o.element_id, t.name as track from rewrite_clips c join rewrite_tracks t on t.id = c.track_id
      left join rewrite_clip_origins o on o.clip_id = c.id order by c.start_frame`;
    return z.array(clipRow).parse(this.query(sql));
  }

  /** Where an asset's file lies. */
  mediaFile({ file_url }: SavedAsset): string {
    return path.join(this.#folder, 'media', file_url ?? '');
  }

  /** SQLite's own check of the whole file and of all foreign keys; empty when all is well. */
  problems(): readonly unknown[] {
    const check = this.query('pragma integrity_check').filter(
      (row) => JSON.stringify(row) !== '{"integrity_check":"ok"}',
    );
    return [...check, ...this.query('pragma foreign_key_check')];
  }
}
