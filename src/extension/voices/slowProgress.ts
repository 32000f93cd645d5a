import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** A line mostly takes less than this: then no progress flickers by. */
const quietMs = 300;
/** Beyond this the writer may want to stop it. */
const patientMs = 1500;

async function isSlowerThan(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const control = new AbortController();
  const ended = work.then(
    () => false,
    () => false,
  );
  const slow = delay(milliseconds, true, { signal: control.signal }).catch(() => false);
  const result = await Promise.race([ended, slow]);
  control.abort();
  return result;
}

/** Runs work; when it is slow it shows in the status bar, when it is very slow in a notification that can cancel it. */
export async function withSlowProgress<T>(
  title: string,
  lifetime: AbortSignal,
  start: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const cancel = new AbortController();
  const work = start(AbortSignal.any([lifetime, cancel.signal]));
  if (!(await isSlowerThan(work, quietMs))) return work;
  const isVerySlow = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
    isSlowerThan(work, patientMs - quietMs),
  );
  if (!isVerySlow) return work;
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_, token) => {
    token.onCancellationRequested(() => cancel.abort());
    return work;
  });
}
