/**
 * The toolkit reads VS Code's colours when the window loads, and never when it comes later than that: its icons then stay as pale as its
 * own defaults, which a light theme makes unreadable. Imported before it: whoever waits for a load that is over is called soon.
 */
const hear = window.addEventListener;

function hearLate(this: unknown, type: string, listener: unknown, options?: boolean | AddEventListenerOptions): void {
  if (type === 'load' && document.readyState === 'complete' && typeof listener === 'function') {
    queueMicrotask(() => listener(new Event('load')));
  } else hear.call(window, type, listener as EventListener, options);
}

window.addEventListener = hearLate as typeof hear;

/** When the toolkit has been loaded everything is as it was. */
export function stopHearingLate(): void {
  window.addEventListener = hear;
}
