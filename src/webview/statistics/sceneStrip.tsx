/** The script from its first scene to its last: each as wide as it lasts, filled as high as it is spoken. */
import { useRef } from 'preact/hooks';
import { fill, formatPages, formatTime } from './figures.ts';
import type { StatisticsScene, StatisticsStrings } from './protocol.ts';
import type { StatisticsState } from './state.ts';
import type { StripPlace } from './stripPlaces.ts';

export function SceneStrip({ state }: { readonly state: StatisticsState }) {
  const { strings } = state;
  const model = state.model.value;
  const list = useRef<HTMLUListElement>(null);
  if (!model) return null;
  const move = (event: KeyboardEvent) => {
    const next = nextScene(event.key, state.focusedScene.peek(), model.scenes.length);
    if (next === undefined) return;
    event.preventDefault();
    state.focusScene(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <section aria-labelledby="through-script">
      <div class="section-head">
        <h2 id="through-script">{strings.throughScript}</h2>
        <Legend strings={strings} sides={new Set(model.scenes.map(({ side }) => side))} />
      </div>
      <ul class="strip" ref={list} onKeyDown={move}>
        {model.scenes.map((scene, index) => (
          <SceneBlock
            key={scene.elementId}
            scene={scene}
            place={state.strip.value[index]}
            strings={strings}
            isReachable={index === state.focusedScene.value}
            onFocus={() => state.focusScene(index)}
            onReveal={() => state.reveal(scene.elementId)}
          />
        ))}
      </ul>
      <div class="strip-scale" aria-hidden="true">
        <span>0:00</span>
        <span>{strings.throughScriptHint}</span>
        <span>{formatTime(model.seconds)}</span>
      </div>
    </section>
  );
}

/** Arrow keys, Home and End walk along the strip. */
function nextScene(key: string, from: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return Math.min(from + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(from - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

interface SceneBlockProps {
  readonly scene: StatisticsScene;
  readonly place: StripPlace | undefined;
  readonly strings: StatisticsStrings;
  readonly isReachable: boolean;
  readonly onFocus: () => void;
  readonly onReveal: () => void;
}

function SceneBlock({ scene, place, strings, isReachable, onFocus, onReveal }: SceneBlockProps) {
  const spoken = scene.seconds === 0 ? 0 : Math.min(1, scene.speechSeconds / scene.seconds);
  const label = fill(
    strings.sceneTip,
    scene.label || strings.opening,
    formatTime(scene.seconds),
    formatPages(scene.pageEighths),
    Math.round(spoken * 100),
  );
  return (
    <li style={{ width: `${place?.width ?? 0}%` }}>
      <button
        type="button"
        class={`scene ${scene.side}`}
        title={label}
        aria-label={label}
        tabIndex={isReachable ? 0 : -1}
        onFocus={onFocus}
        onClick={onReveal}
      >
        <span class="scene-speech" style={{ height: `${spoken * 100}%` }} />
      </button>
    </li>
  );
}

const sides = ['int', 'ext', 'both', 'neither'] as const;

function Legend({
  strings,
  sides: shown,
}: {
  readonly strings: StatisticsStrings;
  readonly sides: ReadonlySet<string>;
}) {
  const names = { int: strings.interior, ext: strings.exterior, both: strings.both, neither: strings.neither };
  return (
    <ul class="legend" aria-hidden="true">
      {sides
        .filter((side) => shown.has(side))
        .map((side) => (
          <li key={side}>
            <span class={`swatch ${side}`} />
            {names[side]}
          </li>
        ))}
      <li>
        <span class="swatch spoken" />
        {strings.spoken}
      </li>
    </ul>
  );
}
