/**
 * The keys of the stage that are the page's own: Enter and Escape. Every other key is a command of the extension: VS Code hears it and
 * sends the command, so that people can bind others.
 */
import type { TimelineState } from './state.ts';

/** The part of a keyboard event that is needed here. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  /** It comes again because the key is held. */
  readonly repeat?: boolean;
  preventDefault(): void;
  stopPropagation(): void;
}

/** Keys that a command of the extension answers; the page only keeps the browser from scrolling. */
const commandKeys: ReadonlySet<string> = new Set([
  ' ',
  'Home',
  'End',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'PageUp',
  'PageDown',
]);

function actionOf(state: TimelineState, key: string): (() => void) | undefined {
  switch (key) {
    case 'Enter':
      return () => state.revealSelected();
    case 'Escape':
      return () => stepOut(state);
    default:
      return undefined;
  }
}

/** Out of what is under way, step by step: a drag, playing, the preview; then back to the script. */
function stepOut(state: TimelineState): void {
  if (state.editor.isDragging) state.editor.cancel();
  else if (state.isPlaying.peek()) state.pause();
  else if (state.preview.peek()) state.answerPreview({ apply: false, always: false });
  else state.leave();
}

/** K is held: J and L then creep frame by frame. Held alone, they must not go through all speeds at once. */
function shuttleKey(state: TimelineState, event: Key): void {
  const key = event.key.toLowerCase();
  if (key === 'k') state.playback.isHeld = true;
  if ((key === 'j' || key === 'l') && event.repeat && !state.playback.isHeld) event.stopPropagation();
}

/** A key was let go. */
export function handleKeyUp(state: TimelineState, event: Pick<Key, 'key'>): void {
  if (event.key.toLowerCase() === 'k') state.playback.isHeld = false;
}

/** Acts on a key of the page's own and keeps VS Code from hearing it; any other key is left to VS Code. */
export function handleKey(state: TimelineState, event: Key): void {
  if (commandKeys.has(event.key)) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  shuttleKey(state, event);
  const action = actionOf(state, event.key);
  if (!action) return;
  event.preventDefault();
  // Escape also ends a line that the extension plays elsewhere, so VS Code hears it too.
  if (event.key !== 'Escape') event.stopPropagation();
  action();
}
