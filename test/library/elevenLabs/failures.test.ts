import assert from 'node:assert/strict';
import { paidSuite, reasonOf, write } from './paidSuite.ts';

describe('a voice of ElevenLabs that cannot be made tells the writer of', function () {
  this.timeout(60_000);
  const suite = paidSuite();
  const { start, open } = suite;

  const envelopes = (code: string): readonly unknown[] => [
    { type: 't', code, message: 'secret words', request_id: 'r', param: null },
    { status: code, message: 'secret words' },
  ];
  for (const [status, code, reason] of [
    ...[
      [400, 'text_too_long', 'tooLong'],
      [400, 'max_character_limit_exceeded', 'tooLong'],
    ],
    ...[
      [400, 'text_too_short', 'nothingToSay'],
      [400, 'invalid_text', 'refusedText'],
      [400, 'empty_text', 'nothingToSay'],
    ],
    ...[
      [400, 'invalid_parameters', 'refusedRequest'],
      [400, 'missing_required_field', 'refusedRequest'],
    ],
    ...[
      [400, 'invalid_voice_settings', 'refusedRequest'],
      [400, 'invalid_voice_id', 'voiceGone'],
    ],
    ...[
      [400, 'unsupported_model', 'modelGone'],
      [400, 'invalid_output_format', 'voiceNeedsPlan'],
    ],
    ...[
      [400, 'malformed_json', 'refusedRequest'],
      [400, 'request_too_large', 'tooLong'],
      [400, 'voice_not_found', 'voiceGone'],
    ],
    ...[
      [401, 'invalid_api_key', 'badKey'],
      [401, 'missing_api_key', 'badKey'],
      [401, 'unauthorized', 'badKey'],
    ],
    ...[
      [401, 'sign_in_required', 'badKey'],
      [401, 'quota_exceeded', 'noCredits'],
      [402, 'insufficient_credits', 'noCredits'],
    ],
    ...[
      [403, 'insufficient_permissions', 'keyForbids'],
      [403, 'feature_not_available', 'voiceNeedsPlan'],
    ],
    ...[
      [403, 'subscription_required', 'voiceNeedsPlan'],
      [403, 'voice_access_denied', 'voiceNeedsPlan'],
    ],
    ...[
      [403, 'model_access_denied', 'modelGone'],
      [404, 'voice_not_found', 'voiceGone'],
      [404, 'model_not_found', 'modelGone'],
    ],
    ...[
      [404, 'pronunciation_dictionary_not_found', 'refusedRequest'],
      [418, 'new_code', 'refusedRequest'],
    ],
  ] as const) {
    it(`${status} ${code}`, async () => {
      for (const detail of envelopes(String(code))) {
        const service = await start({ fault: () => ({ kind: 'error', status: Number(status), detail }) });
        const studio = open(service);
        const { lines } = write(studio, ['Hej.']);
        assert.equal(await reasonOf(studio.generate(lines[0])), reason);
        assert.equal(studio.library.line(lines[0] ?? '')?.line.audio_status, 'none');
        assert.deepEqual([service.charges.length, studio.library.unansweredVoiceRequests()], [0, []]);
      }
    });
  }

  for (const [status, code] of [
    ...[
      [429, 'rate_limit_exceeded'],
      [429, 'concurrent_limit_exceeded'],
      [429, 'too_many_concurrent_requests'],
    ],
    ...[
      [429, 'system_busy'],
      [409, 'already_running'],
      [409, 'already_processing'],
      [409, 'concurrent_modification'],
    ],
    ...[
      [500, 'internal_error'],
      [503, 'service_unavailable'],
      [503, 'maintenance'],
      [502, ''],
      [408, ''],
    ],
  ] as const) {
    it(`${status} ${code}, and tries again by itself`, async () => {
      for (const detail of envelopes(String(code))) {
        const service = await start({
          fault: (index) => (index < 2 ? { kind: 'error', status: Number(status), detail } : undefined),
        });
        const studio = open(service);
        await studio.generate(write(studio, ['Hej.']).lines[0]);
        assert.deepEqual([service.counts.speech, service.charges.length], [3, 1]);
      }
    });
  }

  it('a request that breaks the schema', async () => {
    const detail = [{ loc: ['body', 'text'], msg: 'field required', type: 'value_error' }];
    const service = await start({ fault: () => ({ kind: 'error', status: 422, detail }) });
    const studio = open(service);
    assert.equal(await reasonOf(studio.generate(write(studio, ['Hej.']).lines[0])), 'refusedRequest');
  });

  it('a service that stays down', async () => {
    const service = await start({ fault: () => ({ kind: 'error', status: 503, detail: { code: 'maintenance' } }) });
    const studio = open(service);
    assert.equal(await reasonOf(studio.generate(write(studio, ['Hej.']).lines[0])), 'serviceDown');
  });

  it('a network that is gone', async () => {
    const service = await start();
    await service.close();
    const studio = open(service);
    assert.equal(await reasonOf(studio.generate(write(studio, ['Hej.']).lines[0])), 'offline');
    assert.deepEqual(studio.library.unansweredVoiceRequests(), []);
  });

  it('with neither key nor words in log and traces', async () => {
    const service = await start({
      fault: () => ({ kind: 'error', status: 400, detail: { code: 'x', message: 'Hemligheten' } }),
    });
    const studio = open(service);
    await reasonOf(studio.generate(write(studio, ['Hemligheten är här.']).lines[0]));
    const told = studio.log.lines.join('\n') + JSON.stringify(studio.library.recentTraces(100));
    assert.ok(!/Hemlig|sk_test/.test(told), told);
  });
});
