/** Where playing begins, ends, and begins again. Pure; frames, half-open. */

export interface Marks {
  readonly in?: number | undefined;
  readonly out?: number | undefined;
}

export interface Stretch {
  readonly startFrame: number;
  readonly endFrame: number;
}

/** What is played again and again: from in to out, from the beginning or to the end where a mark is missing or makes no sense. */
export function loopOf(marks: Marks, lastFrame: number): Stretch | undefined {
  const startFrame = Math.min(Math.max(0, marks.in ?? 0), lastFrame);
  const endFrame = Math.min(marks.out ?? lastFrame, lastFrame);
  if (endFrame > startFrame) return { startFrame, endFrame };
  return lastFrame > 0 ? { startFrame: 0, endFrame: lastFrame } : undefined;
}

/** A playhead outside of the loop goes to the end of it where playing begins. */
export function enterLoop(loop: Stretch, frame: number, speed: number): number {
  if (frame > loop.startFrame && frame < loop.endFrame) return frame;
  if (speed > 0) return frame === loop.startFrame ? frame : loop.startFrame;
  return loop.endFrame;
}
