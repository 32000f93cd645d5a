/** The picture at the playhead, at the timeline's size, as large as its place allows. Comes in a chunk of its own. */
import { useComputed, useSignal } from '@preact/signals';
import { monitorWidths } from '../playback/transport.ts';
import type { TimelineState } from '../state.ts';
import { fill } from '../strings.ts';
import { FilmLayer } from './filmLayer.tsx';
import { type Layer, type Shown, shownAt } from './layers.ts';

const nothing: Shown = { layers: [], missing: [] };
/** One press of an arrow key on the edge. */
const keyStep = 16;

export function Monitor({ state }: { readonly state: TimelineState }) {
  const width = state.playback.monitorWidth.value;
  if (!state.playback.isMonitorOpen.value) return <UnseenFilms state={state} />;
  return (
    <>
      <Edge state={state} />
      <section class="monitor" aria-label={state.strings.monitor} style={{ width: `${width}px` }}>
        <Screen state={state} />
      </section>
    </>
  );
}

/** Films are heard whether they are looked at or not. */
function UnseenFilms({ state }: { readonly state: TimelineState }) {
  const shown = useShown(state);
  return (
    <div hidden>
      {shown.value.layers
        .filter((layer) => layer.kind === 'video')
        .map((layer) => (
          <LayerView key={layer.item.id} state={state} layer={layer} />
        ))}
    </div>
  );
}

function useShown(state: TimelineState) {
  return useComputed(() => {
    const picture = state.picture.value;
    return picture ? shownAt(picture, Math.floor(state.playheadFrame.value)) : nothing;
  });
}

/** The edge between stage and preview: dragged, or moved with the arrow keys. */
function Edge({ state }: { readonly state: TimelineState }) {
  const { playback, strings } = state;
  const dragged = useSignal<{ readonly x: number; readonly width: number } | undefined>(undefined);
  const onKeyDown = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowLeft' ? 1 : event.key === 'ArrowRight' ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    playback.setMonitorWidth(playback.monitorWidth.peek() + way * keyStep);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a focusable separator is the pattern for splitters.
    <div
      class="monitor-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={strings.monitorWidth}
      aria-valuemin={monitorWidths.least}
      aria-valuemax={monitorWidths.most}
      aria-valuenow={playback.monitorWidth.value}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragged.value = { x: event.clientX, width: playback.monitorWidth.peek() };
      }}
      onPointerMove={(event) => {
        const from = dragged.peek();
        if (from) playback.setMonitorWidth(from.width + from.x - event.clientX);
      }}
      onLostPointerCapture={() => {
        dragged.value = undefined;
      }}
    />
  );
}

/** Letterboxed: the place is black around a picture of the timeline's proportions. */
function Screen({ state }: { readonly state: TimelineState }) {
  const shown = useShown(state);
  const { strings } = state;
  const head = state.picture.value?.head;
  const ratio = (head?.width || 16) / (head?.height || 9);
  const { layers, missing } = shown.value;
  const visible = layers.filter((layer) => !layer.isAhead);
  const damaged = [
    ...missing,
    ...visible.map(({ item }) => item).filter((item) => state.voices.stateOf(item) === 'missing'),
  ];
  const names = visible.map(({ item }) => item.name).join(', ');
  return (
    <div class="monitor-place">
      <div
        class="monitor-screen"
        role="img"
        aria-label={visible.length === 0 ? strings.monitorNothing : fill(strings.monitorLabel, names)}
        style={{ aspectRatio: String(ratio), '--ratio': ratio }}
      >
        {layers.map((layer) => (
          <LayerView key={layer.item.id} state={state} layer={layer} />
        ))}
        {damaged.length > 0 ? (
          <p class="monitor-words">{fill(strings.monitorDamaged, damaged.map(({ name }) => name).join(', '))}</p>
        ) : null}
        {visible.length + damaged.length === 0 ? <p class="monitor-words">{strings.monitorNothing}</p> : null}
      </div>
    </div>
  );
}

function LayerView({ state, layer }: { readonly state: TimelineState; readonly layer: Layer }) {
  const { item, opacity, uri } = layer;
  const isDamaged = state.voices.stateOf(item) === 'missing';
  if (isDamaged) return null;
  const onError = () => state.voices.fileFailed(item.assetId ?? item.id);
  if (layer.kind === 'video') return <FilmLayer state={state} layer={layer} onError={onError} />;
  return <img class="monitor-layer" src={uri} alt="" style={{ opacity }} onError={onError} />;
}
