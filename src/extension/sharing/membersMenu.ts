/** Who is in a shared project, as a menu: invite, change, remove, leave. */
import * as vscode from 'vscode';
import type { Members } from './members.ts';
import type { MemberRow, Role } from './protocol.ts';
import { ask } from './steps.ts';

const { t } = vscode.l10n;

interface MemberItem extends vscode.QuickPickItem {
  readonly member?: MemberRow;
}

const roleName = (role: Role): string => ({ owner: t('owner'), editor: t('may write'), viewer: t('may read') })[role];

/** Shows the members until the writer goes away. `writerId`: the user who is signed in. */
export async function showMembers(members: Members, projectName: string, writerId: string): Promise<void> {
  for (;;) {
    const rows = await members.list();
    const own = rows.find(({ user_id }) => user_id === writerId);
    const isOwner = own?.role === 'owner';
    const chosen = await vscode.window.showQuickPick<MemberItem>(itemsOf(rows, writerId, isOwner), {
      title: t('Members of “{0}”', projectName),
      placeHolder: isOwner
        ? t('Invite somebody, or choose a member to change')
        : t('Only an owner can invite and change members'),
    });
    if (!chosen) return;
    if (!chosen.member) await invite(members);
    else if (isOwner && chosen.member.id !== own?.id) await change(members, chosen.member);
    else if (chosen.member.id === own?.id) return leave(members, chosen.member, projectName);
  }
}

function itemsOf(rows: readonly MemberRow[], writerId: string, isOwner: boolean): MemberItem[] {
  const people = rows.map((member): MemberItem => {
    const isOwn = member.user_id === writerId;
    const isInvited = member.user_id === null;
    return {
      member,
      label: `$(${isInvited ? 'mail' : 'account'}) ${member.email ?? t('without an address')}`,
      description: [roleName(member.role), isOwn && t('you'), isInvited && t('invited, has not joined yet')]
        .filter(Boolean)
        .join(' · '),
    };
  });
  return isOwner ? [...people, { label: `$(add) ${t('Invite by E-mail…')}`, alwaysShow: true }] : people;
}

async function chooseRole(title: string, now?: Role): Promise<Role | undefined> {
  const details: readonly (readonly [Role, string])[] = [
    ['editor', t('Writes, voices and arranges like you')],
    ['viewer', t('Reads and listens; what they change stays on their machine')],
    ['owner', t('Also invites, removes and deletes the project')],
  ];
  const items = details.map(([role, detail]) => ({ role, detail, label: roleName(role), picked: role === now }));
  return (await vscode.window.showQuickPick(items, { title }))?.role;
}

async function invite(members: Members): Promise<void> {
  const email = await ask({
    title: t('Invite to the Shared Project'),
    prompt: t('The e-mail address that they will sign in with.'),
    placeholder: 'namn@example.se',
    accept: () => undefined,
  });
  if (!email) return;
  const role = await chooseRole(t('What may {0} do?', email));
  if (!role) return;
  await members.invite(email, role);
  void vscode.window.showInformationMessage(
    t(
      '{0} is invited. No letter is sent: tell them to open the project’s folder, or to join by the address of the project.',
      email,
    ),
  );
}

async function change(members: Members, member: MemberRow): Promise<void> {
  const name = member.email ?? t('without an address');
  const remove = {
    label: `$(trash) ${member.user_id === null ? t('Take Back the Invitation') : t('Remove from the Project')}`,
    role: undefined,
  };
  const roles = (['owner', 'editor', 'viewer'] as const)
    .filter((role) => role !== member.role)
    .map((role) => ({ label: `$(person) ${t('Let them: {0}', roleName(role))}`, role }));
  const chosen = await vscode.window.showQuickPick([...roles, remove], { title: name });
  if (!chosen) return;
  if (chosen.role) return members.changeRole(member.id, chosen.role);
  const yes = t('Remove');
  const detail = t('They keep the copy on their machine and get nothing new.');
  const answer = await vscode.window.showWarningMessage(
    t('Remove {0} from the project?', name),
    { modal: true, detail },
    yes,
  );
  if (answer === yes) await members.remove(member.id);
}

async function leave(members: Members, own: MemberRow, projectName: string): Promise<void> {
  const yes = t('Leave');
  const detail = t('Your copy stays on this machine. Nothing new comes or goes.');
  const answer = await vscode.window.showWarningMessage(t('Leave “{0}”?', projectName), { modal: true, detail }, yes);
  if (answer === yes) await members.remove(own.id);
}
