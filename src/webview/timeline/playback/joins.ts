/** Which cuts are none to the ear: a clip that was split plays on through the cut. Pure. */
import type { Cue, Joins } from '../playback.ts';
import type { TimelineItem } from '../protocol.ts';
import type { RangeIndex } from '../rangeIndex.ts';

/** Rounding of frames to seconds. */
const tinySeconds = 1e-6;

/** At which ends of its cue the same sound goes on in a neighbour of the clip; `start` and `end` in the order in which they are heard. */
export function joinsOf(
  track: RangeIndex<TimelineItem> | undefined,
  clip: TimelineItem,
  cue: Cue,
  frameRate: number,
): Joins {
  const endFrame = clip.startFrame + clip.durationFrames;
  const before = track?.findAt(clip.startFrame - 1);
  const after = track?.findAt(endFrame);
  const isBefore = before !== undefined && goesOn(before, clip);
  const isAfter = after !== undefined && goesOn(clip, after);
  const length = clip.durationFrames / frameRate;
  const low = cue.speed > 0 ? cue.fromSeconds : cue.fromSeconds - cue.durationSeconds;
  const atStart = isBefore && low < tinySeconds;
  const atEnd = isAfter && low + cue.durationSeconds > length - tinySeconds;
  return cue.speed > 0 ? { start: atStart, end: atEnd } : { start: atEnd, end: atStart };
}

function goesOn(a: TimelineItem, b: TimelineItem): boolean {
  return (
    a.soundId !== undefined &&
    a.soundId === b.soundId &&
    a.startFrame + a.durationFrames === b.startFrame &&
    a.offsetFrames + a.durationFrames === b.offsetFrames &&
    a.volume === b.volume
  );
}
