/** What is not as it should be when nothing is left to say: machines and server must be equal, with no file too many or too few. */
import { existsSync, readFileSync } from 'node:fs';
import { type ReplicatedTable, type RowValues, replicatedTables } from '../../../src/extension/library/replicaStore.ts';
import { sameValue } from '../../../src/extension/sharing/rowPatch.ts';
import type { Replica } from './replica.ts';
import type { ServerModel } from './serverModel.ts';

/** A sentence for each difference; none when all is well. The machines rest. */
export function differences(replicas: readonly Replica[], model: ServerModel): readonly string[] {
  return [...replicas.flatMap((replica) => ofOne(replica, model)), ...ofMedia(replicas, model)];
}

function ofOne(replica: Replica, model: ServerModel): readonly string[] {
  const { name, store, projectId } = replica;
  const problems: string[] = [];
  const { kind } = replica.replicator?.state ?? {};
  const waiting = store.waitingCount(projectId);
  if (waiting > 0) problems.push(`${name} still has ${waiting} rows to send (${kind})`);
  const transfers = store.transfers(projectId);
  if (transfers.length > 0) problems.push(`${name} still moves ${JSON.stringify(transfers[0])}`);
  for (const table of replicatedTables) problems.push(...ofTable(replica, model, table));
  return [...problems, ...ofDocument(replica)];
}

function ofTable(replica: Replica, model: ServerModel, table: ReplicatedTable): readonly string[] {
  const { name } = replica;
  const problems: string[] = [];
  const there = byKey(model.rows(table));
  const here = byKey(rowsOf(replica, table));
  for (const [key, row] of there) {
    const own = here.get(key);
    const column =
      own && Object.keys(own).find((each) => !isTime(each) && !sameValue(own[each], row[each] ?? own[each]));
    if (!own) problems.push(`${name} lacks ${table} ${key}`);
    else if (column)
      problems.push(`${name} has ${table}.${column} = ${String(own[column])}, the server ${String(row[column])}`);
  }
  for (const key of here.keys()) if (!there.has(key)) problems.push(`the server lacks ${table} ${key} of ${name}`);
  return problems;
}

function ofDocument(replica: Replica): readonly string[] {
  const problems: string[] = [];
  const before = JSON.stringify(replica.document);
  replica.read();
  if (JSON.stringify(replica.document) !== before) problems.push(`${replica.name}'s text is not what its rows say`);
  const ids = replica.document.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) problems.push(`${replica.name} has an element twice`);
  return problems;
}

function ofMedia(replicas: readonly Replica[], model: ServerModel): readonly string[] {
  const problems: string[] = [];
  const paths = new Set(model.rows('rewrite_assets').map((row) => String(row['file_url'])));
  for (const path of model.media.keys()) if (!paths.has(path)) problems.push(`${path} is an orphan`);
  for (const path of paths) {
    const bytes = model.media.get(path);
    if (!bytes) problems.push(`${path} was never sent`);
    for (const { name, media } of replicas) {
      const file = media.resolve(path);
      const isSame = bytes && existsSync(file) && Buffer.compare(readFileSync(file), bytes) === 0;
      if (!isSame) problems.push(`${name} lacks the file ${path}`);
    }
  }
  return problems;
}

const isTime = (column: string) => column === 'created_at' || column === 'updated_at';

function byKey(rows: readonly RowValues[]): Map<string, RowValues> {
  return new Map(rows.map((row) => [String(row['id'] ?? row['clip_id'] ?? row['script_id']), row]));
}

function rowsOf(replica: Replica, table: ReplicatedTable): readonly RowValues[] {
  const { library, projectId } = replica;
  const scripts = library.scripts(projectId);
  const timelines = library.timelines(projectId);
  switch (table) {
    case 'rewrite_projects':
      return [library.project(projectId)].filter((row) => row !== undefined);
    case 'rewrite_scripts':
      return scripts;
    case 'rewrite_scenes':
      return scripts.flatMap(({ id }) => library.scenes(id));
    case 'rewrite_scene_content':
      return scripts.flatMap(({ id }) => library.content(id));
    case 'rewrite_timelines':
      return timelines;
    case 'rewrite_tracks':
      return timelines.flatMap(({ id }) => library.tracks(id));
    case 'rewrite_clips':
      return timelines.flatMap(({ id }) => library.clips(id));
    case 'rewrite_assets':
      return library.assets(projectId);
    case 'rewrite_characters':
      return library.characters(projectId);
    case 'rewrite_clip_origins':
      return timelines.flatMap(({ id }) => library.clipOrigins(id));
    default:
      return [];
  }
}
