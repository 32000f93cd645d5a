/** Puts cues into a graph of WebAudio: a source, its loudness, and the way to end both without a click. */
import { type Cue, type GainPoint, onSamples } from '../playback.ts';

/** Against clicks where a sound ends early. */
const rampSeconds = 0.005;

/**
 * Browsers round times up to samples, and a time that is a whole sample in theory is a hair more or less as a number: so much earlier
 * begins, from so much further on in the file, what is to be on a sample. It ends within its last sample, not after it.
 */
const hairSamples = 1e-5;
const lastSamples = 0.25;

/** A sound that has been started, or will start by itself. */
export interface Voice {
  readonly source: AudioBufferSourceNode;
  readonly gain: GainNode;
}

/** Starts a cue of a decoded sound into `output`; `gainsOf` says its loudness for the cue that is on samples. */
export function startVoice(
  context: BaseAudioContext,
  output: AudioNode,
  buffer: AudioBuffer,
  wanted: Cue,
  gainsOf: (cue: Cue) => readonly GainPoint[],
): Voice {
  const cue = onSamples(wanted, context.sampleRate);
  const isForward = cue.speed > 0;
  const played = isForward ? buffer : reversedPart(context, buffer, cue);
  const source = new AudioBufferSourceNode(context, { buffer: played, playbackRate: Math.abs(cue.speed) });
  const [first, ...points] = gainsOf(cue);
  // Already before its first point, which can be a hair later than the first sample.
  const gain = new GainNode(context, { gain: first?.gain ?? 0 });
  gain.gain.setValueAtTime(first?.gain ?? 0, first?.whenSeconds ?? cue.whenSeconds);
  for (const point of points) gain.gain.linearRampToValueAtTime(point.gain, point.whenSeconds);
  source.connect(gain).connect(output);
  const hair = hairSamples / context.sampleRate;
  const offset = (isForward ? cue.offsetSeconds : 0) + hair;
  const duration = Math.max(0, cue.durationSeconds - lastSamples / context.sampleRate);
  source.start(Math.max(0, cue.whenSeconds - hair), offset, duration);
  return { source, gain };
}

/** Ends a voice now, or before it began. */
export function endVoice({ source, gain }: Voice, nowSeconds: number): void {
  gain.gain.cancelScheduledValues(nowSeconds);
  gain.gain.setTargetAtTime(0, nowSeconds, rampSeconds / 3);
  source.stop(nowSeconds + rampSeconds * 2);
}

/** The part of a sound that a cue plays, last sample first; silence where the file ends before the clip does. */
function reversedPart(context: BaseAudioContext, buffer: AudioBuffer, cue: Cue): AudioBuffer {
  const { sampleRate, numberOfChannels } = buffer;
  const length = Math.max(1, Math.round(cue.durationSeconds * sampleRate));
  const first = Math.round(cue.offsetSeconds * sampleRate);
  const part = context.createBuffer(numberOfChannels, length, sampleRate);
  for (let channel = 0; channel < numberOfChannels; channel++) {
    const samples = buffer
      .getChannelData(channel)
      .slice(first, first + length)
      .reverse();
    part.copyToChannel(samples, channel, length - samples.length);
  }
  return part;
}
