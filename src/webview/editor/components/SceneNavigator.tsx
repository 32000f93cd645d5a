import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { filterScenes, type SceneEntry } from '../sceneList.ts';
import type { ScenesState } from '../scenes.tsx';
import type { Translate } from '../strings.ts';

interface Props {
  readonly state: ScenesState;
  readonly translate: Translate;
  readonly onGoTo: (entry: SceneEntry) => void;
  readonly onClose: () => void;
}

/** Scenes under their sections: type to filter, arrow keys to walk, Return to go there, Escape to leave. */
export function SceneNavigator({ state, translate, onGoTo, onClose }: Props) {
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
  const onKeyDown = (event: KeyboardEvent) => {
    const to = targetOf(event.key, entries, chosen);
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && entries[chosen]) onGoTo(entries[chosen]);
    else if (to !== undefined) active.value = entries[to]?.elementId;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="scenes" role="dialog" aria-label={translate('scenes.label')} onKeyDown={onKeyDown}>
      <div class="find-row">
        <input
          ref={input}
          type="text"
          role="combobox"
          spellcheck={false}
          value={state.filter.value}
          aria-expanded="true"
          aria-controls="scene-list"
          aria-activedescendant={`scene-${chosen}`}
          aria-label={translate('scenes.filter')}
          placeholder={translate('scenes.filter')}
          onInput={({ currentTarget }) => {
            state.filter.value = currentTarget.value;
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
      <div ref={list} id="scene-list" class="scene-list" role="listbox" aria-label={translate('scenes.label')}>
        {entries.map((entry, at) => (
          <Entry
            key={entry.elementId}
            entry={entry}
            id={`scene-${at}`}
            isChosen={at === chosen}
            isCurrent={entry === current}
            translate={translate}
            onGoTo={onGoTo}
          />
        ))}
        {entries.length === 0 && <p class="scene-none">{translate('scenes.none')}</p>}
      </div>
    </div>
  );
}

interface EntryProps extends Pick<Props, 'translate' | 'onGoTo'> {
  readonly entry: SceneEntry;
  readonly id: string;
  readonly isChosen: boolean;
  readonly isCurrent: boolean;
}

function Entry({ entry, id, isChosen, isCurrent, translate, onGoTo }: EntryProps) {
  const { kind, depth, sceneNumber, text, page } = entry;
  if (kind === 'section') {
    return (
      <div class="scene-section" role="presentation" style={{ paddingLeft: `${(depth - 1) * 10 + 8}px` }}>
        {text}
      </div>
    );
  }
  return (
    <div
      id={id}
      class={isCurrent ? 'scene-entry current' : 'scene-entry'}
      role="option"
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
