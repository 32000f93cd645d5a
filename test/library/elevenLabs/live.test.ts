import assert from 'node:assert/strict';
import { createSdkService } from '../../../src/extension/voices/elevenLabs/sdkService.ts';
import { readWav } from '../voiceSetup.ts';
import { cast, openPaidStudio } from './paidStudio.ts';
import { paidSuite, write } from './paidSuite.ts';

const key = process.env['ELEVENLABS_API_KEY'];

describe('ElevenLabs itself', function () {
  this.timeout(120_000);
  const { directory } = paidSuite();

  it(key ? 'speaks one short line' : 'was not asked: there is no ELEVENLABS_API_KEY in the environment', async () => {
    if (!key) {
      console.log('      ElevenLabs itself was not asked: there is no ELEVENLABS_API_KEY in the environment.');
      return;
    }
    const signal = AbortSignal.timeout(60_000);
    const service = createSdkService({ apiKey: key });
    const [voice] = await service.voices(signal);
    assert.ok(voice && (await service.models(signal)).length > 0);
    assert.ok((await service.credits(signal)).limit > 0);
    const studio = openPaidStudio(
      directory(),
      { url: 'https://api.elevenlabs.io' },
      { key, settleMs: 30_000, pollMs: 1000 },
    );
    try {
      const { projectId, lines } = write(studio, ['Hej.']);
      cast(studio.library, projectId, 'TOVE', voice.id);
      const spoken = await studio.generate(lines[0], { language: 'sv' });
      const wav = readWav(studio.media.resolve(spoken.fileUrl));
      assert.ok(wav.seconds > 0.1 && wav.seconds < 5 && wav.loudness > 0.005);
    } finally {
      studio.close();
    }
  });
});
