/** Who has a part in a shared project, on the server. What each may do is decided there (row-level security), never here. */
import type { PostgrestError, SupabaseClient } from '@supabase/supabase-js';
import * as z from 'zod/mini';
import { HumanError } from '../platform/errors.ts';
import { type JoinedProject, joinAnswer, type MemberRow, memberRow, type Role, serverErrors } from './protocol.ts';

/** Why a change of members was refused. The sentences are keys of the translation. */
export type MembersReason = 'notAllowed' | 'lastOwner' | 'badEmail' | 'offline' | 'failed';

const sentences: Record<MembersReason, string> = {
  notAllowed: 'Only an owner of the shared project can change who is in it.',
  lastOwner: 'A shared project needs an owner; make somebody else an owner first.',
  badEmail: 'This is no e-mail address; check how it is spelt.',
  offline: 'The shared project cannot be reached; check the network and try again.',
  failed: 'The members could not be changed; the log tells more.',
};

/** A change of members did not happen. */
export class MembersRefused extends HumanError {
  override readonly name = 'MembersRefused';
  readonly reason: MembersReason;

  constructor(reason: MembersReason, options?: ErrorOptions) {
    super(sentences[reason], options);
    this.reason = reason;
  }
}

function refusedBy({ code, message }: PostgrestError, status: number): MembersRefused {
  const cause = new Error(`${status} ${code}`);
  if (status === 0) return new MembersRefused('offline', { cause });
  if (code === serverErrors.notAllowed) return new MembersRefused('notAllowed', { cause });
  // The guard of the last owner and the check of the address are told apart by the constraint's name.
  if (code === '23514') return new MembersRefused(message.includes('email') ? 'badEmail' : 'lastOwner', { cause });
  return new MembersRefused('failed', { cause });
}

/** The members of one project, with the rights of who is signed in. Calls throw {@link MembersRefused}. */
export class Members {
  readonly #client: SupabaseClient;
  readonly #projectId: string;

  constructor(client: SupabaseClient, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  /** Everybody, invitations included, owners first. */
  async list(): Promise<readonly MemberRow[]> {
    const answer = await this.#client.from('rewrite_members').select('*').eq('project_id', this.#projectId);
    if (answer.error) throw refusedBy(answer.error, answer.status);
    const rank: Record<Role, number> = { owner: 0, editor: 1, viewer: 2 };
    const rows = z.array(memberRow).parse(answer.data);
    return rows.sort((a, b) => rank[a.role] - rank[b.role] || (a.email ?? '').localeCompare(b.email ?? ''));
  }

  /** Invites somebody, or gives whoever has this address another role. */
  async invite(email: string, role: Role): Promise<void> {
    const answer = await this.#client.rpc('rewrite_invite', { project_id: this.#projectId, email, role });
    if (answer.error) throw refusedBy(answer.error, answer.status);
  }

  async changeRole(memberId: string, role: Role): Promise<void> {
    const answer = await this.#client.from('rewrite_members').update({ role }).eq('id', memberId).select('id');
    if (answer.error) throw refusedBy(answer.error, answer.status);
    // Row-level security passes over what a caller may not change.
    if (answer.data.length === 0) throw new MembersRefused('notAllowed');
  }

  /** Removes a member or takes back an invitation; a member may remove itself. */
  async remove(memberId: string): Promise<void> {
    const answer = await this.#client.from('rewrite_members').delete().eq('id', memberId).select('id');
    if (answer.error) throw refusedBy(answer.error, answer.status);
    if (answer.data.length === 0) throw new MembersRefused('notAllowed');
  }
}

/** Accepts every invitation to the writer's address; gives all projects that the writer has a part in. Throws {@link MembersRefused}. */
export async function joinProjects(client: SupabaseClient): Promise<readonly JoinedProject[]> {
  const answer = await client.rpc('rewrite_join');
  if (answer.error) throw refusedBy(answer.error, answer.status);
  return joinAnswer.parse(answer.data);
}
