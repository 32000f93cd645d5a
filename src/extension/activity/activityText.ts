import type { TraceRow } from '../library/rows.ts';
import { formatDuration } from '../platform/duration.ts';

/** The words of the activity list in the display language. */
export interface ActivityWords {
  readonly title: string;
  readonly nothingYet: string;
  readonly done: string;
  readonly failed: string;
  readonly cancelled: string;
  readonly unfinished: string;
  /** Names of what the studio does, by the function name in the traces; a missing one is shown as it is. */
  readonly names: Readonly<Record<string, string>>;
  /** What is told of an event, by the name of a value, where `{0}` stands for it; one that is missing here is shown as it is. */
  readonly values: Readonly<Record<string, string>>;
  /** Why something failed, by the kind in the trace (`VoiceError: badKey`), as a sentence; undefined for a kind that has none. */
  readonly reason?: (error: string) => string | undefined;
}

/** All events of one thing that the studio did, oldest first. */
interface Activity {
  readonly events: readonly TraceRow[];
}

const kinds: Readonly<Record<TraceRow['event_type'], string>> = {
  request_start: '·',
  api_call: '→',
  mutation: '✎',
  subscription: '~',
  error: '✗',
};

function groupByTrace(newestFirst: readonly TraceRow[]): readonly Activity[] {
  const groups = new Map<string, TraceRow[]>();
  for (const row of newestFirst) {
    const events = groups.get(row.trace_id);
    if (events) events.unshift(row);
    else groups.set(row.trace_id, [row]);
  }
  return [...groups.values()].map((events) => ({ events }));
}

function outcome({ events }: Activity, words: ActivityWords): string {
  const error = events.find((event) => event.event_type === 'error');
  if (error) return error.error === 'cancelled' ? words.cancelled : words.failed;
  return events.some((event) => event.event_type === 'mutation' || event.result !== null)
    ? words.done
    : words.unfinished;
}

function milliseconds(value: number | null): string {
  if (value === null) return '';
  return value < 1000 ? `${value} ms` : formatDuration(value / 1000);
}

/** What an event says of itself in the reader's words. By rule the values are ids, counts and kinds; ids are left out. */
function detail(value: TraceRow['result'], { values }: ActivityWords): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return '';
  return Object.entries(value)
    .flatMap(([name, field]) => {
      if (typeof field !== 'number' && typeof field !== 'string' && typeof field !== 'boolean') return [];
      const isNothing = field === 0 && name !== 'credits';
      if (isNothing || name === 'id' || name.endsWith('_id')) return [];
      const said = name.endsWith('_ms') && typeof field === 'number' ? milliseconds(field) : String(field);
      return [values[name]?.replace('{0}', said) ?? `${name} ${said}`];
    })
    .join(', ');
}

function activityLines(activity: Activity, words: ActivityWords): readonly string[] {
  const [first] = activity.events;
  if (!first) return [];
  const nameOf = (row: TraceRow) => words.names[row.function_name] ?? row.function_name;
  const total = activity.events.reduce((sum, event) => Math.max(sum, event.duration_ms ?? 0), 0);
  const time = new Date(first.timestamp);
  const clock = Number.isNaN(time.getTime()) ? first.timestamp : time.toTimeString().slice(0, 8);
  const counts = first.event_type === 'request_start' ? detail(first.result, words) : '';
  const head = [
    ...[clock, nameOf(first), outcome(activity, words), total > 0 ? milliseconds(total) : ''],
    first.function_name === 'voice.batch' ? counts : '',
  ]
    .filter(Boolean)
    .join('  ');
  const steps = activity.events
    .filter((event) => event.event_type !== 'request_start')
    .map((event) =>
      [
        `          ${kinds[event.event_type]} ${nameOf(event)}`,
        milliseconds(event.duration_ms),
        event.error === null ? detail(event.result, words) : (words.reason?.(event.error) ?? event.error),
      ]
        .filter(Boolean)
        .join('  '),
    );
  return [head, ...steps];
}

function dayOf(activity: Activity): string {
  const time = new Date(activity.events[0]?.timestamp ?? '');
  if (Number.isNaN(time.getTime())) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** What the studio did lately as a text: newest first, one paragraph for each thing, headed by days. */
export function activityText(newestFirst: readonly TraceRow[], words: ActivityWords): string {
  const activities = groupByTrace(newestFirst);
  if (activities.length === 0) return `${words.title}\n\n${words.nothingYet}\n`;
  const paragraphs: string[] = [words.title];
  let day = '';
  for (const activity of activities) {
    const its = dayOf(activity);
    if (its !== day) paragraphs.push(its);
    day = its;
    paragraphs.push(activityLines(activity, words).join('\n'));
  }
  return `${paragraphs.join('\n\n')}\n`;
}
