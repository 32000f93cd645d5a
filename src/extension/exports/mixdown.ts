/** What of a timeline is heard, as jobs for whoever can decode and mix: the same plan for the whole, for stems and for an animatic. */
import type { ExportClip, ExportTimeline } from './exportModel.ts';
import { gainTo, LoudnessMeter } from './loudness.ts';
import { exportSampleRate, type SoundFileWriter, type Stereo } from './soundFile.ts';

/** A sound at its place. Seconds; the beginning of the timeline is 0. */
export interface MixClip {
  readonly fileUrl: string;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly offsetSeconds: number;
  readonly volume: number;
  readonly fadeInSeconds: number;
  readonly fadeOutSeconds: number;
  /** The own sound of a film, which may have none. */
  readonly isFilm: boolean;
  /** How long the whole file is; 0 when nobody knows. */
  readonly fileSeconds: number;
}

/** Decodes and mixes: `seconds` of the clips from `fromSeconds` on, stereo at {@link exportSampleRate}. */
export interface Mixer {
  mix(clips: readonly MixClip[], fromSeconds: number, seconds: number): Promise<Stereo>;
}

export interface MixOptions {
  /** Loudness to bring the whole to, in LUFS (-16 is usual for the web, -23 for broadcasting in Europe); missing: as it is. */
  readonly loudness?: number;
  readonly signal: AbortSignal;
  /** Told how much is done, 0 to 1. */
  readonly onProgress: (done: number) => void;
}

/** Long enough to be quick, short enough to be cancelled and to be held in memory. */
const pieceSeconds = 20;
/** Room for what a player's own filters add; -1 dBTP is what streaming services ask for. */
const ceiling = 10 ** (-1 / 20);

/** The clips that are heard, of all speakers or of one. Clips without their file are silent. */
export function heardClips(timeline: ExportTimeline, speaker?: string): readonly MixClip[] {
  const { frameRate, tracks } = timeline;
  return tracks
    .filter((track) => track.isHeard)
    .flatMap((track) => track.clips)
    .filter((clip) => speaker === undefined || clip.line?.speaker === speaker)
    .flatMap((clip) => mixClip(clip, frameRate));
}

/** Who speaks on the timeline, in the order of first words; `undefined` stands for everything that nobody speaks, when there is any. */
export function stemsOf({ tracks }: ExportTimeline): readonly string[] {
  const clips = tracks
    .filter((track) => track.type === 'audio' && track.isOn)
    .flatMap((track) => track.clips)
    .toSorted((a, b) => a.startFrame - b.startFrame);
  return [...new Set(clips.flatMap((clip) => (clip.line && clip.line.speaker !== '' ? [clip.line.speaker] : [])))];
}

/** The sounds that no speaker of {@link stemsOf} owns: music, films and the like. */
export function unspokenClips(timeline: ExportTimeline): readonly MixClip[] {
  return timeline.tracks
    .filter((track) => track.isHeard)
    .flatMap((track) => track.clips)
    .filter((clip) => !clip.line || clip.line.speaker === '')
    .flatMap((clip) => mixClip(clip, timeline.frameRate));
}

function mixClip(clip: ExportClip, frameRate: number): MixClip[] {
  const { asset, startFrame, durationFrames, offsetFrames, volume, fadeInFrames, fadeOutFrames } = clip;
  if (asset?.type !== 'audio' && asset?.type !== 'video') return [];
  return [
    {
      fileUrl: asset.fileUrl,
      startSeconds: startFrame / frameRate,
      durationSeconds: durationFrames / frameRate,
      offsetSeconds: offsetFrames / frameRate,
      volume,
      fadeInSeconds: fadeInFrames / frameRate,
      fadeOutSeconds: fadeOutFrames / frameRate,
      isFilm: asset.type === 'video',
      fileSeconds: asset.durationSeconds,
    },
  ];
}

/**
 * Mixes clips into a file of exactly `seconds`, rounded to samples. With a loudness asked for, everything is mixed twice: first to
 * measure. Rejects with the signal's reason when aborted.
 */
export async function mixInto(
  writer: SoundFileWriter,
  mixer: Mixer,
  clips: readonly MixClip[],
  seconds: number,
  options: MixOptions,
): Promise<void> {
  const { loudness, onProgress } = options;
  const passes = loudness === undefined ? 1 : 2;
  let gain = 1;
  if (loudness !== undefined) {
    const meter = new LoudnessMeter(exportSampleRate, 2);
    await eachPiece(mixer, clips, seconds, options.signal, async (piece, done) => {
      meter.push(piece);
      onProgress(done / passes);
    });
    gain = gainTo(loudness, meter, ceiling);
  }
  await eachPiece(mixer, clips, seconds, options.signal, async (piece, done) => {
    await writer.write(amplified(piece, gain));
    onProgress((passes - 1 + done) / passes);
  });
}

async function eachPiece(
  mixer: Mixer,
  clips: readonly MixClip[],
  seconds: number,
  signal: AbortSignal,
  take: (piece: Stereo, done: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < seconds; from += pieceSeconds) {
    signal.throwIfAborted();
    const length = Math.min(pieceSeconds, seconds - from);
    const near = clips.filter(
      (clip) => clip.startSeconds < from + length && clip.startSeconds + clip.durationSeconds > from,
    );
    await take(await mixer.mix(near, from, length), Math.min(1, (from + length) / seconds));
  }
  signal.throwIfAborted();
}

function amplified(piece: Stereo, gain: number): Stereo {
  if (gain === 1) return piece;
  return [piece[0].map((sample) => sample * gain), piece[1].map((sample) => sample * gain)];
}
