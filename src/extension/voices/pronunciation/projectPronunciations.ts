import * as vscode from 'vscode';
import type { Library } from '../../library/library.ts';
import type { Pronunciations } from '../speech/pronunciations.ts';
import { voiceChoices } from '../voiceChoices.ts';

/** The folder that keeps a project's own settings: of its folders, one that is open, else any; undefined while it has none here. */
export function folderOfProject(library: Library, projectId: string): vscode.Uri | undefined {
  const folders = library.projectFolders().filter(({ project_id }) => project_id === projectId);
  const uris = folders.map(({ uri }) => vscode.Uri.parse(uri));
  return uris.find((uri) => vscode.workspace.getWorkspaceFolder(uri)) ?? uris[0];
}

/** How words are said in a project. */
export function pronunciationsOfProject(library: Library, projectId: string): Pronunciations {
  return voiceChoices(folderOfProject(library, projectId)).pronunciations;
}
