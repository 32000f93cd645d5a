/** The drawn part of the timeline. It is one tab stop: a treegrid whose rows lie over the canvases. */
import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { GridMirror, rowId } from './gridMirror.tsx';
import { labelWidth } from './lanes.ts';
import { press, wheel } from './pointer.ts';
import { handleKey } from './stageKeys.ts';
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
  // Before the browser paints: an effect after it would cost the first picture two frames.
  useLayoutEffect(() => {
    if (!root.current || !still.current || !moving.current) return undefined;
    const element = root.current;
    const canvases = { still: still.current, moving: moving.current };
    const stopMeasuring = measure(element, state);
    const painter = new StagePainter(state, theme, canvases, isFocused);
    const stopHearing = hearPointer(element, state);
    return () => {
      stopMeasuring();
      stopHearing();
      painter.dispose();
    };
  }, [state, theme, isFocused]);
  const setFocus = (value: boolean) => {
    isFocused.value = value;
    onFocusChanged(value);
  };
  const selected = state.selected.value;
  return (
    <div
      ref={root}
      class="stage"
      role="treegrid"
      tabIndex={0}
      aria-label={state.strings.tracksAndClips}
      aria-activedescendant={selected ? rowId(selected) : undefined}
      data-vscode-context={JSON.stringify({ webviewSection: selected?.elementId ? 'line' : 'stage' })}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
      onKeyDown={(event) => handleKey(state, event)}
    >
      <div aria-hidden="true">
        <canvas ref={still} />
        <canvas ref={moving} />
      </div>
      <GridMirror state={state} />
    </div>
  );
}

/** Tells the state the size of the stage, now and whenever it changes. */
function measure(element: HTMLElement, state: TimelineState): () => void {
  const read = () => state.setSize(element.clientWidth - labelWidth, element.clientHeight);
  read();
  const observer = new ResizeObserver(read);
  observer.observe(element);
  return () => observer.disconnect();
}

/** Pointer and wheel, outside Preact: the wheel must be able to keep the page from scrolling. */
function hearPointer(element: HTMLElement, state: TimelineState): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  let drag: ReturnType<typeof press>;
  const pointOf = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      element.focus({ preventScroll: true });
      drag = press(state, pointOf(event));
      if (drag) element.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  element.addEventListener('pointermove', (event) => drag?.(pointOf(event)), { signal });
  const end = () => {
    drag = undefined;
  };
  element.addEventListener('pointerup', end, { signal });
  element.addEventListener('pointercancel', end, { signal });
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
