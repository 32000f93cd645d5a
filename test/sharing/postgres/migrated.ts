/** Databases that look like a Supabase project with our migrations: the real SQL, made once a server and copied for each test file. */
import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { root } from '../../host/folders.ts';
import { type Cluster, startCluster } from './cluster.ts';

const migrationsFolder = path.join(root, 'supabase/migrations');
const prelude = path.join(import.meta.dirname, 'supabasePrelude.sql');

/** The migrations in order, as `supabase db push` runs them. */
export function migrations(): readonly { readonly name: string; readonly sql: string }[] {
  const names = fs.readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => ({ name, sql: fs.readFileSync(path.join(migrationsFolder, name), 'utf8') }));
}

const clusters = new Map<number, Promise<Cluster>>();
let databaseCount = 0;

/** The server of this process for a version, with the template ready; started by the first call. */
function sharedCluster(major: 15 | 17): Promise<Cluster> {
  const started = clusters.get(major) ?? startCluster(major).then(makeTemplate);
  clusters.set(major, started);
  return started;
}

async function makeTemplate(cluster: Cluster): Promise<Cluster> {
  const first = await cluster.connect('template1');
  await first.query('create database template_supabase');
  await first.end();
  const admin = await cluster.connect('template_supabase');
  await admin.query(fs.readFileSync(prelude, 'utf8'));
  await admin.query('alter database template_supabase owner to postgres');
  await admin.end();
  const owner = await cluster.connect('template_supabase', 'postgres');
  for (const { name, sql } of migrations()) {
    await owner.query(`begin;${sql};commit`).catch((cause: unknown) => {
      throw new Error(`${name}: ${String(cause)}`, { cause });
    });
  }
  await owner.end();
  return cluster;
}

/** A database of its own with the migrations, removed with the server. */
export interface SupabaseDatabase {
  readonly cluster: Cluster;
  readonly name: string;
  /** A connection as `postgres` (the owner), or another role; the caller ends it. */
  connect(user?: string): Promise<pg.Client>;
}

/** Makes a migrated database on the server of this process. Call {@link stopClusters} in the end. */
export async function createDatabase(major: 15 | 17 = 17): Promise<SupabaseDatabase> {
  return copyOf(await sharedCluster(major), 'template_supabase');
}

/** Copies a database; connections to it are ended, as Postgres asks for. */
export async function copyDatabase(database: SupabaseDatabase): Promise<SupabaseDatabase> {
  const admin = await database.cluster.connect('template1');
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database.name]);
  await admin.end();
  return copyOf(database.cluster, database.name);
}

async function copyOf(cluster: Cluster, template: string): Promise<SupabaseDatabase> {
  const name = `test_${++databaseCount}`;
  const admin = await cluster.connect('template1');
  await admin.query(`create database ${name} template ${template} owner postgres`);
  await admin.end();
  return { cluster, name, connect: (user = 'postgres') => cluster.connect(name, user) };
}

/** Stops every server that this process started. */
export async function stopClusters(): Promise<void> {
  const running = [...clusters.values()];
  clusters.clear();
  for (const cluster of running) await (await cluster).stop();
}
