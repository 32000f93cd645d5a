import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'mocha';
import { type PushEntry, sharedTables } from '../../../src/extension/sharing/protocol.ts';
import { rowsAs } from '../postgres/callers.ts';
import { describeOnPostgres } from '../postgres/eachPostgres.ts';
import { headOf, pull, push } from '../postgres/replica.ts';
import { attempt, makeScene, type SecurityScene } from './scene.ts';

/** Texts that have broken out of quotes, formats, JSON, arrays or comments somewhere. */
const hostile: readonly string[] = [
  `'; drop table public.rewrite_projects; --`,
  `' or '1'='1`,
  `"; delete from public.rewrite_scenes; --`,
  `$$; select pg_sleep(10); $$`,
  `%I %L %s %1$I`,
  `$1::uuid`,
  `\\'; --`,
  `E'\\x00'`,
  `{"$ref": "#"}`,
  `"},{"table":"rewrite_projects","kind":"delete"`,
  `{a,b,NULL}`,
  `/* */ -- \n\r\t`,
  `<script>alert(1)</script><img src=x onerror=alert(1)>`,
  `\${process.exit()}`,
  `../../../etc/passwd`,
  `ÅÄÖ åäö 🎬 \u202Egnp.exe e\u0301`,
];

const patchable: Readonly<Record<string, readonly string[]>> = {
  rewrite_projects: ['name', 'slug'],
  rewrite_scripts: ['title'],
  rewrite_scenes: ['element_id', 'scene_number', 'location', 'time_of_day'],
  rewrite_assets: ['name', 'file_url'],
  rewrite_scene_content: ['element_id', 'content', 'character_name', 'content_hash'],
  rewrite_timelines: ['name'],
  rewrite_tracks: ['name'],
  rewrite_clips: ['name'],
  rewrite_characters: ['name', 'voice_id'],
  rewrite_clip_origins: ['element_id'],
  rewrite_clip_fades: [],
  rewrite_line_timings: ['element_id'],
  rewrite_title_pages: ['content'],
};

describeOnPostgres('hostile text', ({ client }) => {
  let scene: SecurityScene;
  before(async () => {
    scene = await makeScene(client());
  });

  const row = (table: string): string => {
    const { ids } = scene;
    const byTable: Readonly<Record<string, string>> = {
      rewrite_projects: ids.project,
      rewrite_scripts: ids.script,
      rewrite_scenes: ids.scene,
      rewrite_assets: ids.asset,
      rewrite_scene_content: ids.line,
      rewrite_timelines: ids.timeline,
      rewrite_tracks: ids.track,
      rewrite_clips: ids.clip,
      rewrite_characters: ids.character,
      rewrite_clip_origins: ids.clip,
      rewrite_clip_fades: ids.clip,
      rewrite_line_timings: ids.timing,
      rewrite_title_pages: ids.script,
    };
    return byTable[table] ?? '';
  };

  async function pushNow(entries: readonly PushEntry[]) {
    const cursor = await headOf(client(), scene.ids.project);
    return push(client(), scene.people.editor, scene.ids.project, entries, { seen: { [scene.ids.script]: cursor } });
  }

  it('is tried in every column of text that has no fixed values', async () => {
    const sql = `select table_name, column_name from information_schema.columns c where table_schema = 'public' and data_type = 'text'
      and table_name = any ($1) and not exists (select from pg_constraint k where k.contype = 'c'
        and k.conrelid = ('public.' || c.table_name)::regclass and k.conkey = array[c.ordinal_position::smallint])`;
    const { rows } = await client().query(sql, [sharedTables]);
    const tried = Object.entries(patchable).flatMap(([table, columns]) =>
      columns.map((column) => `${table}.${column}`),
    );
    assert.deepEqual(rows.map((each) => `${each.table_name}.${each.column_name}`).sort(), tried.sort());
  });

  for (const table of sharedTables) {
    it(`stays text in every text column of ${table}`, async () => {
      const key = table.startsWith('rewrite_clip_') ? 'clip_id' : table === 'rewrite_title_pages' ? 'script_id' : 'id';
      for (const column of patchable[table] ?? []) {
        for (const text of hostile) {
          const answer = await pushNow([{ table, kind: 'update', id: row(table), patch: { [column]: text } }]);
          assert.deepEqual(answer.status === 'applied' && answer.refused, [], `${column}: ${text}`);
          const sql = `select ${column} as found from public.${table} where ${key} = $1`;
          assert.equal((await client().query(sql, [row(table)])).rows[0].found, text);
        }
      }
      const { rows } = await pull(client(), scene.people.viewer, scene.ids.project);
      assert.ok(Object.keys(rows).length >= 9);
    });
  }

  it('stays a value in columns of JSON', async () => {
    for (const value of [...hostile, { __proto__: null, constructor: { prototype: 1 } }, [[[{ a: hostile }]]]]) {
      const answer = await pushNow([
        { table: 'rewrite_assets', kind: 'update', id: scene.ids.asset, patch: { metadata: value as never } },
      ]);
      assert.deepEqual(answer.status === 'applied' && answer.refused, []);
      const { rows } = await pull(client(), scene.people.viewer, scene.ids.project);
      assert.deepEqual(rows.rewrite_assets?.[0]?.metadata, JSON.parse(JSON.stringify(value)));
    }
  });

  it('is refused as the name of a table, a column, a kind or an id', async () => {
    for (const text of [
      ...hostile,
      'rewrite_members',
      'rewrite_changes',
      'rewrite_traces',
      'pg_authid',
      'auth.users',
      '__proto__',
    ]) {
      for (const entry of [
        { table: text, kind: 'update', id: scene.ids.line, patch: { content: 'x' } },
        { table: text, kind: 'delete', id: scene.ids.line },
        { table: 'rewrite_scene_content', kind: text, id: scene.ids.line, patch: { content: 'x' } },
        { table: 'rewrite_scene_content', kind: 'update', id: text, patch: { content: 'x' } },
        { table: 'rewrite_scene_content', kind: 'update', id: scene.ids.line, patch: { [text]: 'x' } },
        { table: 'rewrite_scene_content', kind: 'insert', row: { id: randomUUID(), [text]: 'x' } },
        { table: 'rewrite_tracks', kind: 'update', id: scene.ids.track, patch: { order_index: text } },
        { table: 'rewrite_scene_content', kind: 'update', id: scene.ids.line, patch: text },
      ]) {
        const answer = await pushNow([entry as unknown as PushEntry]);
        const refused = answer.status === 'applied' ? answer.refused : [];
        assert.equal(refused.length, 1, JSON.stringify(entry));
        assert.equal(refused[0]?.reason, 'invalid', JSON.stringify(entry));
      }
    }
  });

  it('is refused in the arguments of the functions', async () => {
    const { owner } = scene.people;
    for (const text of hostile) {
      for (const changes of [
        text,
        [text],
        { protocol: 1, project_id: text, push_id: text, entries: [] },
        { protocol: text },
      ]) {
        const came = await attempt(client(), owner, 'select public.rewrite_push($1)', [JSON.stringify(changes)]);
        assert.equal(typeof came, 'string', JSON.stringify(changes));
      }
      assert.equal(
        typeof (await attempt(client(), owner, 'select public.rewrite_pull($1, $2)', [scene.ids.project, text])),
        'string',
      );
      const invited = await attempt(client(), owner, 'select public.rewrite_invite($1, $2, $3)', [
        scene.ids.project,
        'a@b.se',
        text,
      ]);
      assert.equal(invited, '23514');
    }
    for (const email of ['', 'a', 'a b@c', '@', `${'x'.repeat(400)}@example.se`])
      assert.equal(
        await attempt(client(), owner, 'select public.rewrite_invite($1, $2, $3)', [
          scene.ids.project,
          email,
          'viewer',
        ]),
        '23514',
      );
  });

  it('in the name of a file reaches no other folder', async () => {
    const { ids, ownersOther, people } = scene;
    const insert = `insert into storage.objects (bucket_id, name) values ('rewrite-assets', $1)`;
    const free = randomUUID();
    assert.equal(await attempt(client(), people.editor, insert, [`${ids.project}/audio/${free}/tagning 1.mp3`]), 1);
    for (const name of [
      `${ownersOther.project}/audio/${free}/x.mp3`,
      `${ids.project}/../${ownersOther.project}/audio/${free}/x.mp3`,
      `${ids.project}/audio/${free}/../x.mp3`,
      `${ids.project}/audio/${free}/..`,
      `${ids.project}/audio/${free}/.`,
      `${ids.project}/audio/${free}/.hidden`,
      `${ids.project}/audio/${free}/`,
      `${ids.project}/audio/${free}`,
      `${ids.project}/audio/${free}/a/b.mp3`,
      `${ids.project}/audio/${free}/a\\..\\b.mp3`,
      `${ids.project}/audio/${free}/a\u0001b.mp3`,
      `${ids.project}/audio/${free}/a\nb.mp3`,
      `${ids.project}/audio/${free}/${'x'.repeat(300)}`,
      `${ids.project}/text/${free}/x.txt`,
      `${ids.project}/audio/nothing/x.mp3`,
      `${ids.project.toUpperCase()}/audio/${free}/x.mp3`,
      `/${ids.project}/audio/${free}/x.mp3`,
      ` ${ids.project}/audio/${free}/x.mp3`,
      `${ids.project}//audio/${free}/x.mp3`,
      // The asset of another project.
      `${ids.project}/audio/${ownersOther.asset}/x.mp3`,
    ])
      assert.equal(await attempt(client(), people.editor, insert, [name]), '42501', JSON.stringify(name));
    const elsewhere = `insert into storage.objects (bucket_id, name) values ('other', $1)`;
    await client().query(`insert into storage.buckets (id, name) values ('other', 'other') on conflict do nothing`);
    assert.equal(await attempt(client(), people.editor, elsewhere, [`${ids.project}/audio/${free}/x.mp3`]), '42501');
    const rename = `update storage.objects set name = $1 where name = $2`;
    assert.equal(
      await attempt(client(), people.owner, rename, [`${ids.project}/audio/${free}/y.mp3`, scene.mediaName]),
      0,
    );
  });

  it('leaves every table as it was', async () => {
    const rows = await rowsAs(
      client(),
      scene.people.owner,
      'select count(*)::int as count from public.rewrite_projects',
    );
    assert.equal(rows[0]?.['count'], 2);
  });
});
