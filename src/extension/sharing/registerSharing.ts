/** Sharing, as little of it as there has to be before the writer shares: commands, and a look whether something is shared here. */
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { SqliteAccess } from '../library/sqliteLibrary.ts';
import type { Traces } from '../library/traces.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { Event } from '../platform/emitter.ts';
import { HumanError } from '../platform/errors.ts';
import { fileExists } from '../platform/fileExists.ts';
import { lazily } from '../platform/lazily.ts';
import type { Log } from '../platform/log.ts';
import type { AccountPart } from './registerAccount.ts';
import type { SharingPart } from './sharingPart.ts';
import type { SharedWords } from './words.ts';

export interface SharingDeps {
  readonly context: Pick<vscode.ExtensionContext, 'globalState'>;
  readonly library: Library & SqliteAccess;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly account: AccountPart;
  /** Made when something is shared. */
  readonly words: () => Promise<SharedWords>;
  readonly writeScript: (scriptId: string, uri: vscode.Uri) => Promise<void>;
  /** What a script's rows say, as text; undefined when it is gone. `fileName`: that of its file, without its end. */
  readonly scriptText: (scriptId: string, fileName: string) => Promise<string | undefined>;
  /** A script was opened: its folder may belong to a shared project. */
  readonly onDidOpenScript: Event<{ readonly document: vscode.TextDocument }>;
  readonly command: RegisterCommand;
  readonly log: Log;
}

/** In the global state: something was shared from this library once. */
export const hasSharedKey = 'screenplay.hasShared';

export interface Sharing extends Disposable {
  /** Something of this library is being shared. */
  readonly isSharing: boolean;
}

export function registerSharing(deps: SharingDeps): Sharing {
  const { context, command, log, onDidOpenScript } = deps;
  const lifetime = new Disposables();
  const part = lazily(async () => {
    const { openSharing } = await import('./sharingPart.ts');
    return openSharing({ ...deps, words: await deps.words() });
  });
  lifetime.add(part);
  const run = (id: string, work: (opened: SharingPart, argument: unknown) => unknown) =>
    lifetime.add(
      command(id, async (argument) => {
        if (!vscode.workspace.isTrusted)
          throw new HumanError(
            vscode.l10n.t('Trust this folder first: nothing is sent from a folder that you do not trust.'),
          );
        return work(await part.get(), argument);
      }),
    );
  run('screenplay.shareProject', (opened) => opened.share());
  run('screenplay.joinProject', (opened) => opened.join());
  run('screenplay.leaveProject', (opened, row) => opened.leave(row));
  run('screenplay.deleteSharedProject', (opened, row) => opened.deleteShared(row));
  run('screenplay.linkFolder', (opened, row) => opened.link(row));
  run('screenplay.syncNow', (opened) => opened.syncNow());
  run('screenplay.downloadMedia', (opened, row) => opened.download(row));
  run('screenplay.pauseSharing', (opened) => opened.pause());
  run('screenplay.showSharing', (opened) => opened.show());
  run('screenplay.decideSharedChange', (opened, row) => opened.decide(row));

  const begin = () => {
    if (!vscode.workspace.isTrusted) return;
    if (context.globalState.get<boolean>(hasSharedKey) === true)
      part.get().catch((cause: unknown) => log.error('Sharing could not begin', cause));
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) void offerToJoin([uri], part, log);
  };
  lifetime.add(vscode.workspace.onDidGrantWorkspaceTrust(begin));
  const soon = setTimeout(begin, 0);
  lifetime.add({ dispose: () => clearTimeout(soon) });
  lifetime.add(onDidOpenScript(({ document }) => void offerToJoin(foldersAbove(document.uri), part, log)));
  return {
    get isSharing() {
      return part.made?.isSharing === true;
    },
    dispose: () => lifetime.dispose(),
  };
}

/** A folder that was cloned says which shared project it belongs to: its writer is asked once a window. */
async function offerToJoin(
  folders: readonly vscode.Uri[],
  part: { get(): Promise<SharingPart> },
  log: Log,
): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  try {
    for (const folder of folders) {
      if (folder.scheme !== 'file') continue;
      if (!(await fileExists(vscode.Uri.joinPath(folder, 'screenplay-project.json')))) continue;
      await (await part.get()).offer(folder);
      return;
    }
  } catch (cause) {
    log.warn('A folder could not be looked at', cause);
  }
}

/** The folder of a script, and those above it up to the one that is open. */
function foldersAbove(uri: vscode.Uri): readonly vscode.Uri[] {
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  const folders = [vscode.Uri.joinPath(uri, '..')];
  for (let folder = folders[0]; folder && root && folder.path.startsWith(`${root.path}/`); ) {
    folder = vscode.Uri.joinPath(folder, '..');
    folders.push(folder);
  }
  return folders;
}
