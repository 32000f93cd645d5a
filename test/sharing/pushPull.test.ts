import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'mocha';
import type { PushEntry } from '../../src/extension/sharing/protocol.ts';
import { until } from '../host/until.ts';
import { addUser, type Caller, rowsAs } from './postgres/callers.ts';
import { describeOnPostgres } from './postgres/eachPostgres.ts';
import { pull, push, sampleProject } from './postgres/replica.ts';

const update = (table: PushEntry['table'], id: string, patch: Record<string, string | number | null>): PushEntry => ({
  table,
  kind: 'update',
  id,
  patch,
});
const remove = (table: PushEntry['table'], id: string): PushEntry => ({ table, kind: 'delete', id });

const rowKey = (row: object) => Object.entries(row).find(([column]) => /^(?:id|clip_id|script_id)$/.test(column))?.[1];

describeOnPostgres('pushing and pulling', ({ client, database }) => {
  let owner: Caller;
  before(async () => {
    owner = await addUser(client(), 'astrid@example.se');
  });

  async function shared() {
    const { ids, entries } = sampleProject();
    const answer = await push(client(), owner, ids.project, entries);
    assert.equal(answer.status, 'applied');
    assert.deepEqual(answer.status === 'applied' && answer.refused, []);
    return { ids, entries, cursor: answer.cursor, seen: { [ids.script]: answer.cursor } };
  }

  it('gives back every row of every table that was pushed', async () => {
    const { ids, entries } = await shared();
    const { rows, deleted, role, more } = await pull(client(), owner, ids.project);
    for (const entry of entries) {
      assert.equal(entry.kind, 'insert');
      const found = rows[entry.table]?.find((row) => rowKey(row) === rowKey(entry.row));
      assert.deepEqual({ ...found, ...entry.row }, found, entry.table);
    }
    assert.deepEqual([deleted, role, more], [{}, 'owner', false]);
  });

  it('does a push once, however often it is sent, and answers the same', async () => {
    const { ids } = await shared();
    const pushId = randomUUID();
    const entries = [update('rewrite_characters', ids.character, { name: 'TOVA' })];
    const first = await push(client(), owner, ids.project, entries, { pushId });
    await push(client(), owner, ids.project, [update('rewrite_characters', ids.character, { name: 'TORA' })]);
    const again = await push(client(), owner, ids.project, entries, { pushId });
    assert.deepEqual(again, { ...first, replayed: true });
    const { rows } = await pull(client(), owner, ids.project);
    assert.equal(rows.rewrite_characters?.[0]?.name, 'TORA');
  });

  it('sets exactly the columns of a patch, and the time of the change', async () => {
    const { ids, seen, cursor } = await shared();
    await push(client(), owner, ids.project, [update('rewrite_scene_content', ids.line, { content: 'Nej.' })], {
      seen,
    });
    const { rows } = await pull(client(), owner, ids.project, cursor);
    const [line] = rows.rewrite_scene_content ?? [];
    assert.deepEqual([line?.content, line?.audio_status, line?.audio_asset_id], ['Nej.', 'generated', ids.asset]);
    assert.ok(line && line.updated_at > line.created_at);
    assert.deepEqual(Object.keys(rows), ['rewrite_scene_content']);
  });

  it('refuses words as behind until the newest change of that script was seen', async () => {
    const { ids, seen, cursor } = await shared();
    const edit = [update('rewrite_scene_content', ids.line, { content: 'B' })];
    const before = [update('rewrite_scene_content', ids.line, { content: 'A' })];
    const first = await push(client(), owner, ids.project, before, { seen });
    for (const old of [seen, {}]) {
      const answer = await push(client(), owner, ids.project, edit, { seen: old });
      assert.deepEqual(answer, { protocol: 1, status: 'behind', cursor: first.cursor, scripts: [ids.script] });
    }
    const pulled = await pull(client(), owner, ids.project, cursor);
    const now = { [ids.script]: pulled.cursor };
    assert.equal((await push(client(), owner, ids.project, edit, { seen: now })).status, 'applied');
  });

  it('takes what is no words without having seen the newest words, and the other way round', async () => {
    const { ids, seen } = await shared();
    await push(client(), owner, ids.project, [update('rewrite_scene_content', ids.line, { audio_status: 'stale' })]);
    const words = await push(
      client(),
      owner,
      ids.project,
      [update('rewrite_scenes', ids.scene, { location: 'VIND' })],
      { seen },
    );
    assert.equal(words.status, 'applied');
    const clip = await push(client(), owner, ids.project, [update('rewrite_clips', ids.clip, { start_frame: 12 })]);
    assert.equal(clip.status, 'applied');
  });

  it('lets a push that deletes words of a script be behind too', async () => {
    const { ids, seen } = await shared();
    await push(client(), owner, ids.project, [update('rewrite_scene_content', ids.line, { content: 'A' })], { seen });
    const answer = await push(client(), owner, ids.project, [remove('rewrite_scenes', ids.scene)], { seen });
    assert.equal(answer.status, 'behind');
    assert.equal((await pull(client(), owner, ids.project)).rows.rewrite_scenes?.length, 1);
  });

  it('tells a replica when nobody else wrote between', async () => {
    const { ids, cursor } = await shared();
    const answer = await push(client(), owner, ids.project, [update('rewrite_clips', ids.clip, { start_frame: 1 })]);
    assert.equal(answer.status === 'applied' && answer.before, cursor);
    const next = await pull(client(), owner, ids.project, answer.cursor);
    assert.deepEqual([next.rows, next.deleted, next.cursor], [{}, {}, answer.cursor]);
  });

  it('reports each refused entry and does the others', async () => {
    const { ids, seen } = await shared();
    const other = await shared();
    const clip = { id: randomUUID(), start_frame: 0, duration_frames: 1 };
    const scene = { id: randomUUID(), script_id: ids.script, order_index: 1 };
    const entries: PushEntry[] = [
      update('rewrite_scenes', randomUUID(), { location: 'INGENSTANS' }),
      { table: 'rewrite_clips', kind: 'insert', row: { ...clip, track_id: randomUUID() } },
      { table: 'rewrite_scenes', kind: 'insert', row: { ...scene, element_id: other.ids.scene } },
      update('rewrite_tracks', ids.track, { type: 'smell' }),
      update('rewrite_tracks', ids.track, { colour: 'red' }),
      update('rewrite_clips', ids.clip, { asset_id: other.ids.asset }),
      update('rewrite_projects', ids.project, { slug: other.ids.project }),
      update('rewrite_projects', ids.project, { current_script_id: other.ids.script, name: 'Nytt namn' }),
      update('rewrite_scene_content', ids.line, { content: 'Ja.' }),
      remove('rewrite_tracks', randomUUID()),
    ];
    const answer = await push(client(), owner, ids.project, entries, { seen });
    assert.equal(answer.status, 'applied');
    assert.deepEqual(
      answer.status === 'applied' && answer.refused.map(({ index, reason, constraint }) => [index, reason, constraint]),
      [
        [0, 'gone', null],
        // The rights of a row without a place cannot be told.
        [1, 'forbidden', null],
        [2, 'conflict', 'rewrite_scenes_element_id_key'],
        [3, 'invalid', 'rewrite_tracks_type_check'],
        [4, 'invalid', null],
        [5, 'forbidden', null],
        [6, 'conflict', 'rewrite_projects_slug_key'],
        [7, 'missing', 'rewrite_projects_current_script_id_fkey'],
      ],
    );
    const { rows } = await pull(client(), owner, ids.project);
    assert.deepEqual(
      [rows.rewrite_projects?.[0]?.name, rows.rewrite_projects?.[0]?.current_script_id],
      ['Nytt namn', ids.script],
    );
    assert.ok(rows.rewrite_scene_content?.some(({ content }) => content === 'Ja.'));
  });

  it('takes what is lacking from an insert of a row that is there, and nothing else', async () => {
    const { ids } = await shared();
    const row = { id: ids.character, project_id: ids.project, name: 'TOVA', voice_id: 'sv+f3' };
    const insert: PushEntry = { table: 'rewrite_characters', kind: 'insert', row };
    assert.equal((await push(client(), owner, ids.project, [insert])).status, 'applied');
    const { rows } = await pull(client(), owner, ids.project);
    assert.deepEqual([rows.rewrite_characters?.[0]?.name, rows.rewrite_characters?.[0]?.voice_id], ['TOVE', 'sv+f3']);
  });

  it('tells of deleted rows and of all that went with them', async () => {
    const { ids, seen, cursor } = await shared();
    await push(
      client(),
      owner,
      ids.project,
      [remove('rewrite_scripts', ids.script), remove('rewrite_assets', ids.asset)],
      { seen },
    );
    const { rows, deleted } = await pull(client(), owner, ids.project, cursor);
    assert.deepEqual(deleted.rewrite_scene_content?.sort(), [ids.cue, ids.line].sort());
    assert.deepEqual(
      [deleted.rewrite_scripts, deleted.rewrite_scenes, deleted.rewrite_assets],
      [[ids.script], [ids.scene], [ids.asset]],
    );
    assert.equal(rows.rewrite_projects?.[0]?.current_script_id, null);
    assert.equal(rows.rewrite_clips?.[0]?.asset_id, null);
  });

  it('gives the same in many pages as in one', async () => {
    const { ids } = await shared();
    const whole = await pull(client(), owner, ids.project);
    const tables = new Map<string, unknown[]>();
    let after = '0';
    for (let more = true; more; ) {
      const page = await pull(client(), owner, ids.project, after, 3);
      for (const [table, rows] of Object.entries(page.rows)) tables.set(table, [...(tables.get(table) ?? []), ...rows]);
      ({ cursor: after, more } = page);
    }
    const byText = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
    for (const [table, rows] of Object.entries(whole.rows))
      assert.deepEqual(byText(tables.get(table) ?? []), byText(rows), table);
    assert.equal(after, whole.cursor);
  });

  it('starts over for a cursor that it never gave, and refuses text that is none', async () => {
    const { ids, cursor } = await shared();
    const [place = '', stamp = ''] = cursor.split('.');
    const wrongStamp = `${place}.${stamp === '1' ? '2' : '1'}`;
    for (const unknown of [wrongStamp, `${Number(place) + 1}.${stamp}`]) {
      const answer = await pull(client(), owner, ids.project, unknown);
      assert.deepEqual([answer.rewound, answer.rows.rewrite_scenes?.length], [true, 1]);
      const refused = await push(client(), owner, ids.project, [], { seen: { [ids.script]: unknown } });
      assert.equal(refused.status, 'rewound');
    }
    for (const wrong of ["1' or '1'='1", '-1', '1', '9'.repeat(30)])
      await assert.rejects(pull(client(), owner, ids.project, wrong), { code: '22023' });
  });

  it('numbers changes in the order of their commits: the second writer of a project waits for the first', async () => {
    const { ids, cursor } = await shared();
    const first = await database().connect();
    const second = await database().connect();
    await first.query('begin');
    await first.query('update public.rewrite_clips set start_frame = 1 where id = $1', [ids.clip]);
    const waiting = push(second, owner, ids.project, [update('rewrite_tracks', ids.track, { name: 'A2' })]);
    await until('the second writer to wait', async () => {
      const { rows } = await client().query("select 1 from pg_locks where locktype = 'advisory' and not granted");
      return rows.length > 0;
    });
    const meanwhile = await pull(client(), owner, ids.project, cursor);
    assert.deepEqual([meanwhile.rows, meanwhile.cursor], [{}, cursor]);
    await first.query('commit');
    assert.equal((await waiting).status, 'applied');
    const { rows } = await client().query(
      'select table_name from public.rewrite_changes where project_id = $1 order by seq desc limit 2',
      [ids.project],
    );
    assert.deepEqual(
      rows.map(({ table_name }) => table_name),
      ['rewrite_tracks', 'rewrite_clips'],
    );
    await Promise.all([first.end(), second.end()]);
  });

  it('lets writers of two projects go on side by side', async () => {
    const one = await shared();
    const two = await shared();
    const first = await database().connect();
    await first.query('begin');
    await first.query('update public.rewrite_clips set start_frame = 1 where id = $1', [one.ids.clip]);
    const answer = await push(client(), owner, two.ids.project, [
      update('rewrite_clips', two.ids.clip, { start_frame: 2 }),
    ]);
    assert.equal(answer.status, 'applied');
    await first.query('rollback');
    await first.end();
  });

  it('logs what other clients write straight into the tables', async () => {
    const { ids, cursor } = await shared();
    await rowsAs(client(), owner, 'update public.rewrite_characters set voice_id = $1 where id = $2', [
      'x',
      ids.character,
    ]);
    const { rows } = await pull(client(), owner, ids.project, cursor);
    assert.equal(rows.rewrite_characters?.[0]?.voice_id, 'x');
  });

  it('tells former members of a project that was deleted, and nobody can make it again', async () => {
    const { ids, entries, seen } = await shared();
    assert.equal(
      (await push(client(), owner, ids.project, [remove('rewrite_projects', ids.project)], { seen })).status,
      'applied',
    );
    await assert.rejects(pull(client(), owner, ids.project), { code: 'PT410', detail: 'deleted' });
    await assert.rejects(push(client(), owner, ids.project, entries), { code: 'PT410' });
    const stranger = await addUser(client(), `${randomUUID()}@example.se`);
    await assert.rejects(pull(client(), stranger, ids.project), { code: '42501', detail: 'stranger' });
    await assert.rejects(push(client(), stranger, ids.project, entries), { code: '42501', detail: 'stranger' });
    const left = await client().query(
      'select count(*)::int as count from public.rewrite_changes where project_id = $1',
      [ids.project],
    );
    assert.equal(left.rows[0].count, 0);
  });

  it('tells who has to be updated when the versions differ', async () => {
    const { ids } = await shared();
    const call = (protocol: number) =>
      rowsAs(client(), owner, 'select public.rewrite_pull($1, $2, $3)', [ids.project, '0', protocol]);
    await assert.rejects(call(0), { code: 'PT426', detail: 'client' });
    await assert.rejects(call(2), { code: 'PT501', detail: 'server' });
  });

  it('refuses a push of more than 5000 entries', async () => {
    const { ids } = await shared();
    const entries = Array.from({ length: 5001 }, () => remove('rewrite_clips', ids.clip));
    await assert.rejects(push(client(), owner, ids.project, entries), { code: 'PT413' });
  });

  it('takes the 4,000 lines of a long script in one push', async () => {
    const { ids, seen } = await shared();
    const entries = Array.from({ length: 4000 }, (_, index): PushEntry => {
      const row = {
        id: randomUUID(),
        scene_id: ids.scene,
        element_id: randomUUID(),
        type: 'action',
        content: `Rad ${index}`,
        order_index: index,
      };
      return { table: 'rewrite_scene_content', kind: 'insert', row };
    });
    assert.equal((await push(client(), owner, ids.project, entries, { seen })).status, 'applied');
    assert.equal((await pull(client(), owner, ids.project)).rows.rewrite_scene_content?.length, 4002);
  });

  it('prunes overtaken changes after 90 days, and cursors from before go on', async () => {
    const { ids, cursor } = await shared();
    const rename = (name: string) =>
      push(client(), owner, ids.project, [update('rewrite_characters', ids.character, { name })]);
    const old = await rename('A');
    await client().query(
      `update public.rewrite_changes set changed_at = now() - interval '91 days' where project_id = $1`,
      [ids.project],
    );
    await client().query(
      `insert into public.rewrite_changes (project_id, seq, table_name, row_id, is_delete)
      select $1, n, 'rewrite_characters', $2, false from generate_series(16, 999) n`,
      [ids.project, ids.character],
    );
    await rename('B');
    const { rows } = await client().query(
      'select seq from public.rewrite_changes where project_id = $1 and row_id = $2 order by seq limit 1',
      [ids.project, ids.character],
    );
    assert.equal(rows[0].seq, '16');
    for (const after of [cursor, old.cursor]) {
      const answer = await pull(client(), owner, ids.project, after);
      assert.deepEqual([answer.rewound, answer.rows.rewrite_characters?.[0]?.name], [false, 'B']);
    }
    const all = await pull(client(), owner, ids.project);
    assert.deepEqual([all.rows.rewrite_scene_content?.length, all.rows.rewrite_clip_origins?.length], [2, 1]);
  });

  it('takes traces once, from those who write, and never gives them', async () => {
    const { ids } = await shared();
    const traces = [
      {
        id: randomUUID(),
        trace_id: randomUUID(),
        event_type: 'api_call',
        function_name: 'speak',
        arguments: { seconds: 2 },
      },
    ];
    const send = () =>
      rowsAs(client(), owner, 'select public.rewrite_push_traces($1, $2) as added', [
        ids.project,
        JSON.stringify(traces),
      ]);
    assert.deepEqual(await send(), [{ added: 1 }]);
    assert.deepEqual(await send(), [{ added: 0 }]);
    const { rows } = await pull(client(), owner, ids.project);
    assert.ok(!('rewrite_traces' in rows));
    await assert.rejects(rowsAs(client(), owner, 'select * from public.rewrite_traces'), { code: '42501' });
  });
});
