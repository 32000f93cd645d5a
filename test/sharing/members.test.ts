import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, it } from 'mocha';
import { addUser, type Caller, rowsAs } from './postgres/callers.ts';
import { describeOnPostgres } from './postgres/eachPostgres.ts';
import { pull, push, sampleProject } from './postgres/replica.ts';

describeOnPostgres('members of a project', ({ client }) => {
  let owner: Caller & { userId: string };
  let project: string;
  before(async () => {
    owner = await addUser(client(), 'astrid@example.se');
    const { ids, entries } = sampleProject();
    project = ids.project;
    await push(client(), owner, project, entries);
  });

  const invite = (email: string, role: string, by: Caller = owner) =>
    rowsAs(client(), by, 'select public.rewrite_invite($1, $2, $3) as id', [project, email, role]);
  const join = async (caller: Caller) =>
    (await rowsAs(client(), caller, 'select public.rewrite_join() as projects'))[0]?.['projects'];
  const members = (caller: Caller) =>
    rowsAs(
      client(),
      caller,
      'select email, role, user_id is not null as has_joined from public.rewrite_members where project_id = $1 order by created_at',
      [project],
    );
  const newEmail = () => `${randomUUID()}@example.se`;

  it('begin with who made it, as its owner', async () => {
    assert.deepEqual(await members(owner), [{ email: 'astrid@example.se', role: 'owner', has_joined: true }]);
  });

  it('are invited by e-mail and join when they sign in with it', async () => {
    const email = newEmail();
    await invite(`  ${email.toUpperCase()} `, 'editor');
    const guest = await addUser(client(), email);
    await assert.rejects(pull(client(), guest, project), { code: '42501' });
    assert.deepEqual(await join(guest), [{ project_id: project, name: 'Fyren', role: 'editor' }]);
    assert.equal((await pull(client(), guest, project)).role, 'editor');
    assert.deepEqual(await join(guest), [{ project_id: project, name: 'Fyren', role: 'editor' }]);
  });

  it('do not join with an e-mail that is not proven', async () => {
    const email = newEmail();
    await invite(email, 'editor');
    const impostor = await addUser(client(), email, false);
    assert.deepEqual(await join(impostor), []);
    await assert.rejects(pull(client(), impostor, project), { code: '42501' });
  });

  it('get another role by a second invitation, and by the owner', async () => {
    const email = newEmail();
    await invite(email, 'editor');
    const guest = await addUser(client(), email);
    await join(guest);
    await invite(email, 'viewer');
    assert.equal((await pull(client(), guest, project)).role, 'viewer');
    await rowsAs(client(), owner, 'update public.rewrite_members set role = $1 where email = $2', ['editor', email]);
    assert.equal((await pull(client(), guest, project)).role, 'editor');
  });

  it('see each other, and only owners change who they are', async () => {
    const email = newEmail();
    await invite(email, 'editor');
    const editor = await addUser(client(), email);
    await join(editor);
    assert.ok((await members(editor)).length >= 2);
    await assert.rejects(invite(newEmail(), 'editor', editor), { code: '42501' });
    const promote = 'update public.rewrite_members set role = $1 where user_id = $2 returning id';
    assert.deepEqual(await rowsAs(client(), editor, promote, ['owner', editor.userId]), []);
    const insert = 'insert into public.rewrite_members (project_id, email, role) values ($1, $2, $3)';
    await assert.rejects(rowsAs(client(), editor, insert, [project, newEmail(), 'editor']), { code: '42501' });
    const dismiss = 'delete from public.rewrite_members where user_id = $1 returning id';
    assert.deepEqual(await rowsAs(client(), editor, dismiss, [owner.userId]), []);
  });

  it('leave, or are removed, and read nothing from then on', async () => {
    for (const by of ['themselves', 'the owner']) {
      const email = newEmail();
      await invite(email, 'editor');
      const guest = await addUser(client(), email);
      await join(guest);
      const sql = 'delete from public.rewrite_members where user_id = $1 returning role';
      assert.deepEqual(await rowsAs(client(), by === 'themselves' ? guest : owner, sql, [guest.userId]), [
        { role: 'editor' },
      ]);
      await assert.rejects(pull(client(), guest, project), { code: '42501', detail: 'stranger' });
      assert.deepEqual(await join(guest), []);
    }
  });

  it('always have an owner among them', async () => {
    const leave = 'delete from public.rewrite_members where user_id = $1 and project_id = $2';
    await assert.rejects(rowsAs(client(), owner, leave, [owner.userId, project]), { code: '23514' });
    const demote = 'update public.rewrite_members set role = $1 where user_id = $2 and project_id = $3';
    await assert.rejects(rowsAs(client(), owner, demote, ['viewer', owner.userId, project]), { code: '23514' });
    const email = newEmail();
    await invite(email, 'owner');
    await assert.rejects(rowsAs(client(), owner, leave, [owner.userId, project]), { code: '23514' });
    const second = await addUser(client(), email);
    await join(second);
    await rowsAs(client(), second, demote, ['editor', owner.userId, project]);
    await rowsAs(client(), second, 'update public.rewrite_members set role = $1 where user_id = $2', [
      'owner',
      owner.userId,
    ]);
  });

  it('go with their project and with their account', async () => {
    const { ids, entries } = sampleProject();
    const maker = await addUser(client(), newEmail());
    await push(client(), maker, ids.project, entries);
    await client().query('delete from auth.users where id = $1', [maker.userId]);
    const left = () =>
      client().query('select count(*)::int as count from public.rewrite_members where project_id = $1', [ids.project]);
    assert.equal((await left()).rows[0].count, 0);
    await rowsAs(client(), owner, 'select public.rewrite_join()');
    const other = sampleProject();
    await push(client(), owner, other.ids.project, other.entries);
    await client().query('delete from public.rewrite_projects where id = $1', [other.ids.project]);
  });

  it('cannot be made out of the members of another project', async () => {
    const thief = await addUser(client(), newEmail());
    const mine = sampleProject();
    await push(client(), thief, mine.ids.project, mine.entries);
    await assert.rejects(
      rowsAs(client(), thief, 'update public.rewrite_members set project_id = $1 where user_id = $2', [
        project,
        thief.userId,
      ]),
      { code: '42501' },
    );
    const forged = 'insert into public.rewrite_members (project_id, user_id, role) values ($1, $2, $3)';
    await assert.rejects(rowsAs(client(), thief, forged, [mine.ids.project, owner.userId, 'editor']), {
      code: '42501',
    });
    const again = `insert into public.rewrite_projects (id, name, slug) values ($1, 'x', $2) on conflict (id) do nothing`;
    await assert.rejects(rowsAs(client(), thief, again, [project, randomUUID()]), { code: '42501' });
    await assert.rejects(pull(client(), thief, project), { code: '42501' });
  });
});
