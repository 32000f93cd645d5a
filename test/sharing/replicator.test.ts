import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'mocha';
import { deleteForEverybody } from '../../src/extension/sharing/deleteShared.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { until } from '../host/until.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { type GatewayReplica, type Machine, makeProject, openMachine } from './simulation/gatewayReplica.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });

const scene = (): readonly ScriptElement[] => [
  element('sceneHeading', 'INT. FYREN - NATT'),
  element('action', 'Tove tänder lampan.'),
  element('character', 'TOVE'),
  element('dialogue', 'Är det någon där?'),
];

describe('two machines that share a project, over supabase-js and the stand-in', () => {
  let gateway: Gateway;
  const machines: Machine[] = [];
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
  });
  afterEach(async () => {
    gateway.faults.clear();
    for (const machine of machines.splice(0)) {
      assert.deepEqual(machine.faults, []);
      await machine.close();
    }
  });
  after(() => gateway.stop());

  /** Anna shares a scene with Bosse; both have it. */
  async function share(): Promise<{ anna: Machine; bosse: Machine; a: GatewayReplica; b: GatewayReplica }> {
    const projectId = randomUUID();
    const anna = await openMachine(gateway, projectId, 'anna@example.se');
    machines.push(anna);
    makeProject(anna.replica, scene());
    anna.replica.share(true);
    await inSync(anna.replica);
    const invited = await anna.client.rpc('rewrite_invite', {
      project_id: projectId,
      email: 'bosse@example.se',
      role: 'editor',
    });
    assert.equal(invited.error, null);
    const bosse = await openMachine(gateway, projectId, 'bosse@example.se');
    machines.push(bosse);
    await bosse.client.rpc('rewrite_join');
    bosse.replica.share(false);
    await inSync(bosse.replica);
    return { anna, bosse, a: anna.replica, b: bosse.replica };
  }

  const inSync = (replica: GatewayReplica) =>
    until(`${replica.name} is in sync`, () => replica.replicator?.state.kind === 'inSync');
  const texts = (replica: GatewayReplica) => replica.document.map(({ text }) => text);
  const says = (replica: GatewayReplica, text: string) =>
    until(`${replica.name} reads ${text}`, () => texts(replica).includes(text));

  /** A voice that was made on a machine; gives its file. */
  function voice(replica: GatewayReplica, sound: string): string {
    const id = randomUUID();
    const file_url = replica.media.relativePath(replica.projectId, 'audio', id, 'röst.wav');
    replica.putMedia(file_url, Buffer.from(sound));
    const row = { id, project_id: replica.projectId, file_type: 'audio', file_url } as const;
    replica.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
    return file_url;
  }

  function rewrite(replica: GatewayReplica, from: string, to: string): void {
    replica.document = replica.document.map((line) => (line.text === from ? { ...line, text: to } : line));
    replica.flush();
  }

  it('gives the second one the script, its cast and its timeline', async () => {
    const { a, b } = await share();
    assert.deepEqual(b.document, a.document);
    assert.deepEqual(
      b.library.characters(b.projectId).map(({ name }) => name),
      ['TOVE'],
    );
    const [timeline] = b.library.timelines(b.projectId);
    assert.equal(timeline && b.library.tracks(timeline.id).length, 2);
    assert.deepEqual(
      a.library.project(a.projectId)?.current_script_id,
      b.library.project(b.projectId)?.current_script_id,
    );
  });

  it('carries words both ways by hints alone, and merges different lines in silence', async () => {
    const { a, b } = await share();
    rewrite(a, 'Tove tänder lampan.', 'Tove släcker lampan.');
    rewrite(b, 'Är det någon där?', 'Vem är det?');
    for (const replica of [a, b]) {
      await says(replica, 'Tove släcker lampan.');
      await says(replica, 'Vem är det?');
      assert.deepEqual(replica.store.setAsides(replica.projectId), []);
    }
  });

  it('keeps both when both rewrote one line, and asks', async () => {
    const { a, b } = await share();
    b.replicator?.pause(true);
    rewrite(b, 'Är det någon där?', 'Hallå?');
    rewrite(a, 'Är det någon där?', 'Vem där?');
    await a.replicator?.syncNow();
    b.replicator?.pause(false);
    await says(a, 'Hallå?');
    for (const replica of [a, b]) assert.ok(texts(replica).includes('Vem där?'));
    const note = a.document.find(({ text }) => text === 'Hallå?');
    assert.equal(note?.type, 'note');
    const [aside] = b.store.setAsides(b.projectId);
    assert.deepEqual(
      [aside?.reason, aside?.detail['mine'], aside?.detail['theirs']],
      ['bothChanged', 'Hallå?', 'Vem där?'],
    );
  });

  it('carries a voice: the file, verified, and the line that speaks it', async () => {
    const { a, b } = await share();
    const line = a.library.content(a.scriptId ?? '').find(({ type }) => type === 'dialogue');
    assert.ok(line);
    const id = randomUUID();
    const fileUrl = a.media.relativePath(a.projectId, 'audio', id, 'röst på en rad.wav');
    a.putMedia(fileUrl, Buffer.from('en röst'));
    a.library.apply([
      {
        table: 'rewrite_assets',
        kind: 'insert',
        row: { id, project_id: a.projectId, file_type: 'audio', file_url: fileUrl },
      },
      {
        table: 'rewrite_scene_content',
        kind: 'update',
        id: line.id,
        patch: { audio_asset_id: id, audio_status: 'generated' },
      },
    ]);
    await until('the file is at Bosse', () => b.media.exists(fileUrl));
    assert.equal(b.library.line(line.element_id)?.line.audio_asset_id, id);
    await inSync(a);
    b.library.apply([{ table: 'rewrite_assets', kind: 'delete', id }]);
    await until('the file is gone everywhere', async () => {
      const left = await gateway.storage.names('rewrite-assets');
      return !a.media.exists(fileUrl) && left.every((name) => !name.includes(id));
    });
  });

  it('makes a push once whose answer was lost', async () => {
    const { a, b } = await share();
    gateway.faults.add({ match: 'rewrite_push', fault: { kind: 'dropAfter' } });
    a.document = [...a.document, element('action', 'Vinden tilltar.')];
    a.flush();
    await says(b, 'Vinden tilltar.');
    await a.replicator?.syncNow();
    await inSync(a);
    assert.equal(texts(b).filter((text) => text === 'Vinden tilltar.').length, 1);
  });

  it('goes on when its server went back to a backup, and gives back what that lacks', async () => {
    const { a, b } = await share();
    const backup = await gateway.backUp();
    rewrite(a, 'Tove tänder lampan.', 'Tove tappar lampan.');
    await says(b, 'Tove tappar lampan.');
    await gateway.restore(backup);
    for (const replica of [a, b, a]) await replica.replicator?.syncNow();
    for (const replica of [a, b]) assert.ok(texts(replica).includes('Tove tappar lampan.'));
    const page = await a.remote.pull(a.projectId, '0', new AbortController().signal);
    assert.ok(JSON.stringify(page.rows).includes('Tove tappar lampan.'));
  });

  it('stops when its writer is removed, and keeps its copy', async () => {
    const { anna, a, b } = await share();
    const members = await anna.client
      .from('rewrite_members')
      .delete()
      .eq('project_id', a.projectId)
      .eq('role', 'editor');
    assert.equal(members.error, null);
    rewrite(b, 'Är det någon där?', 'Är någon hemma?');
    await until('Bosse is told', () => b.replicator?.state.kind === 'attention');
    assert.equal(b.store.share(b.projectId)?.state, 'ended');
    assert.ok(texts(b).includes('Är någon hemma?'));
    assert.ok(!texts(a).includes('Är någon hemma?'));
  });

  it("keeps a viewer's edits here and says so", async () => {
    const { anna, a, b } = await share();
    await anna.client.rpc('rewrite_invite', { project_id: a.projectId, email: 'bosse@example.se', role: 'viewer' });
    await b.replicator?.syncNow();
    rewrite(b, 'Är det någon där?', 'Får jag skriva?');
    await until('Bosse is told', () => b.replicator?.state.kind === 'attention');
    const { state } = b.replicator ?? {};
    assert.equal(state?.kind === 'attention' && state.reason, 'viewer');
    rewrite(a, 'Tove tänder lampan.', 'Tove ler.');
    await says(b, 'Tove ler.');
    assert.ok(texts(b).includes('Får jag skriva?'));
  });

  it('sends a keystroke in less than a kilobyte', async () => {
    const { a, b } = await share();
    const sizes: number[] = [];
    const push = a.remote.push.bind(a.remote);
    a.remote.push = (body, signal) => {
      sizes.push(JSON.stringify(body).length);
      return push(body, signal);
    };
    rewrite(a, 'Är det någon där?', 'Är det någon där? J');
    await says(b, 'Är det någon där? J');
    assert.ok(sizes.length > 0 && Math.max(...sizes) <= 1024, `${sizes}`);
  });

  it('shares text that Postgres does not take with a sign in its place, and leaves it as it is here', async () => {
    const { a, b } = await share();
    rewrite(a, 'Är det någon där?', 'Är det \0någon\uD83C där?');
    a.library.apply([
      {
        table: 'rewrite_assets',
        kind: 'insert',
        row: {
          id: randomUUID(),
          project_id: a.projectId,
          file_type: 'image',
          name: 'f\0yr',
          metadata: { 'k\0': '\uDFAC' },
        },
      },
    ]);
    await says(b, 'Är det \uFFFDnågon\uFFFD där?');
    await inSync(a);
    const own = a.document.find(({ text }) => text.includes('någon'));
    assert.equal(own?.text, 'Är det \0någon\uD83C där?');
    assert.deepEqual(a.store.setAsides(a.projectId), []);
    const [asset] = b.library.assets(b.projectId);
    assert.deepEqual([asset?.name, asset?.metadata], ['f\uFFFDyr', { 'k\uFFFD': '\uFFFD' }]);
    rewrite(b, 'Tove tänder lampan.', 'Tove vrider upp lågan.');
    await says(a, 'Tove vrider upp lågan.');
    // The rows here cannot keep half of a pair either; the script is read from them after a pull.
    assert.ok(texts(a).includes('Är det \0någon\uFFFD där?'));
    rewrite(b, 'Är det \uFFFDnågon\uFFFD där?', 'Är det någon?');
    await says(a, 'Är det någon?');
    for (const replica of [a, b]) assert.deepEqual(replica.store.setAsides(replica.projectId), []);
  });

  it('fetches all files again that are lost here, says how far it is, and tells of those nobody has sent', async () => {
    const { a, b } = await share();
    const [lost, unsent] = [voice(a, 'en röst'), voice(a, 'en till')];
    await until('the files are at Bosse, with what they must be', () => {
      const assets = b.library.assets(b.projectId);
      const isKnown = assets.every(({ metadata }) => JSON.stringify(metadata).includes('sha256'));
      return isKnown && [lost, unsent].every((file) => b.media.exists(file));
    });
    await b.replicator?.syncNow();
    await inSync(a);
    // Else a move that is under way might see that they are gone, and fetch them by itself.
    b.replicator?.pause(true);
    await b.replicator?.idle();
    const storage = { ...b.remote };
    b.remote.download = (path, ...rest) => (path === unsent ? Promise.resolve(false) : storage.download(path, ...rest));
    await b.media.remove(lost);
    await b.media.remove(unsent);
    const told: string[] = [];
    const missing = await b.replicator?.fetchMedia(new AbortController().signal, (done, total) =>
      told.push(`${done}/${total}`),
    );
    assert.equal(missing, 1);
    assert.deepEqual(told, ['1/2', '2/2']);
    assert.ok(b.media.exists(lost));
    b.remote.download = storage.download;
    const abort = new AbortController();
    abort.abort();
    assert.equal(await b.replicator?.fetchMedia(abort.signal, () => assert.fail('cancelled')), 1);
    assert.equal(await b.replicator?.fetchMedia(new AbortController().signal, () => {}), 0);
    assert.ok(b.media.exists(unsent));
  });

  it('leaves everybody a copy, and no file on the server, when its owner deletes the project', async () => {
    const { anna, bosse, a, b } = await share();
    const file = voice(a, 'en röst');
    await until('the file is at Bosse', () => b.media.exists(file));
    const idOf = async ({ client }: Machine) => (await client.auth.getUser()).data.user?.id ?? '';
    const byBosse = deleteForEverybody(bosse.client, b.projectId, await idOf(bosse));
    await assert.rejects(byBosse, (cause) => cause instanceof Error && /Only an owner/.test(cause.message));
    await deleteForEverybody(anna.client, a.projectId, await idOf(anna));
    await b.replicator?.syncNow();
    const { state } = b.replicator ?? {};
    assert.equal(state?.kind === 'attention' && state.reason, 'deleted');
    assert.equal(b.store.share(b.projectId)?.state, 'ended');
    assert.ok(texts(b).includes('Är det någon där?') && b.media.exists(file));
    const left = await gateway.storage.names('rewrite-assets');
    assert.deepEqual(
      left.filter((name) => name.includes(a.projectId)),
      [],
    );
  });

  it('merges title pages entry by entry', async () => {
    const { a, b } = await share();
    const id = a.scriptId ?? '';
    const pageOf = (replica: GatewayReplica) => replica.library.titlePage(id);
    const change = (replica: GatewayReplica, content: string) =>
      replica.library.apply([{ table: 'rewrite_title_pages', kind: 'update', id, patch: { content } }]);
    const row = { script_id: id, content: 'Title: Fyren\nAuthor: Åsa' };
    a.library.apply([{ table: 'rewrite_title_pages', kind: 'insert', row }]);
    await until('the title page is at Bosse', () => pageOf(b)?.content === row.content);
    a.replicator?.pause(true);
    change(a, 'Title: Fyrvaktaren\nAuthor: Åsa');
    change(b, 'Title: Fyren\nAuthor: Åsa\nDraft: 2');
    await b.replicator?.syncNow();
    a.replicator?.pause(false);
    for (const replica of [a, b])
      await until(
        `${replica.name} has both`,
        () => pageOf(replica)?.content === 'Title: Fyrvaktaren\nAuthor: Åsa\nDraft: 2',
      );
  });

  it('asks nothing of a viewer who has only listened', async () => {
    const { anna, a, b } = await share();
    await anna.client.rpc('rewrite_invite', { project_id: a.projectId, email: 'bosse@example.se', role: 'viewer' });
    await b.replicator?.syncNow();
    const file = voice(a, 'en röst');
    await until('the file is at Bosse', () => b.media.exists(file));
    b.library.apply([{ table: 'rewrite_projects', kind: 'update', id: b.projectId, patch: { name: 'Fyren' } }]);
    await until('nothing waits at Bosse', () => b.store.waitingCount(b.projectId) === 0);
    await inSync(b);
  });
});
