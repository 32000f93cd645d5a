/** How loud it is, left and right. Drawn outside Preact: it changes with every frame. */
import { useEffect, useRef } from 'preact/hooks';
import type { TimelineState } from '../state.ts';
import { decibelsOf, fallen, meterShare } from './levels.ts';

/** Where motion is not wanted, and for a screen reader, a few times a second are enough. */
const calmMilliseconds = 500;

export function Meters({ state }: { readonly state: TimelineState }) {
  const root = useRef<HTMLDivElement>(null);
  const isPlaying = state.playback.isPlaying.value;
  useEffect(() => {
    const bars = root.current ? [...root.current.querySelectorAll<HTMLElement>('.meter')] : [];
    if (!isPlaying) {
      for (const bar of bars) show(bar, 0);
      return undefined;
    }
    return follow(bars, () => state.playback.levels());
  }, [isPlaying, state]);
  const meter = (label: string) => (
    // biome-ignore lint/a11y/useSemanticElements: a native meter cannot show that a level was cut off.
    <div class="meter" role="meter" aria-label={label} aria-valuemin={-60} aria-valuemax={0} aria-valuenow={-60}>
      <span />
    </div>
  );
  return (
    <div ref={root} class="meters" title={`${state.strings.meterLeft} / ${state.strings.meterRight}`}>
      {meter(state.strings.meterLeft)}
      {meter(state.strings.meterRight)}
    </div>
  );
}

/** Shows the levels until it is ended: rising at once, falling slowly. */
function follow(bars: readonly HTMLElement[], read: () => readonly number[]): () => void {
  const isCalm =
    document.body.classList.contains('vscode-reduce-motion') || matchMedia('(prefers-reduced-motion)').matches;
  let shown = bars.map(() => 0);
  let lastDrawn = 0;
  let lastTold = 0;
  let request = requestAnimationFrame(function draw(now) {
    request = requestAnimationFrame(draw);
    if (isCalm && now - lastDrawn < calmMilliseconds) return;
    const seconds = lastDrawn === 0 ? 0 : (now - lastDrawn) / 1000;
    lastDrawn = now;
    const levels = read();
    shown = shown.map((level, side) => fallen(level, levels[side] ?? 0, seconds));
    const isTold = now - lastTold >= calmMilliseconds;
    if (isTold) lastTold = now;
    for (const [side, bar] of bars.entries()) show(bar, shown[side] ?? 0, isTold);
  });
  return () => cancelAnimationFrame(request);
}

function show(bar: HTMLElement, level: number, isTold = true): void {
  const [fill] = bar.children;
  if (fill instanceof HTMLElement) fill.style.transform = `scaleX(${meterShare(level)})`;
  bar.classList.toggle('clipped', level >= 1);
  if (isTold) bar.setAttribute('aria-valuenow', String(decibelsOf(level)));
}
