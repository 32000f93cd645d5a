/** Follows VS Code's theme: the canvas must be told, CSS is not enough. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { readTheme, type Theme } from './theme.ts';

/** The theme of the page, read again whenever VS Code changes the body's theme or the variables on the root element. */
export function watchTheme(): { readonly theme: ReadonlySignal<Theme>; dispose(): void } {
  const read = () => {
    const style = getComputedStyle(document.body);
    return readTheme((name) => style.getPropertyValue(name));
  };
  const theme = signal(read());
  const observer = new MutationObserver(() => {
    theme.value = read();
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['class', 'data-vscode-theme-id', 'data-vscode-theme-kind'],
  });
  return { theme, dispose: () => observer.disconnect() };
}
