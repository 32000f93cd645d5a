import type { DocumentEdit, WriteResult } from '../../../src/extension/sync/documentEdit.ts';
import { ScriptText } from '../../../src/extension/sync/scriptText.ts';
import type { ScriptElement } from '../../../src/language/document.ts';

/** A document as VS Code keeps it: text with one kind of line end, undo stops, and edits that it may refuse. */
export class FakeDocument {
  readonly script: ScriptText;
  readonly #lineEnd: '\n' | '\r\n';
  readonly #listeners: ((edit: DocumentEdit) => void)[] = [];
  /** Said for the next write: refuse it? */
  refuses: () => boolean = () => false;
  undoStops: string[] = [];
  #redoStops: string[] = [];

  constructor(text: string, newId: () => string, lineEnd: '\n' | '\r\n' = '\n') {
    this.#lineEnd = lineEnd;
    this.script = new ScriptText(text.replaceAll('\n', lineEnd), newId);
  }

  get text(): string {
    return this.script.text;
  }

  get elements(): readonly ScriptElement[] {
    return this.script.elements;
  }

  onDidEdit(listener: (edit: DocumentEdit) => void): void {
    this.#listeners.push(listener);
  }

  /** An edit from anywhere, as one undo stop. */
  replace(start: number, end: number, inserted: string): void {
    this.undoStops.push(this.text);
    this.#redoStops = [];
    this.#change(start, end, inserted.replace(/\r\n?|\n/g, this.#lineEnd), 'external');
  }

  undo(): boolean {
    return this.#step(this.undoStops, this.#redoStops, 'undo');
  }

  redo(): boolean {
    return this.#step(this.#redoStops, this.undoStops, 'redo');
  }

  /** What a session's `write` does, with a turn of waiting before the edit is made. */
  async write(target: readonly ScriptElement[]): Promise<WriteResult> {
    const planned = this.script.planWrite(target);
    if (!planned) {
      this.#tell(this.script.restate(target));
      return 'same';
    }
    const endWaiting = this.script.expect([planned], target);
    const version = this.text;
    await Promise.resolve();
    const isApplied = version === this.text && !this.refuses();
    if (isApplied) this.replace(planned.start, planned.end, planned.text);
    return endWaiting() && isApplied ? 'written' : 'refused';
  }

  #step(from: string[], to: string[], cause: 'undo' | 'redo'): boolean {
    const text = from.pop();
    if (text === undefined) return false;
    to.push(this.text);
    this.#tell(this.script.follow(text, cause));
    return true;
  }

  #change(start: number, end: number, inserted: string, cause: 'external'): void {
    const next = this.text.slice(0, start) + inserted + this.text.slice(end);
    this.#tell(this.script.follow(next, cause, [{ offset: start, deleted: end - start, inserted }]));
  }

  #tell(edit: DocumentEdit): void {
    for (const listener of this.#listeners) listener(edit);
  }
}
