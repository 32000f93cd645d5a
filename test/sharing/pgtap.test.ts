/** The pgTAP tests of supabase/tests, on our own Postgres servers. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import type pg from 'pg';
import { root } from '../host/folders.ts';
import { describeOnPostgres } from './postgres/eachPostgres.ts';
import { findPgtap } from './postgres/pgtap.ts';

const folder = path.join(root, 'supabase/tests');
const files = fs.readdirSync(folder).filter((name) => name.endsWith('.sql'));
const pgtap = findPgtap();

/** Lines of TAP that say "not ok", with what pgTAP says about them; and how many said "ok". */
async function run(client: pg.Client, file: string): Promise<{ passed: number; failed: readonly string[] }> {
  const script = fs.readFileSync(path.join(folder, file), 'utf8').replace(/^create extension .*$/m, '');
  // Many statements: many results, each with rows of TAP.
  const answers = (await client.query(script)) as unknown as readonly pg.QueryResult<Record<string, unknown>>[];
  const lines = answers.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row).map(String)));
  return {
    passed: lines.filter((line) => /^ok \d+/.test(line)).length,
    failed: lines.filter((line) => /^not ok \d+|^# Looks like/.test(line)),
  };
}

describe('supabase/tests', () => {
  it('are pgTAP files that undo what they do', () => {
    assert.ok(files.length > 0);
    for (const file of files) {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      assert.match(text, /^begin;$/m);
      assert.match(text, /select \* from finish\(\);\s*rollback;\s*$/);
    }
  });

  // notes.ts says before the suite when pgTAP could not be had.
  if (pgtap !== undefined)
    describeOnPostgres('hold', ({ client }) => {
      for (const file of files)
        it(file, async () => {
          const owner = client();
          await owner.query('create schema if not exists extensions; grant usage on schema extensions to public');
          await owner.query(`set search_path = extensions, public; ${pgtap}`);
          const { passed, failed } = await run(owner, file);
          assert.deepEqual(failed, []);
          assert.ok(passed > 150, `${passed} passed`);
        });
    });
});
