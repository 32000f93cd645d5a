import assert from 'node:assert/strict';
import { type ActivityWords, activityText } from '../../src/extension/activity/activityText.ts';
import type { TraceRow } from '../../src/extension/library/rows.ts';

const words: ActivityWords = {
  ...{ title: 'Activity', nothingYet: 'Nothing yet.', done: 'done', failed: 'failed' },
  ...{ cancelled: 'cancelled', unfinished: 'not finished' },
  names: { 'voice.generate': 'Generate voice', 'voice.synthesize': 'speak the line', 'voice.batch': 'Generate voices' },
  values: { duration_ms: '{0} of sound', credits: 'credits: {0}', done: 'voices: {0}', failed: 'failed: {0}' },
  reason: (error) => (error === 'VoiceError: badKey' ? 'The key is not accepted.' : undefined),
};

/** A local time of day as its trace holds it. */
const at = (clock: string, day = '2026-11-22') => new Date(`${day}T${clock}`).toISOString();

let count = 0;
function event(trace: string, type: TraceRow['event_type'], name: string, more: Partial<TraceRow> = {}): TraceRow {
  return {
    ...{ id: String(++count), trace_id: trace, timestamp: at('10:00:00'), event_type: type, function_name: name },
    ...{ arguments: null, result: null, error: null, duration_ms: null, ...more },
  };
}

const generated = [
  event('a', 'mutation', 'voice.store', { duration_ms: 3 }),
  event('a', 'api_call', 'voice.synthesize', { duration_ms: 14, result: { duration_ms: 2100, nested: [1] } }),
  event('a', 'request_start', 'voice.generate', { duration_ms: 40, result: { is_new: true } }),
];

describe('the list of recent activity', () => {
  it('says so when there is none', () => assert.equal(activityText([], words), 'Activity\n\nNothing yet.\n'));

  it('has a paragraph for each thing done: time, what, outcome, how long, then its steps in order', () => {
    assert.equal(
      activityText(generated, words),
      [
        'Activity',
        '',
        '2026-11-22',
        '',
        '10:00:00  Generate voice  done  40 ms',
        '          → speak the line  14 ms  2.1 s of sound',
        '          ✎ voice.store  3 ms',
        '',
      ].join('\n'),
    );
  });

  it('tells how a batch went and why a line failed, in words and without ids', () => {
    const rows = [
      event('c', 'error', 'voice.generate', { error: 'VoiceError: badKey' }),
      event('c', 'request_start', 'voice.generate', {}),
      event('d', 'api_call', 'voice.synthesize', { result: { credits: 0, asset_id: 'a-b', kind: 'x' } }),
      event('d', 'request_start', 'voice.batch', { result: { done: 3, failed: 1, left: 0 }, duration_ms: 9 }),
    ];
    const text = activityText(rows, words);
    assert.match(
      text,
      /Generate voices {2}done {2}9 ms {2}voices: 3, failed: 1\n {10}→ speak the line {2}credits: 0, kind x\n/,
    );
    assert.match(text, /✗ Generate voice {2}The key is not accepted\.\n/);
    assert.ok(!text.includes('a-b'));
  });

  for (const [error, told] of [
    ['VoiceError: diskFull', 'failed'],
    ['cancelled', 'cancelled'],
  ] as const) {
    it(`tells ${told} from its events`, () => {
      const rows = [
        event('b', 'error', 'voice.generate', { error }),
        event('b', 'request_start', 'voice.generate', { duration_ms: 1500 }),
      ];
      const text = activityText(rows, words);
      assert.match(text, new RegExp(`Generate voice  ${told}  1\\.5 s\\n`));
      assert.match(text, new RegExp(`✗ Generate voice  ${error}`));
    });
  }

  it('tells what was begun and never ended', () => {
    assert.match(activityText([event('c', 'request_start', 'script.sync')], words), /script\.sync {2}not finished\n$/);
  });

  it('is headed by days, newest first', () => {
    const days = ['2026-11-22', '2026-11-21'].map((day, index) =>
      event(`d${index}`, 'request_start', 'voice.generate', { timestamp: at('09:30:00', day) }),
    );
    const heads = activityText(days, words).match(/^\d{4}-\d\d-\d\d$/gm);
    assert.deepEqual(heads, ['2026-11-22', '2026-11-21']);
  });

  it('never shows what a request was asked with', () => {
    const asked = event('e', 'request_start', 'voice.generate', { arguments: { element_id: 'secret' } });
    assert.ok(!activityText([asked], words).includes('secret'));
  });
});
