import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { LibraryChange } from '../../src/extension/library/library.ts';
import { createTraces } from '../../src/extension/library/traces.ts';
import type { Log } from '../../src/extension/platform/log.ts';
import { libraryFolders, silentLog } from './libraryFolder.ts';

describe('traces', () => {
  const folders = libraryFolders();

  it('writes the events of one request together, under one id, when it ends', () => {
    const { library } = folders.open(folders.folder());
    const changes: LibraryChange[] = [];
    library.onDidChange((change) => changes.push(change));
    const trace = createTraces(library, silentLog).begin('voice.generate', { element_id: 'e' });
    trace.apiCall('voice.synthesize', { characters: 12 }, { duration_ms: 900 }, 81.6);
    trace.mutation('voice.store', { asset_id: 'a' }, null, 2);
    trace.error('voice.play', 'not ready');
    assert.deepEqual(library.recentTraces(10), []);
    trace.end({ is_new: true });
    trace.end();
    assert.equal(changes.length, 1);
    const rows = library.recentTraces(10).toReversed();
    assert.deepEqual(
      rows.map((row) => [row.event_type, row.function_name, row.arguments, row.result, row.error]),
      [
        ['request_start', 'voice.generate', { element_id: 'e' }, { is_new: true }, null],
        ['api_call', 'voice.synthesize', { characters: 12 }, { duration_ms: 900 }, null],
        ['mutation', 'voice.store', { asset_id: 'a' }, null, null],
        ['error', 'voice.play', null, null, 'not ready'],
      ],
    );
    assert.deepEqual(new Set(rows.map((row) => row.trace_id)), new Set([trace.traceId]));
    assert.deepEqual(
      rows.slice(1).map((row) => row.duration_ms),
      [82, 2, null],
    );
    assert.ok((rows[0]?.duration_ms ?? -1) >= 0);
    assert.ok((rows[0]?.timestamp ?? '') <= (rows[1]?.timestamp ?? ''));
  });

  it('gives each request an id of its own', () => {
    const { library } = folders.open(folders.folder());
    const traces = createTraces(library, silentLog);
    assert.notEqual(traces.begin('a').traceId, traces.begin('a').traceId);
  });

  it('never stands in the way: what cannot be written goes to the log', () => {
    const warnings: unknown[][] = [];
    const log: Log = { ...silentLog, warn: (...words) => warnings.push(words) };
    const broken = {
      apply() {
        throw new Error('disk');
      },
    };
    createTraces(broken, log).begin('sync').end();
    assert.equal(warnings.length, 1);
  });

  it('keeps about the newest ten thousand', () => {
    const { library } = folders.open(folders.folder());
    const traces = createTraces(library, silentLog);
    const batch = (name: string, count: number) => {
      const trace = traces.begin(name);
      for (let index = 1; index < count; index++) trace.mutation('sync.apply');
      trace.end();
    };
    batch('oldest', 150);
    batch('middle', 10_000);
    batch('newest', 1);
    const rows = library.recentTraces(100_000);
    assert.ok(rows.length >= 10_000 && rows.length <= 10_100, String(rows.length));
    assert.equal(rows[0]?.function_name, 'newest');
    assert.ok(!rows.some((row) => row.function_name === 'oldest'));
  });
});
