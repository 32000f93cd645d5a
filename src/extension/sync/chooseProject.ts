import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { ProjectRow } from '../library/rows.ts';
import type { ScriptEditors } from './scripts.ts';

/**
 * The project that a command means: the named one, that of the script in hand, or the only one there is. The writer is asked under
 * `title` when it could be several; undefined when she does not answer, and when there is no project at all.
 */
export async function chooseProject(
  library: Library,
  editors: ScriptEditors,
  named: string | undefined,
  title: string,
): Promise<ProjectRow | undefined> {
  const inHand = named ?? (await editors.currentElement())?.session.link?.projectId;
  const known = inHand === undefined ? undefined : library.project(inHand);
  if (known) return known;
  const projects = library.projects();
  if (projects.length < 2) return projects[0];
  const picked = await vscode.window.showQuickPick(
    projects.map((project) => ({ label: project.name, project })),
    { title, ignoreFocusOut: true },
  );
  return picked?.project;
}
