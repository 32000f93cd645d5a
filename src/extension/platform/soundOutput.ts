import type { Event } from './emitter.ts';

/** A sound for a line. `rate` is 1 at normal speed, its pitch stays. */
export interface PlayedSound {
  readonly elementId: string;
  /** A media file, see `media.ts`; or the absolute path of one that is not in the library. */
  readonly fileUrl: string;
  readonly isPath?: boolean;
  readonly rate?: number;
}

/** A line is over; `wasStopped`: before its end, by the writer. */
export interface EndedLine {
  readonly elementId: string;
  readonly wasStopped?: boolean;
}

/** A visible surface that can sound: VS Code's host has no loudspeaker, its webviews have. */
export interface SoundOutput {
  /** True when the surface is on screen and its page answers. */
  isReady(elementId: string): boolean;
  /** Plays a media file for a line; resolves false when the browser wants a click first. */
  play(sound: PlayedSound): Promise<boolean>;
  stop(): void;
  /** True when it plays at the `rate` that is asked for. */
  readonly hasRate?: boolean;
  /** A line has ended or was stopped on the surface itself; missing where nobody can tell. */
  readonly onDidEnd?: Event<EndedLine>;
}

/** Absolute path of a sound's file. */
export function pathOfSound(
  media: { resolve(fileUrl: string): string },
  { fileUrl, isPath = false }: PlayedSound,
): string {
  return isPath ? fileUrl : media.resolve(fileUrl);
}
