/** The scene navigator: a list beside the desk. Loaded when it is first opened. */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { SceneNavigator } from './components/SceneNavigator.tsx';
import { moveBlocks } from './moveBlocks.ts';
import type { PageEditor } from './pageEditor.ts';
import { entryAt, type SceneEntry, sceneList } from './sceneList.ts';
import { planSceneMove, stepOf } from './sceneMove.ts';
import type { Translate } from './strings.ts';

export interface ScenesOptions {
  readonly place: HTMLElement;
  readonly page: PageEditor;
  readonly translate: Translate;
}

export interface Scenes {
  /** Opens the list with the focus in it; closes it when it has the focus. */
  toggle(): void;
  /** The script or the caret changed. */
  update(): void;
}

export function createScenesState() {
  return {
    entries: signal<readonly SceneEntry[]>([]),
    /** Index among the entries of the scene where the writer is; -1 without one. */
    current: signal(-1),
    filter: signal(''),
    focusRequests: signal(0),
  };
}

export type ScenesState = ReturnType<typeof createScenesState>;

/** Makes the navigator; it is shown when it is toggled. */
export function createScenes({ place, page, translate }: ScenesOptions): Scenes {
  const state = createScenesState();
  let isOpen = false;
  let isScheduled = false;

  const read = () => {
    state.entries.value = sceneList(page.elements(), page.pageStarts());
    state.current.value = entryAt(state.entries.value, page.caretIndex());
  };
  const close = () => {
    isOpen = false;
    render(null, place);
    page.focus();
  };
  const goTo = ({ elementId }: SceneEntry) => {
    page.reveal({ elementId, offset: 0 });
    page.focus();
  };
  const move = (moved: string, before: string | undefined) => {
    read();
    const planned = planSceneMove(state.entries.value, page.elements().length, moved, before);
    if (!planned) return;
    moveBlocks(page, planned);
    read();
  };
  const step = (moved: string, by: 1 | -1) => {
    const before = stepOf(state.entries.value, moved, by);
    if (before !== undefined) move(moved, before === 'end' ? undefined : before);
  };
  const isMovable = () => page.view.editable;
  const draw = () =>
    render(
      <SceneNavigator
        state={state}
        translate={translate}
        onGoTo={goTo}
        onMove={move}
        onStep={step}
        isMovable={isMovable}
        onClose={close}
      />,
      place,
    );
  return {
    toggle() {
      if (isOpen && place.contains(document.activeElement)) return close();
      isOpen = true;
      state.filter.value = '';
      read();
      draw();
      state.focusRequests.value++;
    },
    update() {
      if (!isOpen || isScheduled) return;
      isScheduled = true;
      requestAnimationFrame(() => {
        isScheduled = false;
        read();
      });
    },
  };
}
