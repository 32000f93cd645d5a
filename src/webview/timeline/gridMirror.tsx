// biome-ignore-all lint/a11y/useSemanticElements: the rows stand where their clips are drawn, which table elements cannot.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid around them has the focus and names its active row.
/** The accessible grid that lies over the canvas: what a screen reader finds there. It takes no focus and no clicks of its own. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { labelWidth, tracksTop } from './lanes.ts';
import { frameToX } from './layout.ts';
import { type MirrorLane, type MirrorView, mirrorLanes } from './mirror.ts';
import type { Picture } from './model.ts';
import type { TimelineItem } from './protocol.ts';
import type { TimelineState } from './state.ts';
import { describeItem, describeTrack } from './strings.ts';

/** The grid follows the picture when it has stood still this long: neither scrolling nor a drag may rebuild it. */
const settleMilliseconds = 180;

/** The DOM id of an item's row, for `aria-activedescendant`. */
export function rowId(item: TimelineItem): string {
  return `item-${item.id}`;
}

interface Props {
  readonly state: TimelineState;
}

/** The rows of the treegrid: each track, and below it its clips in sight. */
export function GridMirror({ state }: Props) {
  const shown = useSettledView(state);
  const lanes = useComputed(() => {
    const settled = shown.value;
    if (!settled) return [];
    const { picture } = settled;
    const id = state.selected.value?.id;
    return mirrorLanes(picture, settled, id === undefined ? undefined : picture.items.get(id));
  });
  const view = shown.value;
  if (!view) return null;
  return (
    <>
      {lanes.value.map((lane) => (
        <LaneRows key={lane.lane.track.id} lane={lane} shown={view} state={state} />
      ))}
    </>
  );
}

interface Settled extends MirrorView {
  readonly picture: Picture;
}

/** What was shown a moment ago: it follows only when nothing has moved or changed for a while. */
function useSettledView(state: TimelineState): ReadonlySignal<Settled | undefined> {
  const settled = useSignal<Settled | undefined>(undefined);
  useSignalEffect(() => {
    const { viewport } = state;
    const picture = state.picture.value;
    const place = { view: viewport.view.value, topPixels: viewport.topPixels.value, height: viewport.height.value };
    if (!picture) return undefined;
    const next = { ...place, picture };
    const timer = setTimeout(() => {
      settled.value = next;
    }, settleMilliseconds);
    return () => clearTimeout(timer);
  });
  return settled;
}

interface LaneProps extends Props {
  readonly lane: MirrorLane;
  readonly shown: MirrorView;
}

function LaneRows({ lane: { lane, items, itemCount }, shown, state }: LaneProps) {
  const { strings } = state;
  const top = tracksTop + lane.top - shown.topPixels;
  return (
    <>
      <div
        role="row"
        aria-level={1}
        aria-expanded={itemCount > 0 ? true : undefined}
        class="mirror-row"
        style={{ left: 0, top: `${top}px`, width: `${labelWidth}px`, height: `${lane.height}px` }}
      >
        <span role="rowheader" aria-label={describeTrack(strings, lane.track)} />
      </div>
      {items.map(({ item, position }) => (
        <div
          key={item.id}
          id={rowId(item)}
          role="row"
          aria-level={2}
          aria-posinset={position}
          aria-setsize={itemCount}
          aria-selected={state.selection.ids.value.has(item.id)}
          class="mirror-row"
          style={{
            left: `${labelWidth + Math.max(0, frameToX(shown.view, item.startFrame))}px`,
            top: `${top}px`,
            width: `${Math.max(1, item.durationFrames * shown.view.pixelsPerFrame)}px`,
            height: `${lane.height}px`,
          }}
        >
          <span
            role="gridcell"
            aria-label={describeItem(strings, item, state.voices.stateOf(item), state.frameRate.value)}
          />
        </div>
      ))}
    </>
  );
}
