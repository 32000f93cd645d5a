import type { ComponentChildren } from 'preact';
import { createElement } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, for the tooltip and for a screen reader. */
  readonly label: string;
  readonly isPrimary?: boolean;
  /** For a button that stays down: whether it is. */
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  /** For a button that opens something: whether it is open. */
  readonly isExpanded?: boolean;
  readonly onClick: () => void;
}

/** A button that shows only a glyph. */
export function IconButton(props: IconButtonProps) {
  const { icon, label, isPrimary = false, isPressed, isDisabled, isExpanded, onClick } = props;
  const kind = isPrimary ? 'icon-button primary' : 'icon-button';
  return createElement(
    'vscode-button',
    {
      appearance: isPrimary ? 'primary' : 'icon',
      class: isPressed ? `${kind} pressed` : kind,
      'aria-pressed': isPressed,
      'aria-expanded': isExpanded,
      disabled: isDisabled ?? false,
      'aria-label': label,
      title: label,
      onClick,
    },
    <Icon name={icon} />,
  );
}

interface RowButtonProps {
  readonly icon: IconName;
  readonly label: string;
  /** For a button that stays down: whether it is. */
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}

/** A row of a small panel: a glyph and its words. */
export function RowButton({ icon, label, isPressed, onClick }: RowButtonProps) {
  return (
    <button
      type="button"
      class={isPressed ? 'row-button pressed' : 'row-button'}
      aria-pressed={isPressed}
      onClick={onClick}
    >
      <Icon name={icon} />
      <span class="row-words">{label}</span>
      {isPressed ? <Icon name="check" /> : null}
    </button>
  );
}

interface ButtonProps {
  readonly appearance: 'primary' | 'secondary';
  readonly title?: string;
  readonly isDisabled?: boolean;
  /** Something is under way: a ring turns before the words, and the button takes no click. */
  readonly isBusy?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button with words. */
export function Button({ appearance, title = '', isDisabled = false, isBusy = false, onClick, children }: ButtonProps) {
  return createElement(
    'vscode-button',
    { appearance, title, disabled: isDisabled || isBusy, class: 'word-button', onClick },
    isBusy ? createElement('vscode-progress-ring', { slot: 'start', class: 'busy-ring' }) : null,
    children,
  );
}
