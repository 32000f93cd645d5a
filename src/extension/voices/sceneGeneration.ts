import * as vscode from 'vscode';
import * as z from 'zod/mini';

/**
 * The command behind a scene's code lens; its argument is {@link lineTargets}. It is VS Code's habit that ids with an underscore are
 * no commands of the palette.
 */
export const generateInSceneCommand = '_screenplay.generateVoicesInScene';

/** The lines to be spoken, by element id. */
export const lineTargets = z.object({ elementIds: z.array(z.string()) });

/**
 * Speaks lines one after another, in order, with progress that can be cancelled. Rejects with the first failure, or an abort; what was
 * spoken before it stays.
 */
export async function speakInOrder(
  elementIds: readonly string[],
  speak: (elementId: string, signal: AbortSignal) => Promise<unknown>,
  lifetime: AbortSignal,
): Promise<void> {
  if (elementIds.length === 0) return;
  const cancel = new AbortController();
  const signal = AbortSignal.any([lifetime, cancel.signal]);
  const title = vscode.l10n.t('Generating voices');
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const subscription = token.onCancellationRequested(() => cancel.abort());
    try {
      for (const [index, elementId] of elementIds.entries()) {
        signal.throwIfAborted();
        const message = vscode.l10n.t('{0} of {1}', index + 1, elementIds.length);
        progress.report({ message, increment: index === 0 ? 0 : 100 / elementIds.length });
        await speak(elementId, signal);
      }
    } finally {
      subscription.dispose();
    }
  });
}
