import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'mocha';
import { sharedTables } from '../../../src/extension/sharing/protocol.ts';
import { rowsAs } from '../postgres/callers.ts';
import { describeOnPostgres } from '../postgres/eachPostgres.ts';
import { headOf, push } from '../postgres/replica.ts';
import { attempt, makeScene, type SecurityScene } from './scene.ts';

type Ids = SecurityScene['ids'];

/** Columns that hold an id, and which id of another project would fit into each. */
const idColumns: Readonly<Record<string, Readonly<Record<string, (other: Ids) => string>>>> = {
  rewrite_projects: {
    id: ({ project }) => project,
    current_script_id: ({ script }) => script,
    current_timeline_id: ({ timeline }) => timeline,
  },
  rewrite_scripts: { id: ({ script }) => script, project_id: ({ project }) => project },
  rewrite_scenes: { id: ({ scene }) => scene, script_id: ({ script }) => script, element_id: ({ scene }) => scene },
  rewrite_assets: { id: ({ asset }) => asset, project_id: ({ project }) => project },
  rewrite_scene_content: {
    id: ({ line }) => line,
    scene_id: ({ scene }) => scene,
    element_id: ({ line }) => line,
    audio_asset_id: ({ asset }) => asset,
  },
  rewrite_timelines: { id: ({ timeline }) => timeline, project_id: ({ project }) => project },
  rewrite_tracks: { id: ({ track }) => track, timeline_id: ({ timeline }) => timeline },
  rewrite_clips: { id: ({ clip }) => clip, track_id: ({ track }) => track, asset_id: ({ asset }) => asset },
  rewrite_characters: { id: ({ character }) => character, project_id: ({ project }) => project },
  rewrite_clip_origins: { clip_id: ({ clip }) => clip, element_id: ({ line }) => line },
  rewrite_clip_fades: { clip_id: ({ clip }) => clip },
  rewrite_line_timings: {
    id: ({ timing }) => timing,
    timeline_id: ({ timeline }) => timeline,
    element_id: ({ line }) => line,
  },
  rewrite_title_pages: { script_id: ({ script }) => script },
};

const ownRow: Readonly<Record<string, (ids: Ids) => string>> = {
  rewrite_projects: ({ project }) => project,
  rewrite_scripts: ({ script }) => script,
  rewrite_scenes: ({ scene }) => scene,
  rewrite_assets: ({ asset }) => asset,
  rewrite_scene_content: ({ line }) => line,
  rewrite_timelines: ({ timeline }) => timeline,
  rewrite_tracks: ({ track }) => track,
  rewrite_clips: ({ clip }) => clip,
  rewrite_characters: ({ character }) => character,
  rewrite_clip_origins: ({ clip }) => clip,
  rewrite_clip_fades: ({ clip }) => clip,
  rewrite_line_timings: ({ timing }) => timing,
  rewrite_title_pages: ({ script }) => script,
};

const keyOf = (table: string) =>
  table.startsWith('rewrite_clip_') ? 'clip_id' : table === 'rewrite_title_pages' ? 'script_id' : 'id';

/** The columns that a new row needs, in the editor's own project. */
function leastRow(table: string, ids: Ids): Record<string, string | number> {
  const id = randomUUID();
  switch (table) {
    case 'rewrite_projects':
      return { id, name: 'x', slug: id };
    case 'rewrite_scripts':
    case 'rewrite_timelines':
      return { id, project_id: ids.project };
    case 'rewrite_scenes':
      return { id, script_id: ids.script, element_id: id, order_index: 1 };
    case 'rewrite_assets':
      return { id, project_id: ids.project, file_type: 'audio' };
    case 'rewrite_scene_content':
      return { id, scene_id: ids.scene, element_id: id, type: 'action', order_index: 1 };
    case 'rewrite_tracks':
      return { id, timeline_id: ids.timeline, type: 'audio', order_index: 1 };
    case 'rewrite_clips':
      return { id, track_id: ids.track, start_frame: 0, duration_frames: 1 };
    case 'rewrite_characters':
      return { id, project_id: ids.project, name: id };
    case 'rewrite_clip_fades':
      return { clip_id: ids.clip };
    case 'rewrite_line_timings':
      return { id, timeline_id: ids.timeline, element_id: id };
    case 'rewrite_title_pages':
      return { script_id: ids.script, content: 'x' };
    default:
      return { clip_id: ids.clip, element_id: ids.cue };
  }
}

describeOnPostgres('an editor cannot leave the project', ({ client }) => {
  let scene: SecurityScene;
  before(async () => {
    scene = await makeScene(client());
    // An origin of its own can be added where there is none.
    await client().query('delete from public.rewrite_clip_origins where clip_id = $1', [scene.ids.clip]);
    await client().query('delete from public.rewrite_clip_fades where clip_id = $1', [scene.ids.clip]);
    await client().query('delete from public.rewrite_title_pages where script_id = $1', [scene.ids.script]);
  });

  it('names every column that could hold an id', async () => {
    const sql = `select table_name, column_name from information_schema.columns where table_schema = 'public' and table_name = any ($1)
      and (data_type = 'uuid' or column_name like '%\\_id') and column_name <> 'voice_id' order by 1, 2`;
    const { rows } = await client().query(sql, [sharedTables]);
    const named = Object.entries(idColumns).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    );
    assert.deepEqual(rows.map((row) => `${row.table_name}.${row.column_name}`).sort(), named.sort());
  });

  for (const [table, columns] of Object.entries(idColumns)) {
    for (const [column, pick] of Object.entries(columns)) {
      for (const which of ['of a stranger', 'of another project of their own'] as const) {
        const other = () => (which === 'of a stranger' ? scene.ownersOther : scene.editorsOther);

        it(`by the id ${which} in ${table}.${column}, straight in the table`, async () => {
          const editor = scene.people.editor;
          const isKey = column === keyOf(table);
          const update = `update public.${table} set ${column} = $1 where ${keyOf(table)} = $2`;
          const changed = await attempt(client(), editor, update, [pick(other()), ownRow[table]?.(scene.ids)]);
          assert.ok(typeof changed === 'string' || changed === 0, `update: ${changed}`);
          const row = { ...leastRow(table, scene.ids), [column]: pick(other()) };
          // A new row of the editor's own project is allowed there, in whatever table.
          const isOwn =
            which !== 'of a stranger' &&
            !isKey &&
            ['project_id', 'script_id', 'scene_id', 'timeline_id', 'track_id'].includes(column);
          const names = Object.keys(row);
          const insert = `insert into public.${table} (${names.join(', ')}) values (${names.map((_, index) => `$${index + 1}`).join(', ')})`;
          const added = await attempt(client(), editor, insert, Object.values(row));
          if (isOwn) assert.equal(added, 1);
          else assert.equal(typeof added, 'string', `insert: ${added}`);
        });

        it(`by the id ${which} in ${table}.${column}, by pushing`, async () => {
          const editor = scene.people.editor;
          const cursor = await headOf(client(), scene.ids.project);
          const seen = { [scene.ids.script]: cursor };
          const before = await rowsAs(
            client(),
            scene.people.owner,
            `select to_jsonb(t) as row from public.${table} t order by ${keyOf(table)}`,
          );
          const mine = await rowsAs(
            client(),
            editor,
            `select to_jsonb(t) as row from public.${table} t order by ${keyOf(table)}`,
          );
          const named = table as (typeof sharedTables)[number];
          const answer = await push(
            client(),
            editor,
            scene.ids.project,
            [
              {
                table: named,
                kind: 'update',
                id: ownRow[table]?.(scene.ids) ?? '',
                patch: { [column]: pick(other()) },
              },
              { table: named, kind: 'insert', row: { ...leastRow(table, scene.ids), [column]: pick(other()) } },
              { table: named, kind: 'update', id: ownRow[table]?.(other()) ?? '', patch: { [column]: randomUUID() } },
            ],
            { seen },
          );
          assert.equal(answer.status, 'applied');
          const refused = answer.status === 'applied' ? answer.refused.map(({ index }) => index) : [];
          // A clip's id is its origin's: the clip has none yet, and one of another project's clip is no row of this editor's.
          assert.deepEqual(refused, [0, 1, 2]);
          const after = await rowsAs(
            client(),
            scene.people.owner,
            `select to_jsonb(t) as row from public.${table} t order by ${keyOf(table)}`,
          );
          assert.deepEqual(after, before);
          const mineAfter = await rowsAs(
            client(),
            editor,
            `select to_jsonb(t) as row from public.${table} t order by ${keyOf(table)}`,
          );
          assert.deepEqual(mineAfter, mine);
        });
      }
    }
  }

  it('by deleting rows of another project, or by a push under the name of this one', async () => {
    for (const table of sharedTables) {
      const id = ownRow[table]?.(scene.ownersOther) ?? '';
      assert.equal(
        await attempt(client(), scene.people.editor, `delete from public.${table} where ${keyOf(table)} = $1`, [id]),
        0,
      );
      const own = ownRow[table]?.(scene.editorsOther) ?? '';
      const answer = await push(client(), scene.people.editor, scene.ids.project, [{ table, kind: 'delete', id: own }]);
      const isRefused = answer.status === 'applied' && answer.refused.length === 1;
      assert.ok(isRefused || answer.status === 'behind', `${table}: ${JSON.stringify(answer)}`);
      const left = await rowsAs(
        client(),
        scene.people.editor,
        `select 1 from public.${table} where ${keyOf(table)} = $1`,
        [own],
      );
      assert.equal(left.length, 1, table);
    }
  });

  it('by a forged project in a push that begins with making it', async () => {
    const entries = [
      {
        table: 'rewrite_projects' as const,
        kind: 'insert' as const,
        row: { id: scene.ownersOther.project, name: 'x', slug: randomUUID() },
      },
    ];
    await assert.rejects(push(client(), scene.people.editor, scene.ownersOther.project, entries), { code: '42501' });
  });
});
