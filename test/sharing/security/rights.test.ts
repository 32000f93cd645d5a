import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { after, before, it } from 'mocha';
import { screenshotsFolder } from '../../host/folders.ts';
import { describeOnPostgres } from '../postgres/eachPostgres.ts';
import { attempt, makeScene, outsiders, type Person, type SecurityScene } from './scene.ts';

type Operation = 'read' | 'add' | 'change' | 'delete';

/** Statements on the project's own rows. `$1` is the project, in whatever way the table knows it. */
interface TableCase {
  /** Which rows are the project's. */
  readonly where: (scene: SecurityScene) => string;
  /** A row that would fit into the project. */
  readonly add: (scene: SecurityScene) => Readonly<Record<string, string | number>>;
  readonly change: string;
}

const id = (value: string) => `'${value}'`;
const word = () => randomUUID();

const tables: Readonly<Record<string, TableCase>> = {
  'public.rewrite_projects': {
    where: ({ ids }) => `id = ${id(ids.project)}`,
    add: () => ({ id: word(), name: 'x', slug: word() }),
    change: "name = 'x'",
  },
  'public.rewrite_scripts': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ project_id: ids.project }),
    change: "title = 'x'",
  },
  'public.rewrite_scenes': {
    where: ({ ids }) => `script_id = ${id(ids.script)}`,
    add: ({ ids }) => ({ script_id: ids.script, element_id: word(), order_index: 1 }),
    change: "location = 'x'",
  },
  'public.rewrite_scene_content': {
    where: ({ ids }) => `scene_id = ${id(ids.scene)}`,
    add: ({ ids }) => ({ scene_id: ids.scene, element_id: word(), type: 'action', order_index: 1 }),
    change: "content = 'x'",
  },
  'public.rewrite_timelines': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ project_id: ids.project }),
    change: "name = 'x'",
  },
  'public.rewrite_tracks': {
    where: ({ ids }) => `timeline_id = ${id(ids.timeline)}`,
    add: ({ ids }) => ({ timeline_id: ids.timeline, type: 'audio', order_index: 2 }),
    change: "name = 'x'",
  },
  'public.rewrite_clips': {
    where: ({ ids }) => `track_id = ${id(ids.track)}`,
    add: ({ ids }) => ({ track_id: ids.track, start_frame: 1, duration_frames: 1 }),
    change: "name = 'x'",
  },
  'public.rewrite_assets': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ project_id: ids.project, file_type: 'audio' }),
    change: "name = 'x'",
  },
  'public.rewrite_characters': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ project_id: ids.project, name: word() }),
    change: "voice_id = 'x'",
  },
  'public.rewrite_clip_origins': {
    where: ({ ids }) => `clip_id = ${id(ids.clip)}`,
    add: ({ ids }) => ({ clip_id: ids.clip, element_id: ids.cue }),
    change: 'pinned_trim = true',
  },
  'public.rewrite_clip_fades': {
    where: ({ ids }) => `clip_id = ${id(ids.clip)}`,
    add: ({ ids }) => ({ clip_id: ids.clip }),
    change: 'fade_in_frames = 1',
  },
  'public.rewrite_line_timings': {
    where: ({ ids }) => `timeline_id = ${id(ids.timeline)}`,
    add: ({ ids }) => ({ id: word(), timeline_id: ids.timeline, element_id: word() }),
    change: 'lead_frames = 1',
  },
  'public.rewrite_title_pages': {
    where: ({ ids }) => `script_id = ${id(ids.script)}`,
    add: ({ ids }) => ({ script_id: ids.script, content: 'x' }),
    change: "content = 'x'",
  },
  'public.rewrite_members': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ project_id: ids.project, email: `${word()}@example.se`, role: 'owner' }),
    change: "role = 'owner'",
  },
  'public.rewrite_changes': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ project_id: ids.project, seq: 999, table_name: 'x', row_id: word(), is_delete: 'true' }),
    change: 'changed_at = now()',
  },
  'public.rewrite_traces': {
    where: ({ ids }) => `trace_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ trace_id: ids.project, event_type: 'error', function_name: 'x' }),
    change: "error = 'x'",
  },
  'storage.objects': {
    where: ({ mediaName }) => `name = ${id(mediaName)}`,
    add: ({ ids }) => ({ bucket_id: 'rewrite-assets', name: `${ids.project}/audio/${word()}/x.mp3` }),
    change: "metadata = '{}'",
  },
  'rewrite_private.pushes': {
    where: ({ ids }) => `project_id = ${id(ids.project)}`,
    add: ({ ids }) => ({ push_id: word(), project_id: ids.project, user_id: word(), answer: '{}' }),
    change: "answer = '{}'",
  },
  'rewrite_private.deleted_projects': {
    where: () => 'true',
    add: () => ({ project_id: word(), members: '{}' }),
    change: "members = '{}'",
  },
};

/** What is granted, where it is not all (`radc`: read, add, change, delete). */
const granted: Readonly<Record<string, Partial<Record<Person, string>>>> = {
  'public.rewrite_projects': { viewer: 'ra', editor: 'rac', owner: 'racd', stranger: 'a', invited: 'a', removed: 'a' },
  'public.rewrite_members': { viewer: 'rd', editor: 'rd', owner: 'racd' },
  'public.rewrite_changes': { viewer: 'r', editor: 'r', owner: 'r' },
  'public.rewrite_traces': {},
  'storage.objects': { viewer: 'r', editor: 'rad', owner: 'rad' },
  'rewrite_private.pushes': {},
  'rewrite_private.deleted_projects': {},
};
const usual: Partial<Record<Person, string>> = { viewer: 'r', editor: 'racd', owner: 'racd' };
const letters: Readonly<Record<Operation, string>> = { read: 'r', add: 'a', change: 'c', delete: 'd' };

function statement(table: string, operation: Operation, scene: SecurityScene): string {
  const { where, add, change } = tables[table]!;
  switch (operation) {
    case 'read':
      return `select * from ${table} where ${where(scene)}`;
    case 'add': {
      const row = add(scene);
      const values = Object.values(row).map((value) => (typeof value === 'number' ? value : id(value)));
      return `insert into ${table} (${Object.keys(row).join(', ')}) values (${values.join(', ')})`;
    }
    case 'change':
      return `update ${table} set ${change} where ${where(scene)}`;
    case 'delete':
      return `delete from ${table} where ${where(scene)}`;
  }
}

describeOnPostgres('the security matrix', ({ client, database }) => {
  let scene: SecurityScene;
  const report: string[] = [];
  before(async () => {
    scene = await makeScene(client());
  });
  after(() => {
    const folder = join(screenshotsFolder, 'sharing');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      join(folder, `security-matrix-postgres-${database().cluster.major}.txt`),
      `${report.join('\n')}\n`,
    );
  });

  it('names every table that there is', async () => {
    const sql = `select schemaname || '.' || tablename as name from pg_tables
      where schemaname in ('public', 'rewrite_private') or (schemaname, tablename) = ('storage', 'objects')`;
    const { rows } = await client().query(sql);
    assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(tables).sort());
  });

  for (const table of Object.keys(tables)) {
    for (const person of ['anonymous', 'stranger', 'invited', 'removed', 'viewer', 'editor', 'owner'] as const) {
      const rights = (granted[table] ?? usual)[person] ?? '';
      it(`${person} may ${rights === '' ? 'do nothing' : `only ${rights}`} in ${table}`, async () => {
        const found: string[] = [];
        for (const operation of ['read', 'add', 'change', 'delete'] as const) {
          const came = await attempt(client(), scene.people[person], statement(table, operation, scene));
          // 23505: the clip has its origin already, so the right was there; 23514: a project keeps its last owner.
          const reached = (typeof came === 'number' && came > 0) || came === '23505' || came === '23514';
          found.push(`${operation}: ${typeof came === 'number' ? `${came} rows` : `refused ${came}`}`);
          assert.equal(reached, rights.includes(letters[operation]), `${operation}: ${came}`);
        }
        report.push(`${table} · ${person} · ${found.join(' · ')}`);
      });
    }
  }

  const functions: Readonly<Record<string, (scene: SecurityScene) => string>> = {
    rewrite_pull: ({ ids }) => `select public.rewrite_pull(${id(ids.project)})`,
    rewrite_push: ({ ids }) => {
      const entries = [{ table: 'rewrite_clips', kind: 'update', id: ids.clip, patch: { name: 'x' } }];
      return `select public.rewrite_push('${JSON.stringify({ protocol: 1, project_id: ids.project, push_id: word(), entries })}')`;
    },
    rewrite_push_traces: ({ ids }) => `select public.rewrite_push_traces(${id(ids.project)}, '[]')`,
    rewrite_invite: ({ ids }) => `select public.rewrite_invite(${id(ids.project)}, '${word()}@example.se', 'viewer')`,
    rewrite_join: () => 'select public.rewrite_join()',
  };
  const callers: Readonly<Record<string, readonly Person[]>> = {
    rewrite_pull: ['viewer', 'editor', 'owner'],
    rewrite_push: ['editor', 'owner'],
    rewrite_push_traces: ['editor', 'owner'],
    rewrite_invite: ['owner'],
    rewrite_join: ['stranger', 'invited', 'removed', 'viewer', 'editor', 'owner'],
  };

  it('names every function that the API serves', async () => {
    const { rows } = await client().query(`select proname from pg_proc where pronamespace = 'public'::regnamespace`);
    assert.deepEqual(rows.map(({ proname }) => proname).sort(), Object.keys(functions).sort());
  });

  for (const [name, call] of Object.entries(functions)) {
    for (const person of [...outsiders, 'viewer', 'editor', 'owner'] as const) {
      const may = callers[name]?.includes(person) ?? false;
      it(`${person} may ${may ? '' : 'not '}call ${name}`, async () => {
        const came = await attempt(client(), scene.people[person], call(scene));
        report.push(`${name} · ${person} · ${may ? 'carried out' : `refused ${came}`}`);
        assert.equal(came, may ? 1 : '42501');
      });
    }
  }

  it('nobody calls what is private, changes roles or settings of the server, or empties a table', async () => {
    for (const person of ['anonymous', 'stranger', 'viewer', 'editor', 'owner'] as const) {
      const caller = scene.people[person];
      for (const sql of [
        `select rewrite_private.add_change(${id(scene.ids.project)}, 'x', ${id(word())}, true, null)`,
        'truncate public.rewrite_scenes cascade',
        'alter table public.rewrite_scenes disable row level security',
        'drop policy "members read" on public.rewrite_scenes',
        `create trigger t before insert on public.rewrite_scenes execute function suppress_redundant_updates_trigger()`,
        'select * from auth.users',
      ])
        assert.equal(await attempt(client(), caller, sql), '42501', `${person}: ${sql}`);
    }
  });
  it('who connects for callers takes no rights but theirs', async () => {
    const gateway = await database().connect('authenticator');
    for (const role of ['postgres', 'supabase_admin', 'supabase_storage_admin'])
      await assert.rejects(gateway.query(`set role ${role}`), { code: '42501' });
    await assert.rejects(gateway.query('select * from public.rewrite_projects'), { code: '42501' });
    await gateway.end();
  });
});
