/**
 * Many items as they cross the channel: a list for each field, and every text once. Ten thousand of them are a third of the bytes that
 * they are as records, and come out of a message in a fifth of the time. Pure.
 */
import { type Guard, isFrame, isListOf, isOptional, isRecord } from '../recordGuards.ts';
import { itemGuards, type TimelineItem } from './items.ts';

type FieldName = keyof TimelineItem;

/** One field of all items. */
interface Column<T> {
  /** The items that have the field; missing when all have. */
  readonly rows?: readonly number[];
  readonly values: readonly T[];
  /** For each of the rows, which of `values` is its own; missing when they are one for each row. */
  readonly picks?: readonly number[];
}

export interface ItemColumns {
  readonly count: number;
  readonly columns: { readonly [K in FieldName]?: Column<NonNullable<TimelineItem[K]>> };
}

const fieldNames = Object.keys(itemGuards) as FieldName[];
/** What every item has. Objects that are made with all of these at once are quick to make and to read. */
const requiredNames = [
  'id',
  'trackId',
  'name',
  'startFrame',
  'durationFrames',
  'offsetFrames',
  'volume',
  'state',
  'speaker',
] as const satisfies readonly FieldName[];
const optionalNames = fieldNames.filter((name) => !requiredNames.some((required) => required === name));

export function packItems(items: readonly TimelineItem[]): ItemColumns {
  const columns: Partial<Record<FieldName, Column<unknown>>> = {};
  for (const name of fieldNames) {
    const column = packField(items, name);
    if (column) columns[name] = column;
  }
  // Each column was read from the field that it is named after.
  return { count: items.length, columns: columns as ItemColumns['columns'] };
}

function packField(items: readonly TimelineItem[], name: FieldName): Column<unknown> | undefined {
  const rows: number[] = [];
  const all: unknown[] = [];
  items.forEach((item, row) => {
    const value = item[name];
    if (value === undefined) return;
    rows.push(row);
    all.push(value);
  });
  if (rows.length === 0) return undefined;
  const where = rows.length === items.length ? {} : { rows };
  if (typeof all[0] !== 'string') return { ...where, values: all };
  const places = new Map<unknown, number>();
  const picks = all.map((value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  // Ids are all different: nothing is won by naming them twice.
  return places.size === all.length ? { ...where, values: all } : { ...where, values: [...places.keys()], picks };
}

/** The items again. `columns` has passed {@link isItemColumns}. */
export function unpackItems({ count, columns }: ItemColumns): TimelineItem[] {
  const [ids, tracks, names] = [spread(columns.id), spread(columns.trackId), spread(columns.name)];
  const [starts, lengths, offsets] = [columns.startFrame, columns.durationFrames, columns.offsetFrames].map(spread);
  const [volumes, speakers, states] = [spread(columns.volume), spread(columns.speaker), spread(columns.state)];
  const items: TimelineItem[] = [];
  for (let row = 0; row < count; row++) {
    items.push({
      id: ids[row] ?? '',
      trackId: tracks[row] ?? '',
      name: names[row] ?? '',
      startFrame: starts?.[row] ?? 0,
      durationFrames: lengths?.[row] ?? 0,
      offsetFrames: offsets?.[row] ?? 0,
      volume: volumes[row] ?? 0,
      state: states[row] ?? 'media',
      speaker: speakers[row] ?? -1,
    });
  }
  for (const name of optionalNames) putField(items, name, columns[name]);
  return items;
}

/** A value for each row. */
function spread<T>(column: Column<T> | undefined): readonly (T | undefined)[] {
  if (!column) return [];
  const { values, picks } = column;
  return picks ? picks.map((pick) => values[pick]) : values;
}

function putField(items: readonly TimelineItem[], name: FieldName, column: Column<unknown> | undefined): void {
  if (!column) return;
  const { rows, values, picks } = column;
  const length = rows?.length ?? items.length;
  for (let at = 0; at < length; at++) {
    // The items are ours and nobody has seen them yet.
    const item = items[rows ? (rows[at] ?? 0) : at] as Record<FieldName, unknown> | undefined;
    if (item) item[name] = values[picks ? (picks[at] ?? 0) : at];
  }
}

const isPlaceIn = (length: number): Guard<number> => {
  return (value): value is number => isFrame(value) && value < length;
};
const isAnything: Guard<unknown> = (_value): _value is unknown => true;
const isPacked = isRecord({ count: isFrame, columns: isRecord({}) });
const isColumn = isRecord({
  values: isListOf(isAnything),
  rows: isOptional(isListOf(isFrame)),
  picks: isOptional(isListOf(isFrame)),
});

/** Columns of which {@link unpackItems} makes items that are each as an item has to be. */
export function isItemColumns(value: unknown): value is ItemColumns {
  if (!isPacked(value)) return false;
  const { count } = value;
  const columns: Readonly<Record<string, unknown>> = { ...value.columns };
  return fieldNames.every((name) => {
    const column = columns[name];
    const isRequired = requiredNames.some((required) => required === name);
    if (column === undefined) return !isRequired || count === 0;
    return isColumn(column) && !(isRequired && column.rows) && isFieldOf(column, itemGuards[name], count);
  });
}

function isFieldOf({ rows, values, picks }: Column<unknown>, guard: Guard<unknown>, count: number): boolean {
  const length = rows?.length ?? count;
  if (length > count || (picks ?? values).length !== length) return false;
  if (rows && !rows.every(isPlaceIn(count))) return false;
  return (!picks || picks.every(isPlaceIn(values.length))) && values.every((each) => each !== undefined && guard(each));
}
