import { basename } from 'node:path';
import * as vscode from 'vscode';
import { HumanError, isHumanError } from '../platform/errors.ts';
import { chooseProject } from '../sync/chooseProject.ts';
import { givenFiles } from './givenFiles.ts';
import { type Imported, importFile } from './importFiles.ts';
import type { MediaImportDeps } from './registerMediaImport.ts';

/** Endings offered in the dialog; what a file really is its bytes tell. */
const endings = [
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'avif',
  'svg',
  'wav',
  'mp3',
  'flac',
  'ogg',
  'mp4',
  'mov',
  'webm',
  'mkv',
];

interface Refused {
  readonly name: string;
  readonly reason: string;
}

/** Imports files, with progress that can be cancelled, and tells what became of them. */
export async function importMedia(deps: MediaImportDeps, given: unknown, selection: unknown): Promise<void> {
  const { library, media, editors } = deps;
  const title = vscode.l10n.t('Import media into which project?');
  const project = await chooseProject(library, editors, undefined, title);
  if (!project) {
    if (library.projects().length > 0) return;
    throw new HumanError(vscode.l10n.t('Open a script first: media belong to the project of its folder.'));
  }
  const named = await givenFiles(media, given, selection);
  const files = named.length > 0 ? named : await askFiles();
  if (files.length === 0) return;
  const outcome = await importWithProgress(deps, project.id, files);
  tell([...whatCame(project.name, outcome.imported), ...whatIsMute(outcome.imported)], outcome.refused);
}

type ImportDeps = Pick<MediaImportDeps, 'library' | 'media' | 'log'>;

/** Imports files that were dropped where they will be seen: only what went wrong is told. Resolves with the assets in the files' order. */
export async function importFilesInto(
  deps: ImportDeps,
  projectId: string,
  files: readonly vscode.Uri[],
): Promise<readonly string[]> {
  const { imported, refused } = await importWithProgress(deps, projectId, files);
  tell(whatIsMute(imported), refused);
  return imported.map(({ assetId }) => assetId);
}

interface Outcome {
  readonly imported: readonly Imported[];
  readonly refused: readonly Refused[];
}

async function importWithProgress(deps: ImportDeps, projectId: string, files: readonly vscode.Uri[]): Promise<Outcome> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Importing media'), cancellable: true },
    (progress, token) => importAll(deps, projectId, files, progress, token),
  );
}

async function askFiles(): Promise<readonly vscode.Uri[]> {
  const { t } = vscode.l10n;
  const chosen = await vscode.window.showOpenDialog({
    title: t('Import Media'),
    canSelectMany: true,
    openLabel: t('Import'),
    filters: { [t('Pictures, sounds and films')]: endings },
  });
  return chosen ?? [];
}

async function importAll(
  deps: ImportDeps,
  projectId: string,
  files: readonly vscode.Uri[],
  progress: vscode.Progress<{ message?: string; increment?: number }>,
  token: vscode.CancellationToken,
): Promise<Outcome> {
  const stopped = new AbortController();
  const listener = token.onCancellationRequested(() => stopped.abort(new vscode.CancellationError()));
  const imported: Imported[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    if (token.isCancellationRequested) break;
    const name = basename(file.fsPath);
    progress.report({ message: name, increment: 100 / files.length });
    try {
      const { library, media } = deps;
      imported.push(await importFile(file.fsPath, projectId, { library, media, signal: stopped.signal }));
    } catch (cause) {
      if (stopped.signal.aborted) break;
      deps.log.warn('A media file was not imported', cause);
      refused.push({ name, reason: reasonOf(cause) });
    }
  }
  listener.dispose();
  return { imported, refused };
}

function reasonOf(cause: unknown): string {
  return isHumanError(cause) ? vscode.l10n.t(cause.message) : vscode.l10n.t('The file could not be read.');
}

function whatCame(projectName: string, imported: readonly Imported[]): readonly string[] {
  const { t } = vscode.l10n;
  const fresh = imported.filter((each) => !each.isKnown).length;
  const known = imported.length - fresh;
  return [
    ...(fresh === 1 ? [t('1 file was imported into {0}.', projectName)] : []),
    ...(fresh > 1 ? [t('{0} files were imported into {1}.', fresh, projectName)] : []),
    ...(known === 1 ? [t('1 file was there already.')] : []),
    ...(known > 1 ? [t('{0} files were there already.', known)] : []),
  ];
}

function whatIsMute(imported: readonly Imported[]): readonly string[] {
  const mute = imported.filter((each) => each.isMute).map((each) => each.name);
  if (mute.length === 0) return [];
  return [vscode.l10n.t('Without sound, which is of a kind that VS Code does not play: {0}.', mute.join(', '))];
}

function tell(sentences: readonly string[], refused: readonly Refused[]): void {
  const { t } = vscode.l10n;
  if (sentences.length > 0) void vscode.window.showInformationMessage(sentences.join(' '));
  for (const { name, reason } of refused)
    void vscode.window.showWarningMessage(t('“{0}” was not imported. {1}', name, reason));
}
