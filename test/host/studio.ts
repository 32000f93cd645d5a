/** A writer's moves in the studio: on the page, in the trees and on the timeline. */
import type { Frame, Locator } from 'playwright-core';
import { until } from './until.ts';
import type { WorkbenchWindow } from './workbenchWindow.ts';

/** The screenplay page of a window; it may be opened again in between. */
export class ScriptPage {
  readonly #window: WorkbenchWindow;

  constructor(window: WorkbenchWindow) {
    this.#window = window;
  }

  frame(): Promise<Frame> {
    return this.#window.frameWith('.ProseMirror');
  }

  /** The element that holds these words. */
  async element(words: string): Promise<Locator> {
    return (await this.frame()).locator('.ProseMirror > *', { hasText: words }).last();
  }

  /** Puts the caret behind the last letter of a one-line element. */
  async putCaretAtEndOf(words: string): Promise<void> {
    const element = await this.element(words);
    await element.scrollIntoViewIfNeeded();
    await element.click();
    await this.#window.page.keyboard.press('End');
  }

  /** A button of the margin by its whole spoken label. */
  async voiceButton(label: string | RegExp): Promise<Locator> {
    return (await this.frame()).getByRole('button', { name: label });
  }
}

/** The timeline of a window. */
export class TimelinePanel {
  readonly #window: WorkbenchWindow;

  constructor(window: WorkbenchWindow) {
    this.#window = window;
  }

  frame(): Promise<Frame> {
    return this.#window.frameWith('.timecode');
  }

  /** Opens it and waits until it shows its tracks. */
  async open(): Promise<void> {
    await this.#window.runCommand('Screenplay: Open Timeline');
    await (await this.frame()).locator('[role="rowheader"]').first().waitFor({ state: 'attached' });
  }

  /** What a screen reader finds: one label for each clip or waiting line in sight. */
  async labels(): Promise<readonly string[]> {
    const cells = (await this.frame()).locator('[role="gridcell"]');
    return cells.evaluateAll((found) => found.map((cell) => cell.getAttribute('aria-label') ?? ''));
  }

  async timecode(): Promise<string> {
    return ((await (await this.frame()).locator('.timecode').textContent()) ?? '').trim();
  }

  async press(label: string): Promise<void> {
    await (await this.frame()).getByRole('button', { name: label, exact: true }).click();
  }

  /** Resolves with the label of the clip that matches, once there is one. */
  clip(pattern: RegExp): Promise<string> {
    return until(`a clip like ${pattern}`, async () => (await this.labels()).find((label) => pattern.test(label)));
  }
}
