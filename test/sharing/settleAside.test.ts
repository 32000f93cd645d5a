import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { SetAside } from '../../src/extension/library/replicaStore.ts';
import { HumanError } from '../../src/extension/platform/errors.ts';
import type { Decision } from '../../src/extension/sharing/decisions.ts';
import { settleAside } from '../../src/extension/sharing/settleAside.ts';
import type { ScriptElement } from '../../src/language/document.ts';
import { until } from '../host/until.ts';
import { type Gateway, startGateway } from './gateway/gateway.ts';
import { createDatabase } from './postgres/migrated.ts';
import { type GatewayReplica, type Machine, makeProject, openMachine } from './simulation/gatewayReplica.ts';

const element = (type: ScriptElement['type'], text: string): ScriptElement => ({ id: randomUUID(), type, text });
type Act = () => void;
const heading = 'INT. FYREN - NATT';

describe('what the writer decides, on two machines and a real database', () => {
  let gateway: Gateway;
  let a: GatewayReplica;
  let b: GatewayReplica;
  const machines: Machine[] = [];
  before(async () => {
    gateway = await startGateway({ database: await createDatabase() });
    const projectId = randomUUID();
    const open = async (email: string) => {
      const machine = await openMachine(gateway, projectId, email);
      machines.push(machine);
      return machine;
    };
    const anna = await open('anna@example.se');
    a = anna.replica;
    makeProject(a, [element('sceneHeading', heading)]);
    a.share(true);
    await sync(a);
    await anna.client.rpc('rewrite_invite', { project_id: projectId, email: 'bosse@example.se', role: 'editor' });
    const bosse = await open('bosse@example.se');
    b = bosse.replica;
    await bosse.client.rpc('rewrite_join');
    b.share(false);
    await sync(b);
  });
  after(async () => {
    for (const machine of machines) await machine.close();
    await gateway.stop();
  });
  beforeEach(async () => {
    const [first] = a.document;
    assert.ok(first);
    a.document = [first, element('action', 'Tove tänder lampan.'), element('dialogue', 'Vem där?')];
    a.flush();
    await both();
    assert.deepEqual(
      [a, b].flatMap(({ store, projectId }) => store.setAsides(projectId)),
      [],
    );
  });

  async function sync(replica: GatewayReplica): Promise<void> {
    await replica.replicator?.syncNow();
    await until(`${replica.name} rests`, () => ['inSync', 'attention'].includes(replica.replicator?.state.kind ?? ''));
  }
  async function both(): Promise<void> {
    for (const replica of [a, b, a, b]) await sync(replica);
    assert.deepEqual(texts(a), texts(b));
  }
  const texts = ({ document }: GatewayReplica) => document.map(({ text }) => text);
  function change(replica: GatewayReplica, from: string, to: string | undefined): void {
    replica.document = replica.document.flatMap((line) => {
      if (line.text !== from) return [line];
      return to === undefined ? [] : [{ ...line, text: to }];
    });
    replica.flush();
  }
  /** Both change it while neither hears the other; Anna's comes first. Gives what Bosse has to decide. */
  async function meet(annas: Act, bosses: Act): Promise<SetAside> {
    b.replicator?.pause(true);
    annas();
    await sync(a);
    bosses();
    b.replicator?.pause(false);
    await sync(b);
    const [aside, ...others] = b.store.setAsides(b.projectId);
    assert.ok(aside && others.length === 0);
    return aside;
  }
  async function decide(aside: SetAside, decision: Decision): Promise<void> {
    const { library, store } = b;
    await settleAside({ library, store, words: b.words(), newId: randomUUID }, aside, decision);
    await both();
    assert.deepEqual(store.setAsides(b.projectId), []);
    for (const { replicator } of [a, b]) assert.equal(replicator?.state.kind, 'inSync');
  }
  const rewritten = () =>
    meet(
      () => change(a, 'Vem där?', 'Vem är där?'),
      () => change(b, 'Vem där?', 'Hallå?'),
    );

  const outcomes: readonly (readonly [Decision, readonly string[]])[] = [
    ['mine', ['Hallå?']],
    ['theirs', ['Vem är där?']],
    ['both', ['Vem är där?', 'Hallå?']],
  ];
  for (const [decision, lines] of outcomes)
    it(`is the same for everybody: ${decision} of a line that two rewrote`, async () => {
      const aside = await rewritten();
      assert.deepEqual(
        texts(b),
        [heading, 'Tove tänder lampan.', 'Vem är där?', 'Hallå?'],
        'until then both stand there',
      );
      await decide(aside, decision);
      assert.deepEqual(texts(a), [heading, 'Tove tänder lampan.', ...lines]);
    });

  it('keeps mine where somebody has deleted the line since', async () => {
    const aside = await rewritten();
    await both();
    change(a, 'Vem är där?', undefined);
    await both();
    await decide(aside, 'mine');
    assert.deepEqual(texts(a), [heading, 'Tove tänder lampan.', 'Hallå?']);
    assert.equal(a.document.at(-1)?.type, 'dialogue');
  });

  it('is done once, though two windows decide', async () => {
    const aside = await rewritten();
    await decide(aside, 'theirs');
    await decide(aside, 'mine');
    assert.deepEqual(texts(a), [heading, 'Tove tänder lampan.', 'Vem är där?']);
  });

  it('puts a line back that somebody deleted while I rewrote it, in its place', async () => {
    const aside = await meet(
      () => change(a, 'Tove tänder lampan.', undefined),
      () => change(b, 'Tove tänder lampan.', 'Tove tappar lampan.'),
    );
    assert.deepEqual(texts(b), [heading, 'Vem där?']);
    await decide(aside, 'putBack');
    assert.deepEqual(texts(a), [heading, 'Tove tappar lampan.', 'Vem där?']);
  });

  it('puts a line back that I deleted while somebody rewrote it, as it was rewritten; or lets it go', async () => {
    for (const [decision, lines] of [
      ['putBack', ['Tove tappar lampan.', 'Vem där?']],
      ['letGo', ['Vem där?']],
    ] as const) {
      if (!texts(a).includes('Tove tänder lampan.')) change(a, 'Tove tappar lampan.', 'Tove tänder lampan.');
      await both();
      const aside = await meet(
        () => change(a, 'Tove tänder lampan.', 'Tove tappar lampan.'),
        () => change(b, 'Tove tänder lampan.', undefined),
      );
      await decide(aside, decision);
      assert.deepEqual(texts(a), [heading, ...lines]);
    }
  });

  it('takes mine of the title page in the entries that I changed, and theirs in the others', async () => {
    const id = a.scriptId ?? '';
    const write = (replica: GatewayReplica, content: string) =>
      replica.library.apply([{ table: 'rewrite_title_pages', kind: 'update', id, patch: { content } }]);
    const row = { script_id: id, content: 'Title: Fyren' };
    a.library.apply([{ table: 'rewrite_title_pages', kind: 'insert', row }]);
    await both();
    const aside = await meet(
      () => write(a, 'Title: Ljuset\nAuthor: Åsa'),
      () => write(b, 'Title: Fyrvaktaren'),
    );
    await decide(aside, 'mine');
    for (const { library } of [a, b]) assert.equal(library.titlePage(id)?.content, 'Title: Fyrvaktaren\nAuthor: Åsa');
    const gone = await meet(
      () => a.library.apply([{ table: 'rewrite_title_pages', kind: 'delete', id }]),
      () => write(b, 'Title: Fyrvaktaren\nAuthor: Åsa Berg'),
    );
    await decide(gone, 'putBack');
    for (const { library } of [a, b])
      assert.equal(library.titlePage(id)?.content, 'Title: Fyrvaktaren\nAuthor: Åsa Berg');
  });

  it('gives a deleted character its voice back, and says when that cannot be', async () => {
    const id = randomUUID();
    const row = { id, project_id: a.projectId, name: 'TOVE' } as const;
    a.library.apply([{ table: 'rewrite_characters', kind: 'insert', row }]);
    await both();
    const aside = await meet(
      () => a.library.apply([{ table: 'rewrite_characters', kind: 'delete', id }]),
      () => b.library.apply([{ table: 'rewrite_characters', kind: 'update', id, patch: { voice_id: 'draft:sv' } }]),
    );
    await decide(aside, 'putBack');
    const voices = (replica: GatewayReplica) =>
      replica.library.characters(a.projectId).flatMap((each) => (each.id === id ? [each.voice_id] : []));
    assert.deepEqual([voices(a), voices(b)], [['draft:sv'], ['draft:sv']]);
    const lost: SetAside = { ...aside, detail: { row: { ...row, project_id: randomUUID() } } };
    b.store.write((writer) => writer.setAside({ ...lost, setAsideId: randomUUID() }));
    const [again] = b.store.setAsides(b.projectId);
    assert.ok(again);
    const { library, store } = b;
    await assert.rejects(
      settleAside({ library, store, words: b.words(), newId: randomUUID }, again, 'putBack'),
      HumanError,
    );
    assert.equal(store.setAsides(b.projectId).length, 1, 'it can be decided again');
    store.dropSetAside(again.setAsideId);
  });

  it('sends a refused change again, once what stood in its way is gone', async () => {
    const other = await openMachine(gateway, randomUUID(), 'cilla@example.se');
    machines.push(other);
    makeProject(other.replica, [element('sceneHeading', heading)]);
    other.replica.share(true);
    await sync(other.replica);
    const rename = (replica: GatewayReplica, slug: string) =>
      replica.library.apply([{ table: 'rewrite_projects', kind: 'update', id: replica.projectId, patch: { slug } }]);
    rename(other.replica, 'tagen');
    await sync(other.replica);
    rename(b, 'tagen');
    await sync(b);
    const [aside] = b.store.setAsides(b.projectId);
    assert.ok(aside);
    assert.notEqual(b.library.project(b.projectId)?.slug, 'tagen', 'what nobody else can see is not kept here');
    rename(other.replica, 'ledig');
    await sync(other.replica);
    await decide(aside, 'again');
    for (const { library, projectId } of [a, b]) assert.equal(library.project(projectId)?.slug, 'tagen');
  });
});
