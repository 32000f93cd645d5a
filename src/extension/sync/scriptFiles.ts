import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { Clock } from '../platform/clock.ts';
import { type Disposable, Disposables } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import { endScriptFiles } from './lostScripts.ts';
import { moveScriptFile } from './scriptLinks.ts';

/** A file that is not back by then was deleted. */
const GONE_MS = 1_500;

type Renames = vscode.FileWillRenameEvent['files'];

/** Keeps the links of files and scripts while files are renamed, moved and deleted. */
export interface ScriptFiles extends Disposable {
  /** Before a document is linked: VS Code opens a renamed file's document before it reports the rename. */
  finishRename(uri: string): void;
}

/** Follows what happens to files in VS Code, and deletions outside it. What is renamed outside is found by its words when it is opened. */
export function followScriptFiles(library: Library, log: Log, clock: Clock): ScriptFiles {
  const lifetime = new Disposables();
  const { workspace } = vscode;
  /** Files that are being renamed: new URI → old. */
  const renames = new Map<string, string>();
  const waiting = new Map<string, Disposable>();

  function finishRename(uri: string): void {
    for (const [newUri, oldUri] of renames) {
      if (uri !== newUri && !uri.startsWith(`${newUri}/`)) continue;
      renames.delete(newUri);
      attempt('A renamed script could not be followed in the library', () => moveScriptFile(library, oldUri, newUri));
    }
  }

  function didRename(files: Renames): void {
    for (const { newUri } of files) {
      finishRename(newUri.toString());
      renames.delete(newUri.toString());
    }
  }

  function deleted(uri: string): void {
    attempt('A deleted script could not be noted in the library', () => endScriptFiles(library, uri));
  }

  /** Other programs save by putting a new file in the place of the old one, and a rename of ours takes the link along. */
  function mayBeDeleted(uri: string): void {
    waiting.get(uri)?.dispose();
    const timer = clock.after(GONE_MS, () => {
      waiting.delete(uri);
      if (!isThere(uri)) deleted(uri);
    });
    waiting.set(uri, timer);
  }

  function attempt(trouble: string, change: () => void): void {
    try {
      change();
    } catch (cause) {
      log.warn(trouble, cause);
    }
  }

  lifetime.add(
    workspace.onWillRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) renames.set(newUri.toString(), oldUri.toString());
    }),
  );
  lifetime.add(workspace.onDidRenameFiles(({ files }) => didRename(files)));
  lifetime.add(
    workspace.onDidDeleteFiles(({ files }) => {
      for (const uri of files) deleted(uri.toString());
    }),
  );
  const watcher = lifetime.add(workspace.createFileSystemWatcher('**/*.{screenplay,fountain}', true, true, false));
  lifetime.add(watcher.onDidDelete((uri) => mayBeDeleted(uri.toString())));
  lifetime.add({
    dispose: () => {
      for (const timer of waiting.values()) timer.dispose();
    },
  });
  return { finishRename, dispose: () => lifetime.dispose() };
}

/** Whether a file is there; files of another machine than the extension's are taken to be. */
export function isThere(uri: string): boolean {
  const { scheme, fsPath } = vscode.Uri.parse(uri);
  return scheme !== 'file' || existsSync(fsPath);
}
