/** Questions in VS Code's input box, one after the other. */
import * as vscode from 'vscode';
import { isHumanError } from '../platform/errors.ts';

export interface Question {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Shown as dots. */
  readonly isSecret?: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
  /** Throws a HumanError for an answer that will not do. Run when the writer presses Enter; it may take its time. */
  readonly accept: (answer: string) => unknown;
  /** Offered as a button beside the title. */
  readonly again?: { readonly label: string; readonly run: () => Promise<string> };
  /** Ends the question without an answer, when what it waits for has come in another way. */
  readonly until?: (finish: () => void) => vscode.Disposable;
}

/** Asks until the answer will do; `undefined` when the writer goes away, `''` when `until` ended it. */
export function ask(question: Question): Promise<string | undefined> {
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    title: question.title,
    prompt: question.prompt,
    placeholder: question.placeholder,
    value: question.value ?? '',
    password: question.isSecret ?? false,
    step: question.step,
    totalSteps: question.totalSteps,
    ignoreFocusOut: true,
  });
  const { again } = question;
  if (again) box.buttons = [{ iconPath: new vscode.ThemeIcon('refresh'), tooltip: again.label }];
  const lifetime: vscode.Disposable[] = [box];
  return new Promise<string | undefined>((resolve, reject) => {
    /** Keeps the box busy while something is asked of the server; a refusal is told under the box. */
    const during = async (work: () => Promise<string | undefined>) => {
      box.busy = true;
      box.enabled = false;
      try {
        box.validationMessage = await work();
      } catch (cause) {
        if (!isHumanError(cause)) return reject(cause);
        box.validationMessage = vscode.l10n.t(cause.message);
      }
      box.busy = false;
      box.enabled = true;
    };
    const accept = async () => {
      const answer = box.value.trim();
      await question.accept(answer);
      resolve(answer);
      return undefined;
    };
    lifetime.push(
      box.onDidAccept(() => during(accept)),
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      }),
      box.onDidHide(() => resolve(undefined)),
      box.onDidTriggerButton(() => again && during(again.run)),
    );
    if (question.until) lifetime.push(question.until(() => resolve('')));
    box.show();
  }).finally(() => {
    for (const each of lifetime) each.dispose();
  });
}
