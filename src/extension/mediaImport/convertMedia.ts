/** Changes of a file that need no browser: other bytes around the same samples or streams. */
import {
  ALL_FORMATS,
  AudioSampleSink,
  Conversion,
  FilePathSource,
  FilePathTarget,
  Input,
  Output,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import { MediaImportError } from './mediaImportError.ts';
import type { Change } from './probeMedia.ts';
import { PeakMeter } from './soundPeaks.ts';

/** Writes `from` to `to` as what VS Code plays. @throws {MediaImportError} when the file does not keep what it promised. */
export async function convertMedia(from: string, to: string, change: Change): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(from) });
  try {
    const format = change === 'wav' ? new WavOutputFormat() : new WebMOutputFormat();
    const output = new Output({ format, target: new FilePathTarget(to) });
    const conversion = await Conversion.init({
      input,
      output,
      ...(change === 'wav' ? { video: { discard: true } } : {}),
    });
    if (!conversion.isValid) throw new MediaImportError('codec');
    await conversion.execute();
  } catch (cause) {
    throw cause instanceof MediaImportError ? cause : new MediaImportError('damaged', cause);
  } finally {
    input.dispose();
  }
}

/** The peaks of a sound that can be decoded without a browser (PCM); undefined for the others, which the timeline measures when it plays them. */
export async function peaksOf(path: string): Promise<string | undefined> {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track || !(await track.canDecode())) return undefined;
    const meter = new PeakMeter();
    for await (const sample of new AudioSampleSink(track).samples()) {
      meter.add(sample);
      sample.close();
    }
    return meter.finish();
  } finally {
    input.dispose();
  }
}
