/** Makes an animatic: the timeline's pictures, its sound, and the spoken words as subtitles if wanted. Knows no VS Code. */
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ExportClip, ExportTimeline } from './exportModel.ts';
import { heardClips, type MixClip } from './mixdown.ts';

export interface FilmPicture {
  readonly fileUrl: string;
  readonly kind: 'image' | 'video';
  readonly startFrame: number;
  readonly durationFrames: number;
  readonly offsetFrames: number;
  readonly opacity: number;
  readonly fadeInFrames: number;
  readonly fadeOutFrames: number;
}

export interface FilmCaption {
  readonly startFrame: number;
  readonly durationFrames: number;
  readonly speaker: string;
  readonly text: string;
}

export interface FilmPlan {
  readonly format: 'mp4' | 'webm';
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  /** From the bottom up. */
  readonly pictures: readonly FilmPicture[];
  readonly captions: readonly FilmCaption[];
}

/** Whoever draws and encodes. Each call may reject when the writer cancels. */
export interface FilmMaker {
  /** `take` gets the file's bytes, also in parts that were written before. */
  beginFilm(plan: FilmPlan, take: (position: number, data: Uint8Array) => Promise<void>): Promise<void>;
  addToFilm(fromFrame: number, toFrame: number, clips: readonly MixClip[]): Promise<void>;
  finishFilm(): Promise<void>;
}

/** Encoders want even sizes; what is larger than 4K is a mistake of a digit. */
const largestSide = 4096;
const pieceSeconds = 10;

function evenSize(pixels: number): number {
  return Math.max(2, Math.min(largestSide, Math.round(pixels / 2) * 2));
}

export function filmPlan(timeline: ExportTimeline, format: FilmPlan['format'], withCaptions: boolean): FilmPlan {
  const { tracks, width, height, frameRate } = timeline;
  const seen = tracks.filter((track) => track.type === 'video' && track.isOn);
  const heard = tracks.filter((track) => track.type === 'audio' && track.isOn);
  return {
    ...{ format, width: evenSize(width), height: evenSize(height), frameRate },
    pictures: seen.flatMap((track) => track.clips).flatMap(pictureOf),
    captions: withCaptions ? heard.flatMap((track) => track.clips).flatMap(captionOf) : [],
  };
}

function pictureOf({ asset, ...clip }: ExportClip): FilmPicture[] {
  if (!asset || asset.type === 'audio') return [];
  const { startFrame, durationFrames, offsetFrames, opacity, fadeInFrames, fadeOutFrames } = clip;
  return [
    {
      ...{ fileUrl: asset.fileUrl, kind: asset.type, startFrame, durationFrames, offsetFrames },
      ...{ opacity, fadeInFrames, fadeOutFrames },
    },
  ];
}

function captionOf({ line, startFrame, durationFrames }: ExportClip): FilmCaption[] {
  return line && line.text !== '' ? [{ startFrame, durationFrames, speaker: line.speaker, text: line.text }] : [];
}

export interface FilmProgress {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, what: string) => void;
}

/** Makes the film piece by piece into an open file. Rejects with the signal's reason when aborted. */
export async function writeFilm(
  file: FileHandle,
  path: string,
  timeline: ExportTimeline,
  plan: FilmPlan,
  maker: FilmMaker,
  { signal, onProgress }: FilmProgress,
): Promise<void> {
  const { durationFrames, frameRate } = timeline;
  const clips = heardClips(timeline);
  await maker.beginFilm(plan, async (position, data) => void (await file.write(data, 0, data.byteLength, position)));
  const step = Math.round(pieceSeconds * frameRate);
  for (let from = 0; from < durationFrames; from += step) {
    signal.throwIfAborted();
    const to = Math.min(durationFrames, from + step);
    const near = clips.filter(
      (clip) => clip.startSeconds * frameRate < to && (clip.startSeconds + clip.durationSeconds) * frameRate > from,
    );
    await maker.addToFilm(from, to, near);
    onProgress(to / durationFrames, basename(path));
  }
  await maker.finishFilm();
  signal.throwIfAborted();
}
