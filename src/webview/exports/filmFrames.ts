/** Which pictures of a film must be drawn, and what they show. Frames at the timeline's rate, half-open. Pure. */
import type { FilmCaption, FilmPicture } from './protocol.ts';

/** One picture of the film: shown from `frame` on, for `durationFrames`. */
export interface FilmFrame {
  readonly frame: number;
  readonly durationFrames: number;
  /** From the bottom up, with how much of each is seen (0 to 1). */
  readonly layers: readonly { readonly picture: FilmPicture; readonly opacity: number }[];
  readonly captions: readonly FilmCaption[];
}

/**
 * The pictures of `from`..`to`: one wherever something changes, every frame where something moves (films, fades), and at least one a
 * second, so that players can seek.
 */
export function filmFrames(
  pictures: readonly FilmPicture[],
  captions: readonly FilmCaption[],
  range: { readonly from: number; readonly to: number; readonly frameRate: number },
): FilmFrame[] {
  const { from, to, frameRate } = range;
  const near = pictures.filter((picture) => picture.startFrame < to && endOf(picture) > from);
  const starts = new Set<number>();
  const mark = (frame: number) => {
    if (frame >= from && frame < to) starts.add(frame);
  };
  for (let frame = from; frame < to; frame += frameRate) mark(frame);
  for (const picture of near) {
    // What moves is drawn to its end and once more, when it stands still.
    mark(picture.startFrame);
    mark(endOf(picture));
    for (const [begin, end] of movingParts(picture)) {
      for (let frame = Math.max(from, begin); frame <= Math.min(to, end); frame++) mark(frame);
    }
  }
  for (const { startFrame, durationFrames } of captions) {
    mark(startFrame);
    mark(startFrame + durationFrames);
  }
  const frames = [...starts].sort((a, b) => a - b);
  return frames.map((frame, index) => ({
    frame,
    durationFrames: (frames[index + 1] ?? to) - frame,
    layers: near.flatMap((picture) => {
      const opacity = opacityAt(picture, frame);
      return opacity > 0 ? [{ picture, opacity }] : [];
    }),
    captions: captions.filter((each) => each.startFrame <= frame && each.startFrame + each.durationFrames > frame),
  }));
}

function endOf({ startFrame, durationFrames }: FilmPicture): number {
  return startFrame + durationFrames;
}

function movingParts(picture: FilmPicture): readonly (readonly [number, number])[] {
  const { startFrame, kind, fadeInFrames, fadeOutFrames } = picture;
  if (kind === 'video') return [[startFrame, endOf(picture)]];
  return [
    [startFrame, startFrame + fadeInFrames],
    [endOf(picture) - fadeOutFrames, endOf(picture)],
  ];
}

/** How much of a picture is seen at a frame; 0 outside of it. Fades are linear and end on the frame after their last. */
export function opacityAt(picture: FilmPicture, frame: number): number {
  const at = frame - picture.startFrame;
  if (at < 0 || at >= picture.durationFrames) return 0;
  const comes = picture.fadeInFrames > 0 ? Math.min(1, (at + 1) / (picture.fadeInFrames + 1)) : 1;
  const left = picture.durationFrames - at;
  const goes = picture.fadeOutFrames > 0 ? Math.min(1, left / (picture.fadeOutFrames + 1)) : 1;
  return picture.opacity * Math.min(comes, goes);
}

/** The largest place of `width`×`height` within a picture's frame, in the middle: bars at the sides, nothing cut off. */
export function placeWithin(size: { width: number; height: number }, frame: { width: number; height: number }) {
  const scale = Math.min(frame.width / size.width, frame.height / size.height);
  const width = size.width * scale;
  const height = size.height * scale;
  return { x: (frame.width - width) / 2, y: (frame.height - height) / 2, width, height };
}
