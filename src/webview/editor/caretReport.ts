import type { Host } from './hostConnection.ts';

/** ms between two reports of where the caret is. */
const REPORT_INTERVAL = 250;

export interface CaretReport {
  /** The caret is in this element now. */
  at(elementId: string): void;
  /** The text has lost the focus. */
  settle(): void;
}

/** Tells the host when the caret has left an element (at once, so that it writes) and where it is (a few times a second at most). */
export function createCaretReport(host: Host): CaretReport {
  let current: string | undefined;
  let reported: string | undefined;
  let waiting = false;

  function report(): void {
    if (waiting || current === undefined || current === reported) return;
    reported = current;
    host.tell('caretMoved', { elementId: current });
    waiting = true;
    setTimeout(() => {
      waiting = false;
      report();
    }, REPORT_INTERVAL);
  }

  return {
    at(elementId) {
      if (elementId === current) return;
      if (current !== undefined) host.tell('settle', {});
      current = elementId;
      report();
    },
    settle() {
      host.tell('settle', {});
    },
  };
}
