import * as vscode from 'vscode';
import type { Library } from '../../library/library.ts';
import type { Log } from '../../platform/log.ts';
import type { Scripts } from '../../sync/scripts.ts';
import type { Memory } from '../catalog/elevenLabsCatalog.ts';
import { followPronunciations } from './followPronunciations.ts';
import { pronunciationsOfProject } from './projectPronunciations.ts';

export interface PronunciationsDeps {
  readonly library: Library;
  readonly scripts: Pick<Scripts, 'onDidOpen'>;
  readonly memory: Memory;
  readonly castProjectId: () => Promise<string | undefined>;
  /** Registers a command whose failures are told to the writer. */
  readonly command: (id: string, body: () => Promise<unknown>) => vscode.Disposable;
  readonly log: Log;
}

/** The list of how words are said, and what becomes of voices when it changes, by whatever hand and also while nobody looked. */
export function registerPronunciations(deps: PronunciationsDeps): vscode.Disposable {
  const { library, scripts, memory, castProjectId, command, log } = deps;
  const follow = async (folder: vscode.Uri | undefined) => {
    const projectId = folder && library.projectOfFolder(folder.toString())?.id;
    if (projectId === undefined) return;
    await followPronunciations(library, memory, projectId, pronunciationsOfProject(library, projectId));
  };
  const followed = (folder: vscode.Uri | undefined) =>
    follow(folder).catch((cause: unknown) => log.error('Lines could not be told of new pronunciations', cause));
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
        if (!event.affectsConfiguration('screenplay.voice.pronunciations', uri)) continue;
        void followed(uri);
      }
    }),
    scripts.onDidOpen(({ document }) => {
      const folder = vscode.workspace.getWorkspaceFolder(document.uri);
      // After the script's own first work; the library is open by then.
      setImmediate(() => void followed(folder?.uri));
    }),
    command('screenplay.editPronunciations', async () => {
      const { editPronunciations } = await import('./editPronunciations.ts');
      await editPronunciations(library, await castProjectId());
    }),
  );
}
