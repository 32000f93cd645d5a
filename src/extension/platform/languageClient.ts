import type { Disposable } from './disposables.ts';

/** Starts the language server and its client; loaded on first use. */
export async function startLanguageClient(_serverModule: string): Promise<Disposable> {
  return { dispose() {} };
}
