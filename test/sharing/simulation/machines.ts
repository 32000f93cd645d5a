/** Machines that share one project through the server model, in simulated time. */
import { join } from 'node:path';
import { FaultyRemote } from './faultyRemote.ts';
import { Replica } from './replica.ts';
import type { ServerModel } from './serverModel.ts';
import type { SimulatedClock } from './simulatedClock.ts';

export interface Machines {
  /** Each machine has a folder of its name in it. */
  readonly folder: string;
  readonly model: ServerModel;
  readonly clock: SimulatedClock;
  readonly onFault: (cause: unknown) => void;
}

/** The machine of a writer, whose network is good, and whose hints come three times each. */
export function machineOf({ folder, model, clock, onFault }: Machines, name: string): Replica {
  return new Replica({
    ...{ name, clock, onFault, directory: join(folder, name), projectId: model.projectId, random: () => 0 },
    remote: (onKilled) => new FaultyRemote(model, name, (below) => below - 1, onKilled),
  });
}

/** Anna shares her project, and Bosse, who may edit it, joins. */
export async function shareWithBosse(
  model: ServerModel,
  anna: Replica,
  bosse: Replica,
  clock: SimulatedClock,
): Promise<void> {
  anna.share(true);
  await pass(clock, [anna]);
  model.members.set('bosse', 'editor');
  bosse.share(false);
  await pass(clock, [anna, bosse]);
}

/** Time passes, and the machines do what they are about to. */
export async function pass(clock: SimulatedClock, machines: readonly Replica[], milliseconds = 600_000): Promise<void> {
  const idle = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(machines.map((machine) => machine.idle()));
  };
  await clock.pass(milliseconds, idle);
  await idle();
}
