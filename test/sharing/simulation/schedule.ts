/** One seeded run: three writers, one server, bad days; then everything calms down and all must be equal, with nothing lost. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultTimelineChanges } from '../../../src/extension/library/defaultTimeline.ts';
import type { ReplicatedTable } from '../../../src/extension/library/replicaStore.ts';
import { createRandom } from '../../fixtures/syntheticScript.ts';
import { differences } from './differences.ts';
import { FaultyRemote, type Network } from './faultyRemote.ts';
import { Replica } from './replica.ts';
import { ServerModel } from './serverModel.ts';
import { SimulatedClock } from './simulatedClock.ts';
import { Ledger, type Random, write } from './writer.ts';

/** What can be wrong in a schedule beside the writers' networks. */
export type Disaster = 'none' | 'restored' | 'memberRemoved' | 'projectDeleted';

export interface ScheduleResult {
  readonly problems: readonly string[];
  readonly requests: number;
  readonly disaster: Disaster;
  readonly kills: number;
}

const networks: readonly Network[] = [
  'online',
  'online',
  'online',
  'offline',
  'flapping',
  'failing',
  'busy',
  'lostAnswers',
  'twice',
  'deadSocket',
  'signedOut',
  'clientTooOld',
  'killedBefore',
  'killedAfter',
];
const disasters: readonly Disaster[] = [
  'none',
  'none',
  'none',
  'none',
  'none',
  'restored',
  'memberRemoved',
  'projectDeleted',
];

/** Clocks differ: the machines' say today. */
const serverYears = [1999, 2026, 2071];

/** `disaster`: the one that strikes; left to the seed when not given. */
export async function runSchedule(seed: number, steps = 40, disaster?: Disaster): Promise<ScheduleResult> {
  const folder = mkdtempSync(join(tmpdir(), 'sharing-schedule-'));
  const schedule = new Schedule(seed, folder, disaster);
  try {
    return await schedule.run(steps);
  } finally {
    schedule.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

class Schedule {
  readonly #random: Random;
  readonly #clock = new SimulatedClock();
  readonly #model: ServerModel;
  readonly #ledger = new Ledger();
  readonly #replicas: readonly Replica[];
  readonly #problems: string[] = [];
  readonly #disaster: Disaster;
  #backup: ReturnType<ServerModel['backUp']> | undefined;
  #kills = 0;

  constructor(seed: number, folder: string, disaster?: Disaster) {
    this.#random = createRandom(Math.imul(seed, 0x9e3779b1));
    const drawn = disasters[this.#random(disasters.length)] ?? 'none';
    this.#disaster = disaster ?? drawn;
    this.#model = new ServerModel(randomUUID(), serverYears[this.#random(serverYears.length)]);
    this.#replicas = ['anna', 'bosse', 'cilla'].map(
      (name) =>
        new Replica({
          name,
          directory: join(folder, name),
          projectId: this.#model.projectId,
          remote: (onKilled) => new FaultyRemote(this.#model, name, this.#random, onKilled),
          clock: this.#clock,
          random: this.#random,
          // A project of any size takes more pushes than one.
          mostChanges: 2 + this.#random(40),
          onFault: (cause) => this.#problems.push(`${name} logged ${JSON.stringify(cause, errorText)}`),
        }),
    );
    this.#model.onChange = () => {
      for (const { remote } of this.#replicas) remote.hint();
    };
  }

  async run(steps: number): Promise<ScheduleResult> {
    await this.#begin();
    const disasterAt = Math.floor(steps / 2) + this.#random(Math.floor(steps / 3));
    const backupAt = this.#random(disasterAt);
    for (let step = 0; step < steps; step++) {
      if (step === backupAt) this.#backup = this.#model.backUp();
      if (step === disasterAt) this.#strike();
      await this.#step();
    }
    await this.#calm();
    this.#check();
    const requests = this.#replicas.reduce((sum, { remote }) => sum + remote.requests, 0);
    return { problems: this.#problems, requests, disaster: this.#disaster, kills: this.#kills };
  }

  dispose(): void {
    for (const replica of this.#replicas) replica.dispose();
  }

  async #begin(): Promise<void> {
    const [anna, ...others] = this.#replicas;
    if (!anna) return;
    const { projectId } = this.#model;
    const scriptId = randomUUID();
    anna.library.apply([
      { table: 'rewrite_projects', kind: 'insert', row: { id: projectId, name: 'Fyren', slug: 'fyren' } },
      { table: 'rewrite_scripts', kind: 'insert', row: { id: scriptId, project_id: projectId, title: 'Fyren' } },
      { table: 'rewrite_projects', kind: 'update', id: projectId, patch: { current_script_id: scriptId } },
      ...defaultTimelineChanges(projectId),
    ]);
    anna.read();
    for (let line = 0; line < 6; line++) write(anna, this.#ledger, this.#random);
    anna.flush();
    anna.share(true);
    await this.#settle(100);
    for (const other of others) {
      this.#model.members.set(other.name, 'editor');
      other.share(false);
    }
    await this.#settle(100);
  }

  async #step(): Promise<void> {
    const replica = this.#replicas[this.#random(this.#replicas.length)];
    if (!replica) return;
    if (replica.isKilled) {
      this.#kills++;
      replica.remote.network = 'offline';
      replica.restart();
    }
    switch (this.#random(6)) {
      case 0:
        replica.remote.network = networks[this.#random(networks.length)] ?? 'online';
        break;
      case 1:
        replica.remote.network = 'online';
        replica.remote.tellState(true);
        if (replica.replicator?.state.kind === 'attention') replica.replicator.start();
        break;
      default:
        write(replica, this.#ledger, this.#random);
    }
    await this.#settle(this.#random(10) === 0 ? 86_400_000 : this.#random(3_000));
  }

  /** Lets the machines do what they are about to. */
  async #settle(milliseconds: number): Promise<void> {
    await this.#clock.pass(milliseconds, () => this.#allIdle());
    await this.#allIdle();
  }

  async #allIdle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(this.#replicas.map((replica) => replica.idle()));
  }

  #strike(): void {
    switch (this.#disaster) {
      case 'restored':
        if (this.#backup) this.#model.restore(this.#backup);
        break;
      case 'memberRemoved':
        this.#model.members.delete('cilla');
        break;
      case 'projectDeleted':
        this.#model.deleteProject();
        break;
      default:
    }
  }

  /** Everybody is online, signed in and up to date again, until nothing is left to say. */
  async #calm(): Promise<void> {
    if (this.#disaster === 'memberRemoved') {
      await this.#settle(10_000);
      this.#model.members.set('cilla', 'editor');
    }
    for (let round = 0; round < 12; round++) {
      for (const replica of this.#replicas) {
        if (replica.isKilled) replica.restart();
        replica.remote.network = 'online';
        if (this.#disaster === 'memberRemoved')
          replica.store.write((writer) => writer.patchShare(replica.projectId, { state: 'active' }));
        replica.flush();
        await replica.replicator?.syncNow();
      }
      await this.#settle(5_000);
    }
  }

  #check(): void {
    if (this.#disaster === 'projectDeleted') {
      this.#checkEnded();
      return;
    }
    this.#problems.push(...differences(this.#replicas, this.#model));
    this.#checkNothingLost();
  }

  /** The owner deleted the project: every machine keeps its own copy, and all of it. */
  #checkEnded(): void {
    for (const replica of this.#replicas) {
      if (!replica.library.project(replica.projectId) && replica.scriptId !== undefined)
        this.#problems.push(`${replica.name} lost its copy`);
      if (replica.store.share(replica.projectId)?.state !== 'ended')
        this.#problems.push(`${replica.name} still shares a project that is gone`);
    }
  }

  #checkNothingLost(): void {
    const [anna] = this.#replicas;
    const text = anna?.document.map((element) => element.text).join('\n') ?? '';
    const aside = this.#replicas.flatMap(({ store, projectId }) => store.setAsides(projectId));
    const kept = `${text}\n${JSON.stringify(aside)}`;
    for (const word of this.#ledger.words) {
      if (!new RegExp(`${word}\\b`).test(kept)) this.#problems.push(`${word} is lost`);
      if (text.split(new RegExp(`${word}\\b`)).length > 2) this.#problems.push(`${word} is there twice`);
    }
    for (const [id, table] of this.#ledger.rows) {
      const isThere = this.#model.rows(table as ReplicatedTable).some((row) => row['id'] === id);
      const isAside = aside.some((entry) => entry.id === id);
      if (!isThere && !isAside) this.#problems.push(`${table} ${id} is lost`);
    }
  }
}

function errorText(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}\n${value.stack}` : value;
}
