/** Sharing a project for the first time, joining one that others share, linking a folder to it, and leaving. */
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { ProjectRow } from '../library/rows.ts';
import { HumanError } from '../platform/errors.ts';
import type { Account } from './account.ts';
import { manifestName, readManifest, type SharedFolder, writeManifest } from './manifest.ts';
import { joinProjects } from './members.ts';
import type { JoinedProject } from './protocol.ts';
import { sentenceOf } from './remoteProject.ts';
import type { Replicator } from './replicator.ts';
import type { SharingService } from './sharingService.ts';
import { writeScripts } from './writeScripts.ts';

const { t } = vscode.l10n;

export interface FlowDeps {
  readonly library: Library;
  readonly service: SharingService;
  /** Asks for what is missing; undefined when the writer goes away. */
  readonly requireSignedIn: (url?: string) => Promise<Account | undefined>;
  readonly remember: (connection: { readonly url: string; readonly publishableKey: string }) => Promise<void>;
  /** Writes a script's file from its rows. Throws HumanError when something lies there already. */
  readonly writeScript: (scriptId: string, uri: vscode.Uri) => Promise<void>;
  /** What a script's rows say, as text; undefined when it is gone. `fileName`: that of its file, without its end. */
  readonly scriptText: (scriptId: string, fileName: string) => Promise<string | undefined>;
}

/** Brings a project of this library to the server. Undefined when the writer goes away. */
export async function shareProject(deps: FlowDeps): Promise<void> {
  const project = await chooseProject(deps);
  if (!project) return;
  const account = await deps.requireSignedIn();
  const writer = await account?.writer();
  if (!account || !writer) return;
  const yes = t('Share');
  const detail = t(
    'The scripts, voices and timelines of “{0}” are sent to {1}. Only those you invite can see them.',
    project.name,
    new URL(account.connection.url).host,
  );
  const answer = await vscode.window.showInformationMessage(
    t('Share “{0}”?', project.name),
    { modal: true, detail },
    yes,
  );
  if (answer !== yes) return;
  takeOwnSlug(deps.library, project);
  const { url, publishableKey } = account.connection;
  const replicator = deps.service.begin({ projectId: project.id, url, publishableKey, role: 'owner' }, true);
  await untilShared(replicator, t('Sharing “{0}”', project.name));
  const link = t('Link the Folder');
  const invite = t('Invite…');
  const next = await vscode.window.showInformationMessage(t('“{0}” is shared.', project.name), invite, link);
  if (next === invite)
    await vscode.commands.executeCommand('screenplay.manageMembers', { project: { id: project.id } });
  if (next === link) await linkFolder(deps, project.id);
}

/** Slugs are unique on the server, among all projects of all writers. */
function takeOwnSlug(library: Library, { id, slug }: ProjectRow): void {
  const own = `${slug.slice(0, 60)}-${id.slice(0, 8)}`;
  if (slug.endsWith(`-${id.slice(0, 8)}`)) return;
  library.apply([{ table: 'rewrite_projects', kind: 'update', id, patch: { slug: own } }]);
}

async function chooseProject({ library, service }: FlowDeps): Promise<ProjectRow | undefined> {
  const shared = new Set(service.store.shares().map(({ projectId }) => projectId));
  const projects = library.projects().filter(({ id }) => !shared.has(id));
  if (projects.length === 0) {
    if (shared.size > 0) throw new HumanError(t('Every project on this machine is shared already.'));
    throw new HumanError(t('There is no project to share yet. Open a script first.'));
  }
  const here = vscode.workspace.workspaceFolders?.map(({ uri }) => library.projectOfFolder(uri.toString())?.id) ?? [];
  const items = projects
    .map((project) => ({ label: project.name, picked: here.includes(project.id), project }))
    .sort((a, b) => Number(b.picked) - Number(a.picked));
  if (items.length === 1) return items[0]?.project;
  const chosen = await vscode.window.showQuickPick(items, { title: t('Which project do you want to share?') });
  return chosen?.project;
}

/** Shows how much is sent or received, until all is, or it cannot go on. */
async function untilShared(replicator: Replicator, title: string): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, async (progress, cancelled) => {
    let told = 0;
    const ended = Promise.withResolvers<void>();
    const look = () => {
      const { state } = replicator;
      if (state.kind === 'inSync') return ended.resolve();
      if (state.kind === 'attention' && ['setAside', 'viewer'].includes(state.reason)) return ended.resolve();
      if (state.kind === 'attention') return ended.reject(new HumanError(sentenceOf(state.reason as never)));
      if (state.kind !== 'syncing' || state.total === 0) return;
      const done = ((state.total - state.waiting) / state.total) * 100;
      progress.report({ message: t('{0} of {1}', state.total - state.waiting, state.total), increment: done - told });
      told = done;
    };
    const heard = replicator.onDidChangeState(look);
    cancelled.onCancellationRequested(() => ended.resolve());
    look();
    // What comes meanwhile may have it go on after that.
    void replicator.syncNow().then(look, ended.reject);
    await ended.promise.finally(() => heard.dispose());
  });
}

/** Joins a project that others share: by the folder's own file, or by choosing among the writer's invitations. */
export async function joinProject(deps: FlowDeps, folder: vscode.Uri, manifest?: SharedFolder): Promise<void> {
  if (manifest) await deps.remember(manifest);
  const account = await deps.requireSignedIn(manifest?.url);
  if (!account) return;
  const joined = await joinProjects(account.client);
  const project = manifest
    ? joined.find(({ project_id }) => project_id === manifest.project.id)
    : await chooseJoined(deps, joined);
  if (!project) {
    if (!manifest) return;
    throw new HumanError(t('You are not a member of this project yet: ask its owner to invite you.'));
  }
  const { url, publishableKey } = account.connection;
  const known = deps.service.replicator(project.project_id);
  const share = { projectId: project.project_id, url, publishableKey, role: project.role };
  const replicator = known ?? deps.service.begin(share, false);
  await untilShared(replicator, t('Fetching “{0}”', project.name));
  await writeScripts(deps, { projectId: project.project_id, folder, manifest });
}

async function chooseJoined(
  { service }: FlowDeps,
  joined: readonly JoinedProject[],
): Promise<JoinedProject | undefined> {
  const fresh = joined.filter(({ project_id }) => !service.replicator(project_id));
  if (fresh.length === 0) throw new HumanError(t('Nobody has invited you to a project that is not here already.'));
  const items = fresh.map((project) => ({ label: project.name, project }));
  const chosen = await vscode.window.showQuickPick(items, { title: t('Which project do you want to join?') });
  return chosen?.project;
}

/** Writes the small file that lets whoever has the folder join. */
export async function linkFolder({ library, service }: FlowDeps, projectId?: string): Promise<void> {
  const shares = service.store.shares();
  const share =
    shares.find((each) => each.projectId === projectId) ?? (shares.length === 1 ? shares[0] : await pickShare());
  const project = share && library.project(share.projectId);
  const known = library.projectFolders().find(({ project_id }) => project_id === project?.id);
  if (!share || !project || !known) throw new HumanError(t('Open a folder of the shared project first.'));
  const folder = vscode.Uri.parse(known.uri);
  const scripts = library.scripts(project.id).flatMap(({ id }) =>
    library
      .filesOfScript(id)
      .filter((uri) => uri.startsWith(`${known.uri}/`))
      .map((uri) => [decodeURIComponent(uri.slice(known.uri.length + 1)), id] as const),
  );
  const { url, publishableKey } = share;
  const text = writeManifest({
    url,
    publishableKey,
    project: { id: project.id, name: project.name },
    scripts: Object.fromEntries(scripts),
  });
  const file = vscode.Uri.joinPath(folder, manifestName);
  await vscode.workspace.fs.writeFile(file, Buffer.from(text, 'utf8'));
  void vscode.window.showInformationMessage(
    t(
      '“{0}” now says which project this folder belongs to. Whoever gets the folder can join, once you have invited them.',
      manifestName,
    ),
  );

  async function pickShare() {
    const items = shares.map((each) => ({ label: library.project(each.projectId)?.name ?? '', share: each }));
    return (await vscode.window.showQuickPick(items, { title: t('Which project?') }))?.share;
  }
}

/** What the folder's file says; undefined when there is none that may be followed. */
export async function readFolder(folder: vscode.Uri): Promise<SharedFolder | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, manifestName));
    return bytes.length < 200_000 ? readManifest(Buffer.from(bytes).toString('utf8')) : undefined;
  } catch {
    // No such file: most folders are nobody else's.
    return undefined;
  }
}

/** Stops sharing on this machine. */
export async function leaveProject({ library, service }: FlowDeps, projectId?: string): Promise<void> {
  const shares = service.store.shares();
  if (shares.length === 0) throw new HumanError(t('No project is shared on this machine.'));
  const items = shares.map((share) => ({ label: library.project(share.projectId)?.name ?? '', id: share.projectId }));
  const chosen =
    items.find(({ id }) => id === projectId) ??
    (items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title: t('Which project?') }));
  if (!chosen) return;
  const waiting = service.store.waitingCount(chosen.id);
  const stop = t('Stop Sharing');
  const detail =
    waiting > 0
      ? t(
          '{0} changes have not been sent yet and stay on this machine only. The others keep the shared project.',
          waiting,
        )
      : t('Your copy stays on this machine. The others keep the shared project.');
  const answer = await vscode.window.showWarningMessage(
    t('Stop sharing “{0}” here?', chosen.label),
    { modal: true, detail },
    stop,
  );
  if (answer === stop) service.end(chosen.id);
}
