/** Setting up, signing in, signing out and members: tiny until first used. Nothing is sent before the writer asks for it, in a trusted folder. */
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { SqliteAccess } from '../library/sqliteLibrary.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import { HumanError } from '../platform/errors.ts';
import { lazily } from '../platform/lazily.ts';
import type { Log } from '../platform/log.ts';
import type { Account } from './account.ts';
import type { SharedProject } from './sharedProjects.ts';

export interface AccountDeps {
  readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'extension'>;
  readonly library: Library & SqliteAccess;
  readonly command: RegisterCommand;
  readonly log: Log;
}

/** What sharing needs of the writer's account. `url`: the Supabase project; the one in the settings when left out. */
export interface AccountPart extends vscode.Disposable {
  /** The account, when it is known and signed in; nothing is asked. */
  signedIn(url?: string): Promise<Account | undefined>;
  /** Asks for what is missing (project, address, code). Undefined when the writer goes away; throws in an untrusted folder. */
  requireSignedIn(url?: string): Promise<Account | undefined>;
  /** Keeps how a colleague's project is reached. */
  remember(connection: { readonly url: string; readonly publishableKey: string }): Promise<void>;
}

export function registerAccount(deps: AccountDeps): AccountPart {
  const { library, command, log } = deps;
  const { secrets } = deps.context;
  const extensionId = deps.context.extension.id;
  const accounts = lazily(async () => {
    const { Accounts } = await import('./accounts.ts');
    return new Accounts(secrets);
  });

  async function signedIn(url?: string): Promise<Account | undefined> {
    if (!vscode.workspace.isTrusted) return undefined;
    const made = await accounts.get();
    const connection = await made.connection(url);
    const account = connection && made.account(connection);
    return (await account?.writer()) ? account : undefined;
  }

  async function requireSignedIn(url?: string): Promise<Account | undefined> {
    requireTrust();
    const made = await accounts.get();
    const connection = (await made.connection(url)) ?? (await (await import('./askConnection.ts')).askConnection(made));
    if (!connection) return undefined;
    const account = made.account(connection);
    if (await account.writer()) return account;
    const { askSignIn } = await import('./askSignIn.ts');
    const writer = await askSignIn(account, { secrets, extensionId });
    if (!writer) return undefined;
    void vscode.window.showInformationMessage(vscode.l10n.t('You are signed in as {0}.', writer.email));
    return account;
  }

  async function sharedProjects(): Promise<readonly SharedProject[]> {
    const { readSharedProjects } = await import('./sharedProjects.ts');
    return readSharedProjects(library);
  }

  const handler = vscode.window.registerUriHandler({
    handleUri: async (uri) => {
      const { followSignInLink } = await import('./followSignInLink.ts');
      await followSignInLink(uri, await accounts.get(), log);
    },
  });

  const commands = [
    command('screenplay.setUpSharing', async () => {
      requireTrust();
      const { askConnection } = await import('./askConnection.ts');
      if (await askConnection(await accounts.get())) await requireSignedIn();
    }),
    command('screenplay.signIn', () => requireSignedIn()),
    command('screenplay.signOut', async () => {
      const account = await signedIn();
      const writer = await account?.writer();
      if (!account || !writer) throw new HumanError(vscode.l10n.t('Nobody is signed in.'));
      await account.signOut();
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} is signed out. Your projects stay on this machine.', writer.email),
      );
    }),
    command('screenplay.manageMembers', async (argument) => {
      const project = await chooseProject(await sharedProjects(), argument);
      const account = project && (await requireSignedIn(project.url));
      const writer = await account?.writer();
      if (!project || !account || !writer) return;
      const [{ Members }, { showMembers }] = await Promise.all([import('./members.ts'), import('./membersMenu.ts')]);
      await showMembers(new Members(account.client, project.projectId), project.name, writer.id);
    }),
  ];
  return {
    signedIn,
    requireSignedIn,
    async remember(connection) {
      await (await accounts.get()).remember(connection);
    },
    dispose: () => vscode.Disposable.from(handler, accounts, ...commands).dispose(),
  };
}

function requireTrust(): void {
  if (!vscode.workspace.isTrusted)
    throw new HumanError(
      vscode.l10n.t('Trust this folder first: nothing is sent from a folder that you do not trust.'),
    );
}

/** The project of a tree row (`{ project }`), the only one, or the one that the writer picks. */
async function chooseProject(
  projects: readonly SharedProject[],
  argument: unknown,
): Promise<SharedProject | undefined> {
  if (projects.length === 0) throw new HumanError(vscode.l10n.t('No project is shared yet. Share one first.'));
  const row = argument as { readonly project?: { readonly id?: unknown } } | undefined;
  const named = projects.find(({ projectId }) => projectId === row?.project?.id);
  if (named || projects.length === 1) return named ?? projects[0];
  const items = projects.map((project) => ({ label: project.name, project }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Which project?') });
  return chosen?.project;
}
