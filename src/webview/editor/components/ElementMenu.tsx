import { useLayoutEffect, useRef } from 'preact/hooks';
import { type ElementType, elementTypes } from '../../../language/document.ts';
import type { FrameState } from '../state.ts';

interface Props {
  readonly frame: FrameState;
  readonly current: ElementType;
  readonly onChoose: (type: ElementType) => void;
  /** `refocus`: the button that opened the list shall have the focus again. */
  readonly onClose: (refocus: boolean) => void;
}

/** The list of element types: arrow keys, first letters, Return to choose, Escape to leave. */
export function ElementMenu({ frame, current, onChoose, onClose }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  // Before the next key can come, which would else go into the text.
  useLayoutEffect(() => itemsOf(menu.current)[elementTypes.indexOf(current)]?.focus(), [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextItem(itemsOf(menu.current), event.key);
    if (event.key === 'Escape' || event.key === 'Tab') onClose(true);
    else if (next) next.focus();
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    else (document.activeElement as HTMLElement | null)?.click();
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocusOut = (event: FocusEvent) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && menu.current?.contains(to))) onClose(false);
  };
  return (
    <div ref={menu} class="type-menu" role="menu" tabIndex={-1} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      {elementTypes.map((type) => (
        <div
          key={type}
          class="type-item"
          role="menuitemradio"
          tabIndex={-1}
          aria-checked={type === current}
          onClick={() => onChoose(type)}
          onKeyDown={undefined}
        >
          <i class="icon check" aria-hidden="true" />
          {frame.translate(`type.${type}`)}
        </div>
      ))}
    </div>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('.type-item') ?? [])];
}

/** The item that a key leads to: up and down in a circle, ends, or the next one that begins with the letter. */
function nextItem(items: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? items.indexOf(focused) : -1;
  switch (key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items[(at + items.length - 1) % items.length];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    default: {
      if (key.length !== 1 || key === ' ') return undefined;
      const begins = (item: HTMLElement) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase());
      return items.slice(at + 1).find(begins) ?? items.find(begins);
    }
  }
}
