import { isProcessAlive } from './processes.ts';
import type { Connection } from './sqliteConnection.ts';

/** A line that has been in the making for so long, in minutes, belongs to no living job, whoever began it. */
const longestJobMinutes = 10;

/**
 * Enters a window in the list of those that have the library open, and frees lines from voice jobs that died with theirs: a line that is
 * `generating` goes back to what its audio says when no other window is alive, or when it has been so for ten minutes. A job that lives
 * all the same loses nothing: it writes the line's status when it ends.
 */
export function enterWindow(connection: Connection, windowId: string, pid: number): void {
  connection.transaction(() => {
    const others = connection.all('select id, pid from open_windows');
    const alive = others.filter((other) => isProcessAlive(Number(other['pid'])));
    for (const gone of others.filter((other) => !alive.includes(other)))
      connection.run('delete from open_windows where id = ?', String(gone['id']));
    connection.run('insert into open_windows (id, pid) values (?, ?)', windowId, pid);
    freeLines(connection, alive.length > 0 ? longestJobMinutes : 0);
  });
}

/** Takes a window off the list. */
export function leaveWindow(connection: Connection, windowId: string): void {
  connection.run('delete from open_windows where id = ?', windowId);
}

function freeLines(connection: Connection, olderThanMinutes: number): void {
  connection.run(
    `update rewrite_scene_content set
      audio_status = case
        when audio_asset_id is null then 'none'
        when (select json_extract(metadata, '$.content_hash') from rewrite_assets where id = audio_asset_id) <> content_hash then 'stale'
        else 'generated' end,
      updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    where audio_status = 'generating' and updated_at <= strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)`,
    `-${olderThanMinutes} minutes`,
  );
}
