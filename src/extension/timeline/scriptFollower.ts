/** Keeps timelines in step with the library: clips follow the script, surfaces follow the rows. Knows no VS Code. */
import type { Library, LibraryChange } from '../library/library.ts';
import type { TableName } from '../library/rows.ts';
import type { Clock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';

/** Clips move this long after the script's rows have come to rest. */
const followMilliseconds = 250;
/** Several commits in a row make one drawing. */
const drawMilliseconds = 15;

const scriptTables: readonly TableName[] = [
  'rewrite_scripts',
  'rewrite_scenes',
  'rewrite_scene_content',
  'rewrite_assets',
];
const shownTables: readonly TableName[] = [
  ...scriptTables,
  'rewrite_projects',
  'rewrite_timelines',
  'rewrite_tracks',
  'rewrite_clips',
  'rewrite_clip_origins',
  'rewrite_clip_fades',
  'rewrite_line_timings',
  'track_settings',
];

export interface FollowerDeps {
  readonly library: Library;
  readonly clock: Clock;
  readonly log: Log;
  /** Projects that are open in this window; only their clips are moved. */
  readonly projectIds: () => Iterable<string>;
  /** Brings a project's timeline in step with its scripts, now or when the writer has said so. */
  readonly follow: (projectId: string) => void;
  /** Rows that a timeline shows have changed. `assets`: files may have come or gone. */
  readonly onChange: (changed: { readonly assets: boolean }) => void;
}

/** Listens until it is disposed. Another window's commits are drawn, but only the window that made them moves clips. */
export function followScripts(deps: FollowerDeps): Disposable {
  const lifetime = new Disposables();
  const { library, clock, onChange } = deps;
  let assets = false;
  const draw = lifetime.add(
    new Later(clock, drawMilliseconds, () => {
      const changed = { assets };
      assets = false;
      onChange(changed);
    }),
  );
  const follow = lifetime.add(new Later(clock, followMilliseconds, () => moveClips(deps)));
  lifetime.add(
    library.onDidChange((change) => {
      if (!touches(change, shownTables)) return;
      assets ||= change.elsewhere || change.tables.has('rewrite_assets');
      draw.ask();
      if (!change.elsewhere && touches(change, scriptTables)) follow.askAgain();
    }),
  );
  return lifetime;
}

function touches(change: LibraryChange, tables: readonly TableName[]): boolean {
  return tables.some((table) => change.tables.has(table));
}

function moveClips({ follow, log, projectIds }: FollowerDeps): void {
  for (const projectId of new Set(projectIds())) {
    try {
      follow(projectId);
    } catch (cause) {
      log.warn('The timeline could not follow the script; it does at the next change', cause);
    }
  }
}

/** Runs something a little later, once for many askings. */
class Later implements Disposable {
  readonly #clock: Clock;
  readonly #milliseconds: number;
  readonly #run: () => void;
  #waiting: Disposable | undefined;

  constructor(clock: Clock, milliseconds: number, run: () => void) {
    this.#clock = clock;
    this.#milliseconds = milliseconds;
    this.#run = run;
  }

  /** Runs after the wait; asked again meanwhile, it runs no later. */
  ask(): void {
    this.#waiting ??= this.#clock.after(this.#milliseconds, () => {
      this.#waiting = undefined;
      this.#run();
    });
  }

  /** Runs when nobody has asked for the length of the wait. */
  askAgain(): void {
    this.dispose();
    this.ask();
  }

  dispose(): void {
    this.#waiting?.dispose();
    this.#waiting = undefined;
  }
}
