import { join } from 'node:path';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { Emitter } from '../platform/emitter.ts';
import type { Log } from '../platform/log.ts';
import { AssetMemory } from './assetMemory.ts';
import { backupPath, listBackups, makeBackup } from './backups.ts';
import { watchCommits } from './commitWatch.ts';
import type { Change, Durability, Library, LibraryChange, LineContext } from './library.ts';
import { LibraryFile } from './libraryFile.ts';
import { type Row, type TableName, tables } from './rows.ts';
import { sharedRun } from './sharedRun.ts';
import type { Connection, SqlValue } from './sqliteConnection.ts';
import { asLibraryError } from './sqliteErrors.ts';
import { characterUsedQuery, queries, readRow, readRows } from './sqliteReads.ts';
import { cascadesOf, keyOf, writeChange } from './sqliteWrites.ts';
import type { LibraryTrouble } from './trouble.ts';

/** After the first commit of a day the writer is at work; the copy waits until the host has had time for other things. */
const defaultBackupDelayMs = 30_000;
const allTables: ReadonlySet<TableName> = new Set(Object.keys(tables) as TableName[]);

export interface LibraryOptions {
  /** Absolute path of the folder that holds `library.db`, `backups` and `media`; made when it is missing. */
  readonly directory: string;
  readonly log: Log;
  /** Hears why the library cannot be used, once for each trouble. */
  readonly onTrouble?: (trouble: LibraryTrouble) => void;
  /** How long after the first commit of a day its backup is made, in milliseconds; half a minute when missing. */
  readonly backupDelayMs?: number;
}

/** What a transaction of {@link SqliteAccess} did: its own answer, and the rows of the model that it changed. */
export interface Transacted<T> {
  readonly result: T;
  readonly rows: LibraryChange['rows'];
}

/** The library's own SQL, for the parts of it that are loaded later (sqliteReplica.ts). */
export interface SqliteAccess {
  /** Runs `work` in one transaction and tells listeners of the rows it changed. Throws LibraryError; then nothing was changed. */
  transact<T>(work: (connection: Connection) => Transacted<T>): T;
  /** Runs a query. Throws LibraryError. */
  query<T>(work: (connection: Connection) => T): T;
}

/** The library over one SQLite file. Making it touches nothing; the first call opens the file. */
export function createLibrary(options: LibraryOptions): Library & SqliteAccess {
  return new SqliteLibrary(options);
}

class SqliteLibrary implements Library, SqliteAccess {
  readonly mediaRoot: string;
  readonly whenOnDisk: () => Promise<void>;
  readonly #directory: string;
  readonly #log: Log;
  readonly #backupDelayMs: number;
  readonly #file: LibraryFile;
  readonly #lifetime = new Disposables();
  readonly #changed: Emitter<LibraryChange>;
  readonly #assets = new AssetMemory();
  #watch: Disposable | undefined;
  #dataVersion = 0;
  #backupTimer: NodeJS.Timeout | undefined;
  #backupOfDay = '';

  constructor(options: LibraryOptions) {
    const { directory, log, onTrouble = () => {}, backupDelayMs = defaultBackupDelayMs } = options;
    this.#backupDelayMs = backupDelayMs;
    this.#directory = directory;
    this.#log = log;
    this.mediaRoot = join(directory, 'media');
    this.#changed = this.#lifetime.add(new Emitter((cause) => log.error('A listener of the library failed.', cause)));
    this.#file = new LibraryFile({ directory, log, onTrouble, onOpened: (...opened) => this.#opened(...opened) });
    this.whenOnDisk = sharedRun(() => this.#file.sync());
  }

  get onDidChange() {
    return this.#changed.event;
  }

  apply(changes: readonly Change[], durability: Durability = 'now'): void {
    if (changes.length === 0) return;
    const rows = this.#use((connection) =>
      connection.transaction(() => changes.filter((change) => writeChange(connection, change)), durability),
    );
    this.#tell(rows.map((change) => ({ table: change.table, kind: change.kind, id: keyOf(change) })));
  }

  transact<T>(work: (connection: Connection) => Transacted<T>): T {
    const { result, rows } = this.#use((connection) => connection.transaction(() => work(connection)));
    this.#tell(rows);
    return result;
  }

  query<T>(work: (connection: Connection) => T): T {
    return this.#use(work);
  }

  projects = () => this.#rows('rewrite_projects', queries.projects);
  project = (id: string) => this.#row('rewrite_projects', queries.byId, id);
  scripts = (projectId: string) => this.#rows('rewrite_scripts', queries.scripts, projectId);
  script = (id: string) => this.#row('rewrite_scripts', queries.byId, id);
  scenes = (scriptId: string) => this.#rows('rewrite_scenes', queries.scenes, scriptId);
  content = (scriptId: string) => this.#rows('rewrite_scene_content', queries.content, scriptId);
  contentOfScene = (sceneId: string) => this.#rows('rewrite_scene_content', queries.contentOfScene, sceneId);
  timelines = (projectId: string) => this.#rows('rewrite_timelines', queries.timelines, projectId);
  timeline = (id: string) => this.#row('rewrite_timelines', queries.byId, id);
  tracks = (timelineId: string) => this.#rows('rewrite_tracks', queries.tracks, timelineId);
  clips = (timelineId: string) => this.#rows('rewrite_clips', queries.clips, timelineId);
  clipOrigins = (timelineId: string) => this.#rows('rewrite_clip_origins', queries.clipOrigins, timelineId);
  clipFades = (timelineId: string) => this.#rows('rewrite_clip_fades', queries.clipFades, timelineId);
  lineTimings = (timelineId: string) => this.#rows('rewrite_line_timings', queries.lineTimings, timelineId);
  trackSettings = (timelineId: string) => this.#rows('track_settings', queries.trackSettings, timelineId);
  assets = (projectId: string) =>
    this.#use((connection) =>
      this.#assets.assets(projectId, connection.dataVersion(), () =>
        readRows(connection, 'rewrite_assets', queries.assets, projectId),
      ),
    );
  asset = (id: string) => this.#row('rewrite_assets', queries.byId, id);
  characters = (projectId: string) => this.#rows('rewrite_characters', queries.characters, projectId);
  recentTraces = (limit: number) => this.#rows('rewrite_traces', queries.recentTraces, limit);
  scriptFile = (uri: string) => this.#row('script_files', queries.byUri, uri);
  scriptFiles = () => this.#rows('script_files', queries.allByUri);
  filesOfScript = (scriptId: string) =>
    this.#rows('script_files', queries.filesOfScript, scriptId).map(({ uri }) => uri);
  projectOfFolder = (uri: string) => this.#row('rewrite_projects', queries.projectOfFolder, uri);
  projectFolders = () => this.#rows('project_folders', queries.allByUri);
  titlePage = (scriptId: string) => this.#row('rewrite_title_pages', queries.byScript, scriptId);
  pendingText = (scriptId: string) => this.#row('pending_texts', queries.byScript, scriptId);
  pendingTexts = () => this.#rows('pending_texts', queries.allByScript);

  voiceRequests = (key: string) => this.#rows('voice_requests', queries.voiceRequests, key);
  unansweredVoiceRequests = () => this.#rows('voice_requests', queries.unansweredVoiceRequests);
  voiceRequestOfHistory = (id: string) => this.#row('voice_requests', queries.voiceRequestOfHistory, id);

  line(elementId: string): LineContext | undefined {
    return this.#use((connection) => {
      const line = readRow(connection, 'rewrite_scene_content', queries.line, elementId);
      const scene = line && readRow(connection, 'rewrite_scenes', queries.byId, line.scene_id);
      const script = scene && readRow(connection, 'rewrite_scripts', queries.byId, scene.script_id);
      return line && scene && script && { line, scene, script };
    });
  }

  isCharacterUsed(projectId: string, name: string, exceptScriptId: string): boolean {
    return this.#use((connection) => connection.get(characterUsedQuery, projectId, name, exceptScriptId)) !== undefined;
  }

  async backUp(): Promise<string> {
    const database = this.#use((connection) => connection.database);
    try {
      return await makeBackup(database, this.#directory, new Date());
    } catch (cause) {
      throw asLibraryError(cause);
    }
  }

  dispose(): void {
    clearTimeout(this.#backupTimer);
    this.#watch?.dispose();
    this.#lifetime.dispose();
    this.#file.close();
  }

  #rows<T extends TableName>(table: T, rest: string, ...values: readonly SqlValue[]): readonly Row<T>[] {
    return this.#use((connection) => readRows(connection, table, rest, ...values));
  }

  #row<T extends TableName>(table: T, rest: string, ...values: readonly SqlValue[]): Row<T> | undefined {
    return this.#use((connection) => readRow(connection, table, rest, ...values));
  }

  #use<T>(work: (connection: Connection) => T): T {
    try {
      return this.#file.use(work);
    } finally {
      if (this.#file.isKnown) this.#watch ??= watchCommits(this.#directory, () => this.#check());
    }
  }

  #tell(rows: LibraryChange['rows']): void {
    if (rows.length === 0) return;
    this.#assets.follow(rows, this.asset);
    this.#scheduleBackup();
    const tables = rows.flatMap(({ table, kind }) => [table, ...(kind === 'delete' ? cascadesOf(table) : [])]);
    this.#changed.fire({ elsewhere: false, tables: new Set(tables), rows });
  }

  #opened(connection: Connection, isReplaced: boolean): void {
    this.#dataVersion = connection.dataVersion();
    this.#assets.forget();
    if (isReplaced) this.#fireElsewhere();
  }

  /** Asks whether another window has committed, or decided about a damaged file. */
  #check(): void {
    if (!this.#file.isKnown) return;
    try {
      const version = this.#use((connection) => connection.dataVersion());
      if (version === this.#dataVersion) return;
      this.#dataVersion = version;
      this.#fireElsewhere();
    } catch {
      // Nobody asked for this; the next call that someone makes says what is wrong.
    }
  }

  #fireElsewhere(): void {
    this.#changed.fire({ elsewhere: true, tables: allTables, rows: [] });
  }

  #scheduleBackup(): void {
    const day = new Date();
    const path = backupPath(this.#directory, day);
    if (this.#backupOfDay === path) return;
    this.#backupOfDay = path;
    if (listBackups(this.#directory).some((copy) => copy.path === path)) return;
    this.#backupTimer = setTimeout(() => {
      this.backUp().catch((cause: unknown) => this.#log.warn('The daily backup of the library failed.', cause));
    }, this.#backupDelayMs);
    this.#backupTimer.unref();
  }
}
