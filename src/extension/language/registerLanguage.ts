import * as vscode from 'vscode';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import { createScriptLengths, type ScriptLengths } from './scriptLengths.ts';
import { getServerTexts } from './serverTexts.ts';

export interface LanguageOptions {
  /** Absolute path of the built language server. */
  readonly serverModule: string;
  readonly log: vscode.LogOutputChannel;
}

export interface Language extends Disposable {
  /** How long the open scripts are; filled as the server answers. */
  readonly lengths: ScriptLengths;
}

/** Starts the language server with the first screenplay, open already or opened later; never while the extension activates. */
export function registerLanguage(options: LanguageOptions): Language {
  const own = new Disposables();
  const lengths = own.add(createScriptLengths(options.log));
  const waiting = own.add(new Disposables());
  const startFor = (documents: readonly vscode.TextDocument[]) => {
    if (waiting.isDisposed || !documents.some(isScreenplay)) return;
    waiting.dispose();
    void start(options, lengths, own);
  };
  waiting.add(vscode.workspace.onDidOpenTextDocument((document) => startFor([document])));
  const soon = setImmediate(() => startFor(vscode.workspace.textDocuments));
  waiting.add({ dispose: () => clearImmediate(soon) });
  own.add(vscode.workspace.onDidCloseTextDocument((document) => lengths.forget(document.uri.toString())));
  return { lengths, dispose: () => own.dispose() };
}

function isScreenplay(document: vscode.TextDocument): boolean {
  return document.languageId === 'screenplay';
}

/** Without the server a script can still be written, heard and seen: a failure is for the log. */
async function start({ serverModule, log }: LanguageOptions, lengths: ScriptLengths, own: Disposables): Promise<void> {
  try {
    const { startLanguageClient } = await import('../platform/languageClient.ts');
    const onScriptLength = lengths.update;
    own.add(await startLanguageClient({ serverModule, log, texts: getServerTexts(), onScriptLength }));
  } catch (cause) {
    log.error('The language server could not start', cause);
  }
}
