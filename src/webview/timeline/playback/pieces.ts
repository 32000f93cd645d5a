/** A long file is decoded in pieces, near the playhead only: ten minutes of stereo are 230 MB of samples. Pure. */
import type { Cue, Joins, Playable } from '../playback.ts';
import type { TimelineSound } from '../protocol.ts';

/** A file that lasts longer is decoded in pieces of {@link pieceSeconds}. */
const longSeconds = 90;
const pieceSeconds = 20;
/** Rounding of frames to seconds. */
const tinySeconds = 1e-6;

/** A part of a file, in seconds. */
export interface FilePart {
  readonly fromSeconds: number;
  readonly seconds: number;
}

/** The part of a clip that lies in one part of its file; for a short file the whole clip. Frames at the timeline's rate. */
export interface Piece extends Playable {
  readonly key: string;
  /** Missing: the whole file. */
  readonly part: FilePart | undefined;
}

export function isLong({ durationSeconds }: Pick<TimelineSound, 'durationSeconds'>): boolean {
  return durationSeconds > longSeconds;
}

/** The part of a long file that holds a second of it. */
export function partAt(seconds: number): FilePart {
  return { fromSeconds: Math.floor(seconds / pieceSeconds) * pieceSeconds, seconds: pieceSeconds };
}

/** The pieces of a clip that touch the frames `from`..`to`. */
export function piecesOf(
  clip: Playable,
  sound: Pick<TimelineSound, 'durationSeconds'>,
  frameRate: number,
  from: number,
  to: number,
): readonly Piece[] {
  const { id, startFrame, durationFrames, offsetFrames } = clip;
  if (!isLong(sound)) return [{ id, startFrame, durationFrames, offsetFrames, key: id, part: undefined }];
  const step = Math.max(1, Math.round(pieceSeconds * frameRate));
  const [first, last] = [Math.max(startFrame, from), Math.min(startFrame + durationFrames, to)];
  const pieces: Piece[] = [];
  for (let index = Math.floor((first - startFrame + offsetFrames) / step); ; index++) {
    // Where the piece begins and ends within the clip.
    const begin = Math.max(0, index * step - offsetFrames);
    const end = Math.min(durationFrames, (index + 1) * step - offsetFrames);
    if (startFrame + begin > last || begin >= end) return pieces;
    pieces.push({
      ...{ id, key: `${id} ${index}`, startFrame: startFrame + begin, durationFrames: end - begin },
      offsetFrames: offsetFrames + begin,
      part: { fromSeconds: (index * step) / frameRate, seconds: step / frameRate },
    });
  }
}

/** A piece's cue as one of its whole clip, whose fades it has. */
export function cueOfClip(cue: Cue, piece: Piece, clip: Playable, frameRate: number): Cue {
  return { ...cue, fromSeconds: cue.fromSeconds + (piece.startFrame - clip.startFrame) / frameRate };
}

/** At which ends of its cue a piece goes on in the next one of the same clip; in the order in which they are heard. */
export function joinsWithin(cue: Cue, piece: Piece, clip: Playable, frameRate: number): Joins {
  const length = piece.durationFrames / frameRate;
  const low = cue.speed > 0 ? cue.fromSeconds : cue.fromSeconds - cue.durationSeconds;
  const isAfterFirst = piece.startFrame > clip.startFrame;
  const isBeforeLast = piece.startFrame + piece.durationFrames < clip.startFrame + clip.durationFrames;
  const atLow = isAfterFirst && low < tinySeconds;
  const atHigh = isBeforeLast && low + cue.durationSeconds > length - tinySeconds;
  return cue.speed > 0 ? { start: atLow, end: atHigh } : { start: atHigh, end: atLow };
}
