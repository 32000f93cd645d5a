/** A writer's machine as a process of its own that types, voices and shares without a rest, until it is killed. */
import { randomUUID } from 'node:crypto';
import { createClient } from '@supabase/supabase-js';
import { systemClock } from '../../src/extension/platform/clock.ts';
import type { RemoteMedia, RemoteProject } from '../../src/extension/sharing/remoteProject.ts';
import { combined } from './simulation/gatewayReplica.ts';
import { Replica } from './simulation/replica.ts';

/** What the process is told, as JSON in its first argument. */
export interface KilledMachineOptions {
  readonly url: string;
  readonly publishableKey: string;
  readonly session: { readonly access_token: string; readonly refresh_token: string };
  readonly directory: string;
  readonly projectId: string;
  readonly name: string;
  /** Which line of the script is this writer's own: the id of its element. */
  readonly elementId: string;
  /** The number of the first text. */
  readonly from: number;
}

async function run(options: KilledMachineOptions): Promise<void> {
  const { url, publishableKey, session, directory, projectId, name, elementId, from } = options;
  const client = createClient(url, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false, flowType: 'pkce' },
  });
  await client.auth.setSession(session);
  const replica = new Replica<RemoteProject & RemoteMedia>({
    name,
    directory,
    projectId,
    clock: systemClock,
    random: (below) => Math.floor(below / 2),
    remote: () => combined(client, { url, publishableKey }),
    onFault: (cause) => console.log(`fault ${JSON.stringify(cause)}`),
  });
  replica.read();
  replica.startReplicator();
  for (let count = from; ; count++) {
    const text = `${name} skriver ${count}.`;
    replica.document = replica.document.map((line) => (line.id === elementId ? { ...line, text } : line));
    replica.flush();
    if (count % 5 === 0) voice(replica, count);
    // What was said is in the file: a kill after this line may not lose it.
    process.stdout.write(`said ${count}\n`);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
}

function voice(replica: Replica<RemoteProject & RemoteMedia>, count: number): void {
  const id = randomUUID();
  const file_url = replica.media.relativePath(replica.projectId, 'audio', id, `röst ${count}.wav`);
  replica.putMedia(file_url, Buffer.from(`${replica.name} låter ${count}`.repeat(2_000)));
  const row = { id, project_id: replica.projectId, file_type: 'audio', file_url } as const;
  replica.library.apply([{ table: 'rewrite_assets', kind: 'insert', row }]);
}

const [, , told] = process.argv;
if (told !== undefined) await run(JSON.parse(told) as KilledMachineOptions);
