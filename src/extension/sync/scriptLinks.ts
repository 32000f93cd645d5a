/** Which project and script a file stands for on this machine. Knows no VS Code: URIs are text. */
import { randomUUID } from 'node:crypto';
import { defaultTimelineChanges, defaultTimelineId } from '../library/defaultTimeline.ts';
import { type Change, type Library, LibraryError } from '../library/library.ts';
import type { ProjectRow } from '../library/rows.ts';
import { type FoundFile, findLostScript, refileScript } from './lostScripts.ts';

/** A script's file as its host sees it. URIs are text as `Uri.toString()` gives it; a folder's has no slash at its end. */
export interface ScriptPlace {
  readonly fileUri: string;
  readonly folderUri: string;
  /** What a new project is called. */
  readonly folderName: string;
  /** What a new script is called until its title page says otherwise. */
  readonly title: string;
}

/** The rows that a file stands for. */
export interface LinkedScript {
  readonly projectId: string;
  readonly scriptId: string;
}

/** Two windows that open one folder at the same moment: the second finds the first one's rows on its next try. */
const mostTries = 5;

/**
 * The script of a file, made silently when the file is seen for the first time: a project for its folder (with its first timeline), and
 * a script in it, in one transaction. The answer stays the same afterwards, also when the file is moved by {@link moveScriptFile}. With
 * `file` known, a script that was moved behind our back is found again by its words.
 */
export function linkScript(library: Library, place: ScriptPlace, file?: FoundFile): LinkedScript {
  for (let tries = 1; ; tries++) {
    const known = findLink(library, place.fileUri);
    if (known) return known;
    try {
      const lost = file && findLostScript(library, file);
      if (lost !== undefined) {
        library.apply(refileScript(library, lost, place.fileUri));
        continue;
      }
      const project = library.projectOfFolder(place.folderUri);
      const projectId = project?.id ?? randomUUID();
      const scriptId = randomUUID();
      library.apply([
        ...(project ? [] : newProject(library.projects(), projectId, place)),
        ...newScript(projectId, scriptId, place),
        ...(project?.current_script_id ? [] : [currentScript(projectId, scriptId)]),
      ]);
      return { projectId, scriptId };
    } catch (cause) {
      if (!(cause instanceof LibraryError) || cause.reason !== 'conflict' || tries === mostTries) throw cause;
    }
  }
}

/**
 * A file or a folder of scripts got another name: the scripts, their audio and the projects made for the folders go with it. A script
 * that lay under the new name before no longer has a file; its rows stay. Unknown URIs change nothing.
 */
export function moveScriptFile(library: Library, oldUri: string, newUri: string): void {
  const moved = (uri: string) =>
    uri === oldUri || uri.startsWith(`${oldUri}/`) ? newUri + uri.slice(oldUri.length) : undefined;
  const files = library.scriptFiles();
  const folders = library.projectFolders();
  const taken = new Set([...files, ...folders].map(({ uri }) => uri));
  const gone: Change[] = [];
  const arrived: Change[] = [];
  for (const { uri, script_id } of files) {
    const target = moved(uri);
    if (target === undefined) continue;
    gone.push({ table: 'script_files', kind: 'delete', id: uri });
    if (taken.has(target)) gone.push({ table: 'script_files', kind: 'delete', id: target });
    arrived.push({ table: 'script_files', kind: 'insert', row: { uri: target, script_id } });
  }
  for (const { uri, project_id } of folders) {
    const target = moved(uri);
    if (target === undefined) continue;
    gone.push({ table: 'project_folders', kind: 'delete', id: uri });
    if (taken.has(target)) gone.push({ table: 'project_folders', kind: 'delete', id: target });
    arrived.push({ table: 'project_folders', kind: 'insert', row: { uri: target, project_id } });
  }
  library.apply([...gone, ...arrived]);
}

/** Letters and digits of a name in lower case without marks, parts joined by `-`; `project` when nothing is left. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'project';
}

function findLink(library: Library, fileUri: string): LinkedScript | undefined {
  const file = library.scriptFile(fileUri);
  const script = file && library.script(file.script_id);
  return script && { projectId: script.project_id, scriptId: script.id };
}

function newProject(projects: readonly ProjectRow[], projectId: string, place: ScriptPlace): readonly Change[] {
  const slug = freeSlug(slugOf(place.folderName), new Set(projects.map((project) => project.slug)));
  return [
    { table: 'rewrite_projects', kind: 'insert', row: { id: projectId, name: place.folderName, slug } },
    { table: 'project_folders', kind: 'insert', row: { uri: place.folderUri, project_id: projectId } },
    ...defaultTimelineChanges(projectId),
    {
      table: 'rewrite_projects',
      kind: 'update',
      id: projectId,
      patch: { current_timeline_id: defaultTimelineId(projectId) },
    },
  ];
}

function newScript(projectId: string, scriptId: string, place: ScriptPlace): readonly Change[] {
  return [
    { table: 'rewrite_scripts', kind: 'insert', row: { id: scriptId, project_id: projectId, title: place.title } },
    { table: 'script_files', kind: 'insert', row: { uri: place.fileUri, script_id: scriptId } },
  ];
}

function currentScript(projectId: string, scriptId: string): Change {
  return { table: 'rewrite_projects', kind: 'update', id: projectId, patch: { current_script_id: scriptId } };
}

function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  for (let count = 2; ; count++) if (!taken.has(`${slug}-${count}`)) return `${slug}-${count}`;
}
