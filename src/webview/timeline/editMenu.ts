/**
 * Edit > Undo and Edit > Redo of VS Code's menu. VS Code does not ask an extension: it tells the browser to undo in the focused page
 * (`webview.contribution.ts`, `document.execCommand`), and a browser undoes what was typed into a field. So there is a field out of sight
 * with one step to undo and one to do again; when the browser takes either, the timeline's own step is taken, and the field is put back.
 * A menu that VS Code draws itself, as in a browser, takes the focus first and tells no page.
 */

/** How far the field is in its typed text: with one step on either side. */
const steps = ['1', '2'];

export class EditMenu {
  readonly #field: HTMLTextAreaElement;
  /** Has the focus when the field has it by accident. */
  readonly #home: HTMLElement;
  readonly #act: (what: 'undo' | 'redo') => void;
  /** We ourselves type, undo or do again. */
  #isOwn = false;

  constructor(field: HTMLTextAreaElement, home: HTMLElement, act: (what: 'undo' | 'redo') => void) {
    this.#field = field;
    this.#home = home;
    this.#act = act;
    field.addEventListener('input', this.#onInput);
  }

  /** The focus goes to the field for a moment, or comes back from it. */
  isPassing(event: FocusEvent): boolean {
    return this.#isOwn || event.relatedTarget === this.#field;
  }

  /** Makes the steps, once. A page that does not have the focus must not take it: call this when it has. */
  arm(): void {
    if (this.#field.value !== '') return;
    this.#own(() => {
      for (const text of steps) {
        // Another place to type at is another step.
        this.#field.focus({ preventScroll: true });
        this.#field.setSelectionRange(0, 0);
        document.execCommand('insertText', false, text);
      }
      document.execCommand('undo');
    });
  }

  dispose(): void {
    this.#field.removeEventListener('input', this.#onInput);
  }

  readonly #onInput = (event: Event): void => {
    if (this.#isOwn || !(event instanceof InputEvent)) return;
    const what = event.inputType === 'historyUndo' ? 'undo' : event.inputType === 'historyRedo' ? 'redo' : undefined;
    if (!what) return;
    // A browser carries out no such command within another.
    setTimeout(() => this.#own(() => document.execCommand(what === 'undo' ? 'redo' : 'undo')));
    this.#act(what);
  };

  #own(act: () => void): void {
    this.#isOwn = true;
    try {
      act();
      if (document.activeElement === this.#field) this.#home.focus({ preventScroll: true });
    } finally {
      this.#isOwn = false;
    }
  }
}
