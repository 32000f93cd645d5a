/** One window of a VS Code workbench, driven as a writer would: by mouse, keyboard and the command palette. */
import fs from 'node:fs';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { screenshotsFolder } from './folders.ts';
import { until } from './until.ts';

export class WorkbenchWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Loads a workbench's address and waits until the extension's parts are there. */
  async load(address: string): Promise<void> {
    await this.page.goto(address);
    await this.page.locator('.activitybar .action-label[aria-label^="Screenplay"]').waitFor();
  }

  /** A row of the Explorer. */
  #file(name: string): Locator {
    return this.page
      .locator('.explorer-folders-view .monaco-list-row')
      .filter({ has: this.page.getByText(name, { exact: true }) });
  }

  async showExplorer(): Promise<void> {
    const rows = this.page.locator('.explorer-folders-view');
    if (!(await rows.isVisible()))
      await this.page.locator('.activitybar .action-label[aria-label^="Explorer"]').click({ force: true });
    await rows.waitFor();
  }

  /** Opens a file of the folder with one click in the Explorer, in whatever editor it comes. */
  async open(name: string): Promise<void> {
    await this.showExplorer();
    await this.#file(name).click();
  }

  /**
   * Opens a file of the folder in the page editor. A file that is opened before VS Code knows the custom editor comes
   * as text: then it is closed and opened again, as a person would do.
   */
  async openPage(name: string): Promise<Frame> {
    const webview = this.page.locator('iframe.webview');
    const textEditor = this.page.locator('.editor-instance .monaco-editor');
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.showExplorer();
      await this.#file(name).dblclick();
      await webview.or(textEditor).first().waitFor();
      if ((await webview.count()) > 0) return this.frameWith('.ProseMirror');
      await this.runCommand('View: Close Editor');
      await textEditor.waitFor({ state: 'detached' });
    }
    throw new Error(`${name} opened as text five times.`);
  }

  /** The document inside the webview that has an element matching `selector`, once it is there. */
  frameWith(selector: string): Promise<Frame> {
    return until(`a webview with ${selector}`, async () => (await this.framesWith(selector))[0]);
  }

  /** The documents inside webviews that have an element matching `selector` now. */
  async framesWith(selector: string): Promise<readonly Frame[]> {
    // A webview is a frame in a frame of the page.
    const inner = this.page.frames().filter((frame) => frame.parentFrame()?.parentFrame() === this.page.mainFrame());
    const found: Frame[] = [];
    for (const frame of inner) if ((await frame.locator(selector).count()) > 0) found.push(frame);
    return found;
  }

  /** Runs a command by its whole title in the command palette, from wherever the focus is. */
  async runCommand(title: string): Promise<void> {
    await this.showInPalette(title);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Opens the command palette with `title` found and chosen but not run. */
  async showInPalette(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input').first();
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const row = rows.and(this.page.locator(`[aria-label="${title}"], [aria-label^="${title},"]`));
    // While the focus is on its way between two editors the key is lost, or the palette closes again.
    await until(`${title} in the command palette`, async () => {
      await this.page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 3000 });
      await row.waitFor({ timeout: 3000 });
      return true;
    });
    await until(`${title} to be chosen`, async () => {
      if ((await row.getAttribute('class'))?.includes('focused')) return true;
      await this.page.keyboard.press('ArrowDown');
      return false;
    });
  }

  /** Puts the caret of the text editor at a line and column, both counted from 1, and brings it into sight. */
  async goTo(line: number, column: number): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input').first();
    await until('the line to be asked for', async () => {
      await this.page.keyboard.press('Control+G');
      return input.waitFor({ timeout: 3000 }).then(() => true);
    });
    await input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Waits for a notification with this text. One that VS Code has put away already, as it does on a busy machine, is looked for among all. */
  async notification(text: string | RegExp): Promise<void> {
    const toast = this.page.locator('.notification-toast', { hasText: text }).first();
    if (
      await toast.waitFor({ timeout: 15_000 }).then(
        () => true,
        () => false,
      )
    )
      return;
    await this.runCommand('Notifications: Show Notifications');
    await this.page.locator('.notifications-center .notification-list-item', { hasText: text }).first().waitFor();
    await this.runCommand('Notifications: Hide Notifications');
  }

  /** A view of the Screenplay container by its title, opened and expanded. */
  async view(title: string): Promise<Locator> {
    const pane = this.page
      .locator('.sidebar .pane')
      .filter({ has: this.page.locator('.pane-header', { hasText: title }) });
    if ((await pane.count()) === 0) {
      // A badge may lie over it, which leads to the same view.
      await this.page.locator('.activitybar .action-label[aria-label^="Screenplay"]').click({ force: true });
    }
    const header = pane.locator('.pane-header');
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    return pane;
  }

  /** The labels of the rows that a tree view shows. */
  async rows(title: string): Promise<readonly string[]> {
    const pane = await this.view(title);
    return pane.locator('.monaco-list-row').allInnerTexts();
  }

  /** Saves a picture of the whole workbench as `.screenshots/<name>.png`, once nothing of it fades or slides; returns the file. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(screenshotsFolder, `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.evaluate(async () => {
      const ending = document
        .getAnimations()
        .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) < 2000);
      await Promise.allSettled(ending.map(({ finished }) => finished));
    });
    await this.page.screenshot({ path: file });
    return file;
  }
}
