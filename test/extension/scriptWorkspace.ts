import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Library } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import type { Log } from '../../src/extension/platform/log.ts';
import { createScripts } from '../../src/extension/sync/scriptSessions.ts';
import type { EditableScripts } from '../../src/extension/sync/scripts.ts';

/** A log that tests can read. */
export function createTestLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const add = (message: string | Error, ...details: unknown[]) => {
    lines.push([message, ...details].map(String).join(' '));
  };
  return { lines, trace: add, debug: add, info: add, warn: add, error: add };
}

/** Open scripts of our own beside the extension's: same documents, a library of their own. */
export interface OwnScripts {
  readonly library: Library;
  readonly scripts: EditableScripts;
  readonly log: ReturnType<typeof createTestLog>;
  readonly directory: string;
  dispose(): void;
}

export function openOwnScripts(directory = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-library-'))): OwnScripts {
  const log = createTestLog();
  const library = createLibrary({ directory, log });
  const scripts = createScripts({ library, log, newId: randomUUID });
  return {
    library,
    scripts,
    log,
    directory,
    dispose() {
      scripts.dispose();
      library.dispose();
    },
  };
}

/** Writes a file into the open folder. */
export async function writeScript(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder);
  const uri = vscode.Uri.joinPath(folder.uri, name);
  await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? Buffer.from(content) : content);
  return uri;
}

/** Replaces the first occurrence of some words, as one edit. */
export async function replaceWords(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const at = document.getText().indexOf(from);
  assert(at >= 0, `"${from}" is in the document`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + from.length));
  edit.replace(document.uri, range, to);
  assert(await vscode.workspace.applyEdit(edit));
}

/** Puts the file's own text back and closes every editor, so that no test sees another's. */
export async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The tab in front. */
export function frontTab(): { readonly viewType: string; readonly uri: vscode.Uri } | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom) return { viewType: input.viewType, uri: input.uri };
  if (input instanceof vscode.TabInputText) return { viewType: 'text', uri: input.uri };
  return undefined;
}
