/**
 * The keys of the stage that are the page's own. Space, Home, End, Left, Right and zooming with Ctrl are commands of the extension:
 * VS Code hears the key and sends the command, so that people can bind others.
 */
import type { TimelineState } from './state.ts';

/** The part of a keyboard event that is needed here. */
export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  preventDefault(): void;
  stopPropagation(): void;
}

/** Keys that a command of the extension answers; the page only keeps the browser from scrolling. */
const commandKeys: ReadonlySet<string> = new Set([' ', 'Home', 'End', 'ArrowLeft', 'ArrowRight']);

function actionOf(state: TimelineState, key: string): (() => void) | undefined {
  switch (key) {
    case 'ArrowUp':
      return () => state.selectNeighbour(-1);
    case 'ArrowDown':
      return () => state.selectNeighbour(1);
    case 'Enter':
      return () => state.revealSelected();
    case 'm':
      return () => state.muteSelected();
    case '+':
    case '=':
      return () => void state.run('zoomIn');
    case '-':
      return () => void state.run('zoomOut');
    case 'Escape':
      return () => (state.isPlaying.peek() ? state.pause() : state.leave());
    default:
      return undefined;
  }
}

/** Acts on a key of the page's own and keeps VS Code from hearing it; any other key is left to VS Code. */
export function handleKey(state: TimelineState, event: Key): void {
  if (commandKeys.has(event.key)) event.preventDefault();
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const action = actionOf(state, event.key);
  if (!action) return;
  event.preventDefault();
  // Escape also ends a line that the extension plays elsewhere, so VS Code hears it too.
  if (event.key !== 'Escape') event.stopPropagation();
  action();
}
