/** An owner deletes a shared project for everybody: its files, then its rows. Copies on machines stay. */
import type { SupabaseClient } from '@supabase/supabase-js';
import * as z from 'zod/mini';
import { MembersRefused } from './members.ts';
import { storagePath } from './pulledRows.ts';
import { keyOf } from './supabaseMedia.ts';

const bucket = 'rewrite-assets';
const rowsAtOnce = 1_000;
const filesAtOnce = 100;
const assetRows = z.array(z.object({ file_url: z.nullable(z.string()) }));

/** `userId`: who is signed in. Throws {@link MembersRefused}; begun and broken off it can be called again. */
export async function deleteForEverybody(client: SupabaseClient, projectId: string, userId: string): Promise<void> {
  const own = await client.from('rewrite_members').select('role').eq('project_id', projectId).eq('user_id', userId);
  if (own.error) throw refusedBy(own.status);
  if (own.data[0]?.['role'] !== 'owner') throw new MembersRefused('notAllowed');
  // Files before rows: without the project nobody has a right to them any more.
  const keys = await filesOf(client, projectId);
  for (let from = 0; from < keys.length; from += filesAtOnce) {
    const { error } = await client.storage.from(bucket).remove(keys.slice(from, from + filesAtOnce));
    if (error) throw new MembersRefused('failed', { cause: new Error(error.name) });
  }
  const gone = await client.from('rewrite_projects').delete().eq('id', projectId).select('id');
  if (gone.error) throw refusedBy(gone.status);
  if (gone.data.length === 0) throw new MembersRefused('notAllowed');
}

async function filesOf(client: SupabaseClient, projectId: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for (let from = 0; ; from += rowsAtOnce) {
    const query = client.from('rewrite_assets').select('file_url').eq('project_id', projectId).order('id');
    const { data, error, status } = await query.range(from, from + rowsAtOnce - 1);
    if (error) throw refusedBy(status);
    const rows = assetRows.parse(data);
    for (const { file_url } of rows) if (file_url) keys.push(keyOf(storagePath(file_url)));
    if (rows.length < rowsAtOnce) return keys;
  }
}

function refusedBy(status: number): MembersRefused {
  return new MembersRefused(status === 0 ? 'offline' : 'failed', { cause: new Error(String(status)) });
}
