/** pgTAP (https://pgtap.org), which is plain SQL: from an installed package, else from Debian's, unpacked into the cache and not installed. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../host/folders.ts';

const debianPackage = 'postgresql-15-pgtap';
const cache = path.join(cacheFolder, 'pgtap');

/** The SQL that makes pgTAP's functions in the current schema; undefined when it cannot be had here. */
export function findPgtap(): string | undefined {
  const file = installed('/usr/share/postgresql') ?? installed(cache) ?? fetched();
  return file && asStatements(fs.readFileSync(file, 'utf8'));
}

/** The newest whole install script below a folder. */
function installed(folder: string): string | undefined {
  if (!fs.existsSync(folder)) return undefined;
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = names.filter((name) => /(?:^|\/)pgtap--\d+\.\d+\.\d+\.sql$/.test(name)).sort();
  const newest = found.at(-1);
  return newest === undefined ? undefined : path.join(folder, newest);
}

/** Without rights or a network there is none. */
function fetched(): string | undefined {
  if (!fs.existsSync('/usr/bin/apt-get')) return undefined;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pgtap-'));
  try {
    const quiet = { cwd: folder, stdio: 'ignore', timeout: 60_000 } as const;
    execFileSync('apt-get', ['download', debianPackage], quiet);
    const [file] = fs.readdirSync(folder);
    if (file === undefined) return undefined;
    execFileSync('dpkg-deb', ['-x', file, cache], quiet);
    return installed(cache);
  } catch {
    return undefined;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** psql's own commands are left out. */
function asStatements(sql: string): string {
  return sql.replace(/^\\.*$/gm, '');
}
