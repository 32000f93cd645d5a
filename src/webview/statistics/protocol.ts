/** What the statistics page and the extension say to each other. Seconds, words and counts are 0 or more. */
import * as z from 'zod/mini';

const empty = z.object({});
const elementId = z.string();
const count = z.int().check(z.nonnegative());
const seconds = z.number().check(z.nonnegative());

const statisticsScene = z.object({
  /** The heading's, or the first element's before the first heading. */
  elementId,
  /** Number and heading as they stand; empty before the first heading. */
  label: z.string(),
  /** What a narrow column calls the scene: its number, else its location or how manieth it is. May be empty. */
  shortLabel: z.string(),
  side: z.enum(['int', 'ext', 'both', 'neither']),
  seconds,
  speechSeconds: seconds,
  pageEighths: count,
  speakers: count,
});

const castMember = z.object({
  name: z.string(),
  /** Where the character speaks first. */
  elementId,
  lines: count,
  words: count,
  seconds,
  /** Scenes as indices, ascending. */
  scenes: z.array(count),
});

const timeOfDay = z.object({ name: z.string(), int: count, ext: count, both: count, neither: count });

const place = z.object({ name: z.string(), elementId, scenes: count, seconds });

/** A script in figures. */
export const statisticsModel = z.object({
  /** Empty when no script is open. */
  title: z.string(),
  pageEighths: count,
  seconds,
  speechSeconds: seconds,
  words: count,
  dialogueWords: count,
  lines: count,
  voicedLines: count,
  scenes: z.array(statisticsScene),
  /** Most lines first. */
  cast: z.array(castMember),
  /** Commonest first; without a name for scenes that say none. */
  times: z.array(timeOfDay),
  /** Longest first. */
  places: z.array(place),
});

/** What the page says, in the writer's language; `{0}` … stand for values. */
export const statisticsStrings = z.object({
  noScript: z.string(),
  emptyScript: z.string(),
  pages: z.string(),
  runningTime: z.string(),
  scenes: z.string(),
  words: z.string(),
  dialogueShare: z.string(),
  measuredAll: z.string(),
  measuredSome: z.string(),
  measuredNone: z.string(),
  throughScript: z.string(),
  throughScriptHint: z.string(),
  interior: z.string(),
  exterior: z.string(),
  both: z.string(),
  neither: z.string(),
  spoken: z.string(),
  insideOutside: z.string(),
  timeOfDay: z.string(),
  noTime: z.string(),
  total: z.string(),
  cast: z.string(),
  character: z.string(),
  lines: z.string(),
  time: z.string(),
  first: z.string(),
  last: z.string(),
  presence: z.string(),
  presenceLabel: z.string(),
  places: z.string(),
  place: z.string(),
  opening: z.string(),
  sceneTip: z.string(),
  sortBy: z.string(),
});

/** The body attribute that carries the strings, URI-encoded JSON. */
export const stringsAttribute = 'data-strings';

/** Methods the page calls on the host. */
export const toHost = {
  /** The page is up (again) and wants its figures. */
  ready: { params: empty, result: z.object({ model: statisticsModel }) },
  /** Show an element in its script. */
  reveal: { params: z.object({ elementId }), result: empty },
  /** Something failed in the page; for the log only. */
  logError: { params: z.object({ message: z.string() }), result: empty },
} as const;

/** Methods the host calls on the page. */
export const toPage = {
  model: { params: statisticsModel, result: empty },
} as const;

/** Columns that the cast is sorted by. */
export const castColumns = ['name', 'lines', 'words', 'seconds', 'first'] as const;

/** What the page keeps through hiding and reload. */
export const statisticsViewState = z.object({
  sortedBy: z.enum(castColumns),
  scroll: z.number().check(z.nonnegative()),
});

export type StatisticsModel = z.infer<typeof statisticsModel>;
export type StatisticsScene = StatisticsModel['scenes'][number];
export type StatisticsCastMember = StatisticsModel['cast'][number];
export type StatisticsTime = StatisticsModel['times'][number];
export type StatisticsPlace = StatisticsModel['places'][number];
export type StatisticsStrings = z.infer<typeof statisticsStrings>;
export type CastColumn = (typeof castColumns)[number];
export type StatisticsViewState = z.infer<typeof statisticsViewState>;
