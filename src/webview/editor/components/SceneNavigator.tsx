import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { filterScenes, type SceneEntry } from '../sceneList.ts';
import type { ScenesState } from '../scenes.tsx';
import type { Translate } from '../strings.ts';
import { useSceneDrag } from './sceneDrag.ts';

interface Props {
  readonly state: ScenesState;
  readonly translate: Translate;
  readonly onGoTo: (entry: SceneEntry) => void;
  /** A scene shall stand before another entry; without one, at the end. */
  readonly onMove: (moved: string, before: string | undefined) => void;
  /** A scene shall go one step up or down. */
  readonly onStep: (moved: string, by: 1 | -1) => void;
  readonly isMovable: () => boolean;
  readonly onClose: () => void;
}

/**
 * Scenes under their sections: type to filter, arrow keys to walk, Return to go there, Escape to leave; dragging or Alt with the arrow keys
 * moves a scene.
 */
export function SceneNavigator({ state, translate, onGoTo, onMove, onStep, isMovable, onClose }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const entries = filterScenes(state.entries.value, state.filter.value);
  const current = state.entries.value[state.current.value];
  const active = useSignal<string | undefined>(undefined);
  const requests = state.focusRequests.value;
  useLayoutEffect(() => {
    active.value = current?.elementId;
    input.current?.focus();
  }, [requests]);
  const activeAt = Math.max(
    0,
    entries.findIndex(({ elementId }) => elementId === active.value),
  );
  const chosen = entries[activeAt]?.kind === 'section' ? nextScene(entries, activeAt, 1) : activeAt;
  useLayoutEffect(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
  const drag = useSceneDrag({ isMovable, onMove });
  const moveBy = (by: 1 | -1) => {
    const moved = entries[chosen]?.elementId;
    if (moved === undefined || !isMovable()) return;
    active.value = moved;
    onStep(moved, by);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = targetOf(event.key, entries, chosen);
    if (event.key === 'Escape' && drag.dragged !== undefined) drag.cancel();
    else if (event.key === 'Escape') onClose();
    else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      moveBy(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Enter' && entries[chosen]) onGoTo(entries[chosen]);
    else if (to !== undefined) active.value = entries[to]?.elementId;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="scenes" role="dialog" aria-label={translate('scenes.label')} onKeyDown={onKeyDown}>
      <FilterRow input={input} filter={state.filter} chosen={chosen} translate={translate} onClose={onClose} />
      <div
        ref={list}
        id="scene-list"
        class={drag.before === null ? 'scene-list drop-end' : 'scene-list'}
        role="listbox"
        aria-label={translate('scenes.label')}
        {...drag.handlers}
      >
        {entries.map((entry, at) => (
          <Entry
            key={entry.elementId}
            entry={entry}
            id={`scene-${at}`}
            isChosen={at === chosen}
            isCurrent={entry === current}
            isDragged={entry.elementId === drag.dragged}
            isTarget={entry.elementId === drag.before}
            translate={translate}
            onGoTo={onGoTo}
          />
        ))}
        {entries.length === 0 && <p class="scene-none">{translate('scenes.none')}</p>}
      </div>
    </div>
  );
}

interface FilterRowProps extends Pick<Props, 'translate' | 'onClose'> {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly filter: ScenesState['filter'];
  /** Index of the entry that is chosen. */
  readonly chosen: number;
}

function FilterRow({ input, filter, chosen, translate, onClose }: FilterRowProps) {
  return (
    <div class="find-row">
      <input
        ref={input}
        type="text"
        role="combobox"
        spellcheck={false}
        value={filter.value}
        aria-expanded="true"
        aria-controls="scene-list"
        aria-activedescendant={`scene-${chosen}`}
        aria-label={translate('scenes.filter')}
        placeholder={translate('scenes.filter')}
        onInput={({ currentTarget }) => {
          filter.value = currentTarget.value;
        }}
      />
      <button
        type="button"
        class="tool"
        aria-label={translate('scenes.close')}
        title={translate('scenes.close')}
        onClick={onClose}
      >
        <i class="icon close" aria-hidden="true" />
      </button>
    </div>
  );
}

interface EntryProps extends Pick<Props, 'translate' | 'onGoTo'> {
  readonly entry: SceneEntry;
  readonly id: string;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
  readonly isDragged: boolean;
  readonly isTarget: boolean;
}

function Entry({ entry, id, isChosen, isCurrent, isDragged, isTarget, translate, onGoTo }: EntryProps) {
  const { elementId, kind, depth, sceneNumber, text, page } = entry;
  const marks = `${isCurrent ? ' current' : ''}${isDragged ? ' dragged' : ''}${isTarget ? ' drop-before' : ''}`;
  if (kind === 'section') {
    const indent = { paddingLeft: `${(depth - 1) * 10 + 8}px` };
    return (
      <div class={`scene-section${marks}`} role="presentation" data-entry={elementId} style={indent}>
        {text}
      </div>
    );
  }
  return (
    <div
      id={id}
      class={`scene-entry${marks}`}
      role="option"
      data-entry={elementId}
      data-scene
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      tabIndex={-1}
      aria-selected={isChosen}
      aria-current={isCurrent ? 'location' : undefined}
      onClick={() => onGoTo(entry)}
      onKeyDown={undefined}
    >
      <span class="scene-number">{sceneNumber}</span>
      <span class="scene-text">{text}</span>
      <span class="scene-page" title={translate('scenes.page', String(page))}>
        {page}
      </span>
    </div>
  );
}

/** The next scene from `from` on in a direction; where there is none, `from`. */
function nextScene(entries: readonly SceneEntry[], from: number, by: 1 | -1): number {
  let at = from + by;
  while (entries[at]?.kind === 'section') at += by;
  return entries[at] ? at : from;
}

function targetOf(key: string, entries: readonly SceneEntry[], chosen: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return nextScene(entries, chosen, 1);
    case 'ArrowUp':
      return nextScene(entries, chosen, -1);
    case 'PageDown':
      return nextScene(entries, Math.min(entries.length - 2, chosen + 9), 1);
    case 'PageUp':
      return nextScene(entries, Math.max(1, chosen - 9), -1);
    default:
      return undefined;
  }
}
