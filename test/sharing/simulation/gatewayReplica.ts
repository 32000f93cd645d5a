/** A writer's machine whose way to the server is the real supabase-js on the stand-in. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SupabaseClient } from '@supabase/supabase-js';
import { defaultTimelineChanges, defaultTimelineId } from '../../../src/extension/library/defaultTimeline.ts';
import { systemClock } from '../../../src/extension/platform/clock.ts';
import type { RemoteMedia, RemoteProject } from '../../../src/extension/sharing/remoteProject.ts';
import { createSupabaseMedia } from '../../../src/extension/sharing/supabaseMedia.ts';
import { createSupabaseRemote } from '../../../src/extension/sharing/supabaseRemote.ts';
import type { ScriptElement } from '../../../src/language/document.ts';
import { signedIn } from '../gateway/client.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { Replica, type ReplicaOptions } from './replica.ts';

export type GatewayReplica = Replica<RemoteProject & RemoteMedia>;

export interface Machine {
  readonly replica: GatewayReplica;
  readonly client: SupabaseClient;
  readonly faults: unknown[];
  close(): Promise<void>;
}

export function combined(
  client: SupabaseClient,
  gateway: Pick<Gateway, 'url' | 'publishableKey'>,
): RemoteProject & RemoteMedia {
  const remote = createSupabaseRemote(client);
  const media = createSupabaseMedia(client, gateway.url, gateway.publishableKey);
  return {
    push: (...args) => remote.push(...args),
    pull: (...args) => remote.pull(...args),
    sendTraces: (...args) => remote.sendTraces(...args),
    listen: (...args) => remote.listen(...args),
    upload: (...args) => media.upload(...args),
    download: (...args) => media.download(...args),
    remove: (...args) => media.remove(...args),
  };
}

/** A machine of the writer with this e-mail, new, or going on in a directory; closing removes that. */
export async function openMachine(
  gateway: Gateway,
  projectId: string,
  email: string,
  directory = mkdtempSync(join(tmpdir(), 'sharing-machine-')),
  more: Partial<Pick<ReplicaOptions<RemoteProject & RemoteMedia>, 'clock' | 'hasTraces'>> = {},
): Promise<Machine> {
  const client = await signedIn(gateway, email);
  const faults: unknown[] = [];
  const replica: GatewayReplica = new Replica({
    name: email,
    directory,
    projectId,
    clock: systemClock,
    random: (below) => Math.floor(below / 2),
    remote: () => combined(client, gateway),
    onFault: (cause) => faults.push(cause),
    ...more,
  });
  return {
    replica,
    client,
    faults,
    async close() {
      replica.dispose();
      await client.removeAllChannels();
      await client.realtime.disconnect();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Makes the project in the machine's library, with these elements as its script. */
export function makeProject(replica: GatewayReplica, elements: readonly ScriptElement[]): void {
  const scriptId = randomUUID();
  const { projectId, library } = replica;
  library.apply([
    { table: 'rewrite_projects', kind: 'insert', row: { id: projectId, name: 'Fyren', slug: `fyren-${projectId}` } },
    { table: 'rewrite_scripts', kind: 'insert', row: { id: scriptId, project_id: projectId, title: 'Fyren' } },
    ...defaultTimelineChanges(projectId),
    {
      table: 'rewrite_projects',
      kind: 'update',
      id: projectId,
      patch: { current_script_id: scriptId, current_timeline_id: defaultTimelineId(projectId) },
    },
  ]);
  replica.read();
  replica.document = elements;
  replica.flush();
}
