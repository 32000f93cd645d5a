import { useSignal } from '@preact/signals';

/** px that the pointer goes before a press is a drag. */
const SLACK = 5;
/** px from the list's edges within which it scrolls, and by how much at a time. */
const EDGE = 24;
const SCROLL = 12;

/** Where a dragged scene would go: before an entry, or at the end. */
type Target = { readonly before: string | undefined };

interface SceneDragOptions {
  /** False: nothing can be dragged. */
  readonly isMovable: () => boolean;
  readonly onMove: (moved: string, before: string | undefined) => void;
}

/** Scenes dragged along their list. Entries carry `data-entry`, those that can be dragged `data-scene` too. */
export function useSceneDrag({ isMovable, onMove }: SceneDragOptions) {
  const pressed = useSignal<{ readonly id: string; readonly y: number } | undefined>(undefined);
  const dragged = useSignal<string | undefined>(undefined);
  const target = useSignal<Target | undefined>(undefined);
  const end = () => {
    pressed.value = undefined;
    dragged.value = undefined;
    target.value = undefined;
  };
  return {
    dragged: dragged.value,
    /** The entry that the dragged scene would stand before; null is the list's end. */
    before: target.value && (target.value.before ?? null),
    cancel: end,
    handlers: {
      onPointerDown: ({ button, clientY, target: at }: PointerEvent) => {
        const entry = at instanceof Element ? at.closest<HTMLElement>('[data-scene]') : null;
        const id = entry?.dataset['entry'];
        if (button === 0 && id !== undefined && isMovable()) pressed.value = { id, y: clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        const start = pressed.value;
        const list = event.currentTarget;
        if (!start || !(list instanceof HTMLElement)) return;
        if (dragged.value === undefined && Math.abs(event.clientY - start.y) < SLACK) return;
        if (dragged.value === undefined) list.setPointerCapture(event.pointerId);
        dragged.value = start.id;
        scrollAt(list, event.clientY);
        target.value = targetAt(list, event.clientY);
      },
      onPointerUp: () => {
        const [moved, place] = [dragged.value, target.value];
        end();
        if (moved !== undefined && place) onMove(moved, place.before);
      },
      onPointerCancel: end,
    },
  };
}

function targetAt(list: HTMLElement, y: number): Target {
  const below = [...list.querySelectorAll<HTMLElement>('[data-entry]')].find((entry) => {
    const { top, height } = entry.getBoundingClientRect();
    return y < top + height / 2;
  });
  return { before: below?.dataset['entry'] };
}

function scrollAt(list: HTMLElement, y: number): void {
  const { top, bottom } = list.getBoundingClientRect();
  if (y < top + EDGE) list.scrollTop -= SCROLL;
  else if (y > bottom - EDGE) list.scrollTop += SCROLL;
}
