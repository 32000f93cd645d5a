import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ClipOriginRow, ClipRow } from '../../src/extension/library/rows.ts';
import { differences } from './simulation/differences.ts';
import { makeProject } from './simulation/gatewayReplica.ts';
import { machineOf, pass as passTime, shareWithBosse } from './simulation/machines.ts';
import type { Replica } from './simulation/replica.ts';
import { ServerModel } from './simulation/serverModel.ts';
import { SimulatedClock } from './simulation/simulatedClock.ts';

type Clip = Partial<ClipRow>;
type Pins = Partial<ClipOriginRow>;

describe('a clip that two machines change while neither hears the other', () => {
  let folder: string;
  let clock: SimulatedClock;
  let anna: Replica;
  let bosse: Replica;
  let model: ServerModel;
  const id = randomUUID();

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sharing-timeline-'));
    clock = new SimulatedClock();
    model = new ServerModel(randomUUID());
    const onFault = (cause: unknown) => {
      throw cause;
    };
    const machines = { folder, model, clock, onFault };
    [anna, bosse] = [machineOf(machines, 'anna'), machineOf(machines, 'bosse')];
    const line = randomUUID();
    makeProject(anna, [{ id: line, type: 'dialogue', text: 'Vem där?' }]);
    const [timeline] = anna.library.timelines(anna.projectId);
    const [track] = anna.library.tracks(timeline?.id ?? '');
    assert.ok(track);
    const clip = { id, track_id: track.id, start_frame: 10, duration_frames: 30, volume: 1 };
    anna.library.apply([
      { table: 'rewrite_clips', kind: 'insert', row: clip },
      { table: 'rewrite_clip_origins', kind: 'insert', row: { clip_id: id, element_id: line } },
    ]);
    await shareWithBosse(model, anna, bosse, clock);
  });
  afterEach(() => {
    for (const replica of [anna, bosse]) replica.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const pass = () => passTime(clock, [anna, bosse]);
  function change(replica: Replica, clip: Clip, pins: Pins = {}): void {
    replica.library.apply([
      { table: 'rewrite_clips', kind: 'update', id, patch: clip },
      { table: 'rewrite_clip_origins', kind: 'update', id, patch: pins },
    ]);
  }
  const clipOf = ({ library, projectId }: Replica): Clip & Pins => {
    const [timeline] = library.timelines(projectId);
    const clip = library.clips(timeline?.id ?? '').find((each) => each.id === id);
    return { ...clip, ...library.clipOrigins(timeline?.id ?? '').find((each) => each.clip_id === id) };
  };

  const pinned = { pinned_start: true };
  const cases: readonly (readonly [string, readonly [Clip, Pins], readonly [Clip, Pins], Clip & Pins])[] = [
    [
      'has the changes of both in different columns, pins and all',
      [{ volume: 0.5 }, { pinned_volume: true }],
      [{ start_frame: 50 }, pinned],
      { volume: 0.5, start_frame: 50, pinned_volume: true, pinned_start: true },
    ],
    [
      'stays where a writer pinned it, though it followed the script on the other machine',
      [{ start_frame: 90 }, {}],
      [{ start_frame: 50 }, pinned],
      { start_frame: 50, pinned_start: true },
    ],
    [
      'keeps the trim that a writer pinned, and follows the script with its start',
      [{ start_frame: 90, duration_frames: 44, offset_frames: 0 }, {}],
      [{ duration_frames: 12, offset_frames: 6 }, { pinned_trim: true }],
      { start_frame: 90, duration_frames: 12, offset_frames: 6, pinned_trim: true, pinned_start: false },
    ],
    [
      'follows the script on both, and is where the last of them put it',
      [{ start_frame: 90 }, {}],
      [{ duration_frames: 44 }, {}],
      { start_frame: 90, duration_frames: 44, pinned_start: false },
    ],
  ];
  for (const first of ['anna', 'bosse'])
    for (const [what, annas, bosses, expected] of cases)
      it(`${what} (${first} is heard first)`, async () => {
        for (const replica of [anna, bosse]) replica.remote.network = 'offline';
        change(anna, ...annas);
        change(bosse, ...bosses);
        await pass();
        const order = first === 'anna' ? [anna, bosse, anna] : [bosse, anna, bosse];
        for (const replica of order) {
          replica.remote.network = 'online';
          await replica.replicator?.syncNow();
          await pass();
        }
        assert.deepEqual(differences([anna, bosse], model), []);
        const found = clipOf(bosse);
        assert.deepEqual({ ...found, ...expected }, found);
      });
});
