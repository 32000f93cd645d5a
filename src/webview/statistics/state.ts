import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type {
  CastColumn,
  StatisticsCastMember,
  StatisticsModel,
  StatisticsStrings,
  StatisticsViewState,
} from './protocol.ts';
import { type StripPlace, stripPlaces } from './stripPlaces.ts';

/** What the page asks of the host. */
export interface StatisticsHost {
  reveal(elementId: string): void;
}

/** The page's state: the model as the host tells it, and how the writer looks at it. */
export interface StatisticsState {
  readonly strings: StatisticsStrings;
  readonly model: ReadonlySignal<StatisticsModel | undefined>;
  /** Each scene's place along the script. */
  readonly strip: ReadonlySignal<readonly StripPlace[]>;
  readonly sortedBy: ReadonlySignal<CastColumn>;
  readonly cast: ReadonlySignal<readonly StatisticsCastMember[]>;
  /** The scene of the strip that the arrow keys are at, as an index. */
  readonly focusedScene: ReadonlySignal<number>;
  setModel(model: StatisticsModel): void;
  sortBy(column: CastColumn): void;
  focusScene(index: number): void;
  reveal(elementId: string): void;
}

export function createStatisticsState(
  host: StatisticsHost,
  strings: StatisticsStrings,
  restored?: StatisticsViewState,
): StatisticsState {
  const model = signal<StatisticsModel | undefined>(undefined);
  const sortedBy = signal<CastColumn>(restored?.sortedBy ?? 'lines');
  const focused = signal(0);
  const sceneCount = computed(() => model.value?.scenes.length ?? 0);
  return {
    strings,
    model,
    strip: computed(() => stripPlaces(model.value?.scenes.map(({ seconds }) => seconds) ?? [])),
    sortedBy,
    cast: computed(() => sorted(model.value?.cast ?? [], sortedBy.value)),
    focusedScene: computed(() => Math.max(0, Math.min(focused.value, sceneCount.value - 1))),
    setModel: (next) => {
      model.value = next;
    },
    sortBy: (column) => {
      sortedBy.value = column;
    },
    focusScene: (index) => {
      focused.value = Math.max(0, Math.min(index, sceneCount.value - 1));
    },
    reveal: (elementId) => host.reveal(elementId),
  };
}

function sorted(cast: readonly StatisticsCastMember[], column: CastColumn): readonly StatisticsCastMember[] {
  return cast.toSorted((a, b) => {
    if (column === 'name') return a.name.localeCompare(b.name);
    if (column === 'first') return (a.scenes[0] ?? 0) - (b.scenes[0] ?? 0);
    return b[column] - a[column];
  });
}
