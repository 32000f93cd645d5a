/** The drawn part of the timeline. It is one tab stop: a treegrid whose rows lie over the canvases. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { hearDrops } from './drop.ts';
import { EditMenu } from './editMenu.ts';
import type { Drag } from './gestures.ts';
import { GridMirror, rowId } from './gridMirror.tsx';
import { itemAt, type Point } from './hitTest.ts';
import { labelWidth } from './lanes.ts';
import { cursorAt, press, wheel } from './pointer.ts';
import type { TimelineItem } from './protocol.ts';
import { handleKey, handleKeyUp } from './stageKeys.ts';
import { StagePainter } from './stagePainter.ts';
import type { TimelineState } from './state.ts';
import type { Theme } from './theme.ts';

interface StageProps {
  readonly state: TimelineState;
  readonly theme: ReadonlySignal<Theme>;
  readonly onFocusChanged: (isFocused: boolean) => void;
}

export function Stage({ state, theme, onFocusChanged }: StageProps) {
  const isFocused = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  const moving = useRef<HTMLCanvasElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const menu = useRef<EditMenu | undefined>(undefined);
  // Before the browser paints: an effect after it would cost the first picture two frames.
  useLayoutEffect(() => {
    if (!root.current || !still.current || !moving.current) return undefined;
    const element = root.current;
    const canvases = { still: still.current, moving: moving.current };
    const stopMeasuring = measure(element, state);
    const painter = new StagePainter(state, theme, canvases, isFocused);
    const stopHearing = hearPointer(element, state);
    const stopDrops = hearDrops(element, state);
    const editMenu = field.current && new EditMenu(field.current, element, (what) => state.hostCommand(what));
    menu.current = editMenu ?? undefined;
    return () => {
      stopMeasuring();
      stopHearing();
      stopDrops();
      editMenu?.dispose();
      painter.dispose();
    };
  }, [state, theme, isFocused]);
  const setFocus = (value: boolean, event: FocusEvent) => {
    if (menu.current?.isPassing(event)) return;
    isFocused.value = value;
    onFocusChanged(value);
    if (value) menu.current?.arm();
    else state.playback.isHeld = false;
  };
  const selected = state.selected.value;
  return (
    <div
      ref={root}
      class="stage"
      role="treegrid"
      tabIndex={0}
      aria-label={state.strings.tracksAndClips}
      aria-multiselectable="true"
      aria-activedescendant={selected ? rowId(selected) : undefined}
      data-vscode-context={JSON.stringify({ webviewSection: sectionOf(selected) })}
      onFocus={(event) => setFocus(true, event)}
      onBlur={(event) => setFocus(false, event)}
      onKeyDown={(event) => handleKey(state, event)}
      onKeyUp={(event) => handleKeyUp(state, event)}
    >
      <div aria-hidden="true">
        <canvas ref={still} />
        <canvas ref={moving} />
        <textarea ref={field} class="only-heard" tabIndex={-1} />
      </div>
      <GridMirror state={state} />
    </div>
  );
}

/** What the context menu is about. */
function sectionOf(selected: TimelineItem | undefined): 'line' | 'place' | 'clip' | 'stage' {
  if (!selected) return 'stage';
  if (selected.isPlace) return 'place';
  return selected.speaker >= 0 ? 'line' : 'clip';
}

/** Tells the state the size of the stage, now and whenever it changes. */
function measure(element: HTMLElement, state: TimelineState): () => void {
  const read = () => state.setSize(element.clientWidth - labelWidth, element.clientHeight);
  read();
  const observer = new ResizeObserver(read);
  observer.observe(element);
  return () => observer.disconnect();
}

/** A menu is about what is under the pointer, or about all that is selected when that is among it. */
function selectForMenu(state: TimelineState, point: Point): void {
  const item = itemAt(state, point);
  if (item && !state.selection.has(item)) state.select(item);
}

/** Pointer and wheel, outside Preact: the wheel must be able to keep the page from scrolling. */
function hearPointer(element: HTMLElement, state: TimelineState): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  let drag: Drag | undefined;
  const pointOf = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const modifiersOf = (event: MouseEvent) => ({
    shift: event.shiftKey,
    ctrl: event.ctrlKey || event.metaKey,
    alt: event.altKey,
  });
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) {
        selectForMenu(state, pointOf(event));
        return;
      }
      element.focus({ preventScroll: true });
      drag = press(state, pointOf(event), modifiersOf(event));
      if (drag) element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener(
    'pointermove',
    (event) => {
      if (drag) drag.move(pointOf(event), modifiersOf(event));
      else element.style.cursor = cursorAt(state, pointOf(event));
    },
    { signal },
  );
  const end = (finish: (ended: Drag) => void) => () => {
    const ended = drag;
    drag = undefined;
    if (ended) finish(ended);
  };
  element.addEventListener(
    'pointerup',
    end((ended) => ended.end()),
    { signal },
  );
  element.addEventListener(
    'pointercancel',
    end((ended) => ended.cancel()),
    { signal },
  );
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      wheel(state, event, pointOf(event));
    },
    { signal, passive: false },
  );
  return () => abort.abort();
}
