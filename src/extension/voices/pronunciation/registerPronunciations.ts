import * as vscode from 'vscode';
import type { Library } from '../../library/library.ts';
import type { Log } from '../../platform/log.ts';

export interface PronunciationsDeps {
  readonly library: Library;
  readonly castProjectId: () => Promise<string | undefined>;
  /** Registers a command whose failures are told to the writer. */
  readonly command: (id: string, body: () => Promise<unknown>) => vscode.Disposable;
  readonly log: Log;
}

/** The list of how words are said, and what becomes of voices when it changes, by whatever hand. */
export function registerPronunciations({
  library,
  castProjectId,
  command,
  log,
}: PronunciationsDeps): vscode.Disposable {
  const follow = async (event: vscode.ConfigurationChangeEvent) => {
    const [{ pronunciationsOfProject }, { respokenChanges }] = await Promise.all([
      import('./projectPronunciations.ts'),
      import('./respokenLines.ts'),
    ]);
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (!event.affectsConfiguration('screenplay.voice.pronunciations', folder.uri)) continue;
      const project = library.projectOfFolder(folder.uri.toString());
      if (project) library.apply(respokenChanges(library, project.id, pronunciationsOfProject(library, project.id)));
    }
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('screenplay.voice.pronunciations')) return;
      follow(event).catch((cause: unknown) => log.error('Lines could not be told of new pronunciations', cause));
    }),
    command('screenplay.editPronunciations', async () => {
      const { editPronunciations } = await import('./editPronunciations.ts');
      await editPronunciations(library, await castProjectId());
    }),
  );
}
