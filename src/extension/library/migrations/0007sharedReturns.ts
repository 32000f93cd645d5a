import type { Migration } from './migration.ts';

/**
 * What is needed when the server of a shared project goes back to an older backup: `seen_at` is the server's time of the newest change that
 * is here (later ones were made by others since), `pushed_cursor` the place of a push that was taken among changes not pulled yet, and
 * `deleted_row` what a row said when it was deleted there.
 */
export const sharedReturns: Migration = {
  id: 7,
  name: 'sharedReturns',
  sql: `
alter table shares add column seen_at text;
alter table shares add column pushed_cursor text;
alter table synced_rows add column deleted_row text check (json_valid(deleted_row));
update shares set seen_at = (
  select max(json_extract(row, '$.updated_at')) from synced_rows
  where synced_rows.project_id = shares.project_id and json_extract(row, '$.updated_at') < '9999'
);
`,
};
