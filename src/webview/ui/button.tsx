import type { ComponentChildren } from 'preact';
import { createElement } from 'preact';
import { Icon, type IconName } from './icon.tsx';

interface IconButtonProps {
  readonly icon: IconName;
  /** What it does, for the tooltip and for a screen reader. */
  readonly label: string;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
}

/** A button that shows only a glyph. */
export function IconButton({ icon, label, isPrimary = false, onClick }: IconButtonProps) {
  return createElement(
    'vscode-button',
    {
      appearance: isPrimary ? 'primary' : 'icon',
      class: isPrimary ? 'icon-button primary' : 'icon-button',
      'aria-label': label,
      title: label,
      onClick,
    },
    <Icon name={icon} />,
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
