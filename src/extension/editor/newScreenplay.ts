import * as vscode from 'vscode';
import { pageViewTypes } from './pageProvider.ts';

/** Opens an untitled screenplay as a page; it gets its name when it is saved. */
export async function newScreenplay(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'screenplay' });
  await vscode.commands.executeCommand('vscode.openWith', document.uri, pageViewTypes[0]);
}
