import type { ForeignSplice, Page, PageSession } from '../../../src/extension/editor/pageSession.ts';
import type { ScriptElement } from '../../../src/language/document.ts';
import { PageSync } from '../../../src/webview/editor/pageSync.ts';

type Elements = readonly ScriptElement[];

/** A page without a screen: the webview's own half of the protocol, with both channels slowed down by the test. */
export class FakePage implements Page {
  readonly #session: PageSession;
  readonly toHost: (() => void)[] = [];
  readonly toPage: (() => void)[] = [];
  readonly log: string[] = [];
  readonly leave: () => void;
  readonly #sync: PageSync;
  #elements: Elements;
  isComposing = false;

  constructor(session: PageSession) {
    this.#session = session;
    const joined = session.join(this);
    this.leave = () => joined.dispose();
    const start = session.start(this);
    this.#elements = start.elements;
    this.#sync = new PageSync({
      start,
      view: {
        elements: () => this.#elements,
        isComposing: () => this.isComposing,
        show: (elements, caret) => {
          this.#elements = elements;
          if (caret) this.log.push(`caret ${caret.elementId} ${caret.offset}`);
        },
      },
      post: (splice) => {
        this.toHost.push(() => session.take(this, splice));
      },
      onLost: (why) => {
        this.log.push(`lost: ${why}`);
        this.toHost.push(() => {
          const state = session.start(this);
          this.toPage.push(() => this.#sync.reset(state.elements, state.foreign));
        });
      },
    });
  }

  get elements(): Elements {
    return this.#elements;
  }

  /** The writer changes the page. */
  type(elements: Elements): void {
    this.#elements = elements;
    this.#sync.send();
  }

  endComposition(): void {
    this.isComposing = false;
    this.#sync.compositionEnded();
  }

  ack(sequence: number): void {
    this.toPage.push(() => this.#sync.ack(sequence));
  }

  written(sequence: number): void {
    this.toPage.push(() => {
      if (this.#sync.isLast(sequence)) this.log.push('written');
    });
  }

  splice(splice: ForeignSplice): void {
    const wire = JSON.parse(JSON.stringify(splice)) as ForeignSplice;
    this.toPage.push(() => this.#sync.foreign(wire));
  }

  reset(elements: Elements, foreign: number): void {
    this.toPage.push(() => this.#sync.reset(elements, foreign));
  }

  /** One message arrives at either end. */
  deliver(end: 'toHost' | 'toPage'): boolean {
    const message = this[end].shift();
    message?.();
    return message !== undefined;
  }

  /** All messages arrive, on both ends, as long as there are any. */
  deliverAll(): void {
    while (this.deliver('toHost') || this.deliver('toPage')) {
      // Each delivery may send more.
    }
  }

  undo(run: () => boolean): void {
    this.toHost.push(() => {
      void this.#session.stepHistory(async () => {
        run();
      });
    });
  }
}
