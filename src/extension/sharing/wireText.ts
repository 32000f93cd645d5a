/**
 * Text as the shared database can hold it. Postgres' `text` takes no NUL and `jsonb` no half of a surrogate pair either, so both are sent as
 * U+FFFD, the character that stands for what cannot be shown. What is on this machine stays as it was written. Pure.
 * Source: https://www.postgresql.org/docs/current/datatype-character.html · https://www.postgresql.org/docs/current/datatype-json.html
 */
import type { RowValues } from '../library/replicaStore.ts';

/** The text as it is sent: the same for all texts that Postgres takes. */
export function wireText(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\uFFFD') : wellFormed;
}

/** A column's value as it is sent; texts and keys inside of JSON too. The value itself when nothing in it has to change. */
export function wireValue(value: unknown): unknown {
  if (typeof value === 'string') return wireText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wireValue);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [wireText(key), wireValue(entry)]));
}

/** Rows from the server with the texts of this machine where those are what was sent. */
export function asWrittenHere<R extends RowValues>(rows: readonly R[], here: readonly R[]): readonly R[] {
  const own = new Map(here.filter(isChangedOnTheWay).map((row) => [row['id'], row]));
  if (own.size === 0) return rows;
  return rows.map((row) => {
    const mine = own.get(row['id']);
    if (!mine) return row;
    const entries = Object.entries(row).map(([column, value]) => {
      const written = mine[column];
      return [column, typeof written === 'string' && wireText(written) === value ? written : value];
    });
    // The columns are those of `row`, each with a text of the same kind.
    return Object.fromEntries(entries) as R;
  });
}

function isChangedOnTheWay(row: RowValues): boolean {
  return Object.values(row).some((value) => typeof value === 'string' && wireText(value) !== value);
}
