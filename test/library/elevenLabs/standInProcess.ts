/** The stand-in in a process of its own, for measurements: it takes no time from who asks it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Fault, type StandInOptions, startStandIn } from './standIn.ts';

interface Options extends Pick<StandInOptions, 'limit' | 'latencyMs'> {
  /** What goes wrong with every request for speech. */
  readonly fault?: Fault;
}

/** What the service has seen. */
export interface Seen {
  readonly requests: number;
  readonly refusals: number;
  readonly charges: number;
  /** How long all requests that it took together were under way, milliseconds. */
  readonly busyMs: number;
  readonly violations: readonly string[];
}

export interface StandInProcess {
  readonly url: string;
  seen(): Promise<Seen>;
  close(): Promise<void>;
}

export async function forkStandIn(options: Options): Promise<StandInProcess> {
  const child = fork(fileURLToPath(import.meta.url), [JSON.stringify(options)], { stdio: 'inherit' });
  const url = await answerOf<string>(child);
  return {
    url,
    async seen() {
      child.send('seen');
      return answerOf<Seen>(child);
    },
    async close() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const [answer] = await once(child, 'message');
  return answer as T;
}

if (process.send && process.argv[1] === fileURLToPath(import.meta.url)) {
  const { fault, ...options } = JSON.parse(process.argv[2] ?? '{}') as Options;
  const service = await startStandIn({ ...options, ...(fault ? { fault: () => fault } : {}) });
  process.on('message', () => {
    const { counts, refusals, charges, busyMs, violations } = service;
    process.send?.({ requests: counts.speech, refusals, charges: charges.length, busyMs, violations });
  });
  process.on('disconnect', () => process.exit());
  process.send(service.url);
}
