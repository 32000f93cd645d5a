/** What a writer calls for: find, the scene navigator, zoom, focus mode, typewriter scrolling. Find and scenes are loaded at first use. */
import type { Find } from './find.tsx';
import type { FrameOptions } from './frame.tsx';
import type { PageAction } from './protocol.ts';
import type { Scenes } from './scenes.tsx';
import type { PageFrameState } from './state.ts';
import { zoomStep } from './zoomSteps.ts';

export interface Extras {
  readonly perform: (action: PageAction) => void;
  caretMoved(): void;
  scriptChanged(): void;
}

/** Wires them to the page and to its keys. */
export function createExtras(options: FrameOptions, state: PageFrameState): Extras {
  const { host, page, desk, translate } = options;
  let find: Find | undefined;
  let scenes: Scenes | undefined;

  const openFind = async (withReplace: boolean) => {
    const { createFind } = await import('./find.tsx');
    find ??= createFind({ place: desk.find, page, translate, isReadOnly: () => state.readOnly.value });
    find.open(withReplace);
  };
  const toggleScenes = async () => {
    const { createScenes } = await import('./scenes.tsx');
    scenes ??= createScenes({ place: desk.scenes, page, translate });
    scenes.toggle();
  };
  const zoomTo = (value: number) => host.tell('changeSetting', { name: 'zoom', value });
  const actions: Readonly<Record<Exclude<PageAction, 'editTitlePage'>, () => void>> = {
    find: () => void openFind(false),
    replace: () => void openFind(true),
    showScenes: () => void toggleScenes(),
    toggleDual: () => page.toggleDual(),
    toggleFocusMode: () => host.tell('changeSetting', { name: 'focusMode', value: !state.focusMode.value }),
    toggleTypewriter: () => host.tell('changeSetting', { name: 'typewriter', value: !isTypewriter(desk.desk) }),
    zoomIn: () => zoomTo(zoomStep(state.zoom.value, 1)),
    zoomOut: () => zoomTo(zoomStep(state.zoom.value, -1)),
    resetZoom: () => zoomTo(100),
  };
  const perform = (action: PageAction) => {
    if (action !== 'editTitlePage') actions[action]();
  };
  installKeys(perform, () => find?.isOpen ?? false);
  installWheel(desk.desk, perform);
  installSight(options);
  return {
    perform,
    caretMoved() {
      scenes?.update();
      if (isTypewriter(desk.desk)) keepInMiddle(options);
    },
    scriptChanged() {
      find?.update();
      scenes?.update();
    },
  };
}

const isTypewriter = (desk: HTMLElement) => desk.classList.contains('typewriter');

/** Keys that must not wait for VS Code, because what is typed right after them is meant for the box that they open. */
function installKeys(perform: (action: PageAction) => void, isFinding: () => boolean): void {
  addEventListener(
    'keydown',
    (event) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const key = event.key.toLowerCase();
      if (command && key === 'f') perform('find');
      else if (command && key === 'h' && !event.metaKey) perform('replace');
      else if (event.key !== 'F3' || isFinding()) return;
      else perform('find');
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}

/** One step for each turn of the wheel with Ctrl, as a browser zooms. */
function installWheel(desk: HTMLElement, perform: (action: PageAction) => void): void {
  let turned = 0;
  desk.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      turned = Math.sign(event.deltaY) === Math.sign(turned) ? turned + event.deltaY : event.deltaY;
      if (Math.abs(turned) < 50) return;
      perform(turned > 0 ? 'zoomOut' : 'zoomIn');
      turned = 0;
    },
    { passive: false },
  );
}

/** Scrolls so that the caret's line stands a little above the middle. */
function keepInMiddle({ page: { view }, desk: { desk } }: FrameOptions): void {
  requestAnimationFrame(() => {
    if (view.isDestroyed || !view.hasFocus()) return;
    const { top, bottom } = view.coordsAtPos(view.state.selection.head);
    const frame = desk.getBoundingClientRect();
    desk.scrollTop += Math.round((top + bottom) / 2 - (frame.top + frame.height * 0.45));
  });
}

/** CSS px between the caret's line and the end of a view that it is brought into. */
const underCaret = 24;

/** A caret in sight stays so when the view becomes lower, as it does when the timeline opens below. */
function installSight({ page: { view }, desk: { desk } }: FrameOptions): void {
  let height = desk.clientHeight;
  new ResizeObserver(() => {
    // A hidden page has no height.
    if (desk.clientHeight === 0 || view.isDestroyed) return;
    const lost = height - desk.clientHeight;
    height = desk.clientHeight;
    const below = view.coordsAtPos(view.state.selection.head).bottom - desk.getBoundingClientRect().bottom;
    if (below > 0 && below <= lost) desk.scrollTop += Math.ceil(below) + underCaret;
  }).observe(desk);
}
