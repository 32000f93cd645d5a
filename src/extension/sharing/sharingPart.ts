/** Sharing itself, loaded at its first use: the service, the status bar, the view, and what its commands do. */
import * as vscode from 'vscode';
import { Disposables } from '../platform/disposables.ts';
import { HumanError } from '../platform/errors.ts';
import { decideChange, provideVersions } from './decideChange.ts';
import { deleteSharedProject } from './deleteSharedProject.ts';
import { downloadMedia } from './downloadMedia.ts';
import { hasSharedKey, type SharingDeps } from './registerSharing.ts';
import { type FlowDeps, joinProject, leaveProject, linkFolder, readFolder, shareProject } from './shareProject.ts';
import { SharingService } from './sharingService.ts';
import { stateSentence } from './sharingTexts.ts';
import { type SharingNode, showSharingView } from './sharingView.ts';
import { showStatus, worstState } from './statusItem.ts';
import type { SharedWords } from './words.ts';

const { t } = vscode.l10n;

/** In the global state: the projects that the writer does not want to be asked about. */
const declinedKey = 'screenplay.declinedProjects';

export interface SharingPart extends vscode.Disposable {
  readonly isSharing: boolean;
  share(): Promise<void>;
  join(): Promise<void>;
  leave(row: unknown): Promise<void>;
  deleteShared(row: unknown): Promise<void>;
  link(row: unknown): Promise<void>;
  syncNow(): Promise<void>;
  download(row: unknown): Promise<void>;
  pause(): void;
  show(): Promise<void>;
  decide(row: unknown): Promise<void>;
  /** Asks whether to join the project that a folder says it belongs to, unless it is shared here already. */
  offer(folder: vscode.Uri): Promise<void>;
}

export function openSharing(deps: Omit<SharingDeps, 'words'> & { readonly words: SharedWords }): SharingPart {
  const { library, media, traces, words, account, log, context } = deps;
  const lifetime = new Disposables();
  const findAccount = (url: string) => account.signedIn(url);
  const service = lifetime.add(new SharingService({ library, media, traces, words, findAccount, log }));
  const { requireSignedIn, remember } = account;
  const flow: FlowDeps = {
    library,
    service,
    requireSignedIn,
    remember,
    writeScript: deps.writeScript,
    scriptText: deps.scriptText,
  };
  lifetime.add(showStatus(service));
  lifetime.add(showSharingView(service, library));
  lifetime.add(provideVersions());
  const tellContext = () => {
    const isSharing = service.replicators.length > 0;
    void vscode.commands.executeCommand('setContext', 'screenplay.isSharing', isSharing);
    if (isSharing && context.globalState.get<boolean>(hasSharedKey) !== true)
      void context.globalState.update(hasSharedKey, true);
  };
  lifetime.add(service.onDidChange(tellContext));
  lifetime.add(
    vscode.window.onDidChangeWindowState(({ focused }) => {
      // A socket may have died in silence while the machine slept.
      if (focused) for (const replicator of service.replicators) replicator.hint();
    }),
  );
  service.resume();
  const offered = new Set<string>();
  return {
    get isSharing() {
      return service.replicators.length > 0;
    },
    share: () => shareProject(flow),
    join: () => joinHere(flow),
    deleteShared: (row) => deleteSharedProject(flow, projectOf(row)),
    leave: (row) => leaveProject(flow, projectOf(row)),
    link: (row) => linkFolder(flow, projectOf(row)),
    syncNow: () => syncAll(service, requireSignedIn),
    download: (row) => downloadMedia(flow, projectOf(row)),
    pause: () => togglePause(service),
    show: () => showActions(service),
    async decide(row) {
      const node = row as SharingNode | undefined;
      if (node?.kind === 'aside') await decideChange({ library, store: service.store, words }, node.aside);
      for (const replicator of service.replicators) replicator.start();
    },
    async offer(folder) {
      const manifest = await readFolder(folder);
      if (!manifest) return;
      const { id, name } = manifest.project;
      const declined = context.globalState.get<readonly string[]>(declinedKey) ?? [];
      if (offered.has(id) || declined.includes(id) || service.replicator(id)) return;
      offered.add(id);
      const [join, never] = [t('Join'), t('Don’t Ask Again')];
      const question = t('This folder belongs to the shared project “{0}”.', name);
      const answer = await vscode.window.showInformationMessage(question, join, t('Not Now'), never);
      if (answer === join) await joinProject(flow, folder, manifest);
      if (answer === never) await context.globalState.update(declinedKey, [...declined, id]);
    },
    dispose: () => lifetime.dispose(),
  };
}

function projectOf(row: unknown): string | undefined {
  const node = row as SharingNode | undefined;
  return node?.kind === 'project' ? node.replicator.projectId : undefined;
}

async function joinHere(flow: FlowDeps): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new HumanError(t('Open a folder first: the scripts of the project are written into it.'));
  await joinProject(flow, folder, await readFolder(folder));
}

async function syncAll(service: SharingService, signIn: FlowDeps['requireSignedIn']): Promise<void> {
  if (service.replicators.length === 0) throw new HumanError(t('No project is shared on this machine.'));
  for (const { projectId, state } of service.replicators) {
    const share = service.store.share(projectId);
    if (state.kind === 'attention' && state.reason === 'signedOut' && !(await signIn(share?.url))) return;
    // Somebody who was removed may have been invited again.
    if (share?.state === 'ended') service.store.write((writer) => writer.patchShare(projectId, { state: 'active' }));
  }
  await Promise.all(service.replicators.map((replicator) => replicator.syncNow()));
}

function togglePause(service: SharingService): void {
  const isPaused = service.replicators.some(({ state }) => state.kind === 'paused');
  for (const replicator of service.replicators) replicator.pause(!isPaused);
}

/** What the status bar's word offers. */
async function showActions(service: SharingService): Promise<void> {
  const state = worstState(service.replicators.map((replicator) => replicator.state));
  const action = (icon: string, label: string, command: string) => ({ label: `$(${icon}) ${label}`, command });
  const isPaused = state?.kind === 'paused';
  const isSignedOut = state?.kind === 'attention' && state.reason === 'signedOut';
  const items = [
    ...(isSignedOut ? [action('account', t('Sign In'), 'screenplay.syncNow')] : []),
    action('sync', t('Send and Receive Now'), 'screenplay.syncNow'),
    isPaused
      ? action('debug-start', t('Resume Sharing'), 'screenplay.pauseSharing')
      : action('debug-pause', t('Pause Sharing'), 'screenplay.pauseSharing'),
    action('cloud-download', t('Download All Voices and Files'), 'screenplay.downloadMedia'),
    action('list-unordered', t('Show What Waits'), 'screenplay.sharing.focus'),
    action('organization', t('Members…'), 'screenplay.manageMembers'),
    action('link', t('Link the Folder to the Shared Project'), 'screenplay.linkFolder'),
  ];
  const title = state ? stateSentence(state) : t('No project is shared on this machine.');
  const chosen = await vscode.window.showQuickPick(
    state ? items : [action('cloud-upload', t('Share a Project…'), 'screenplay.shareProject')],
    { title },
  );
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}
