import * as vscode from 'vscode';
import { fileExists } from '../platform/fileExists.ts';

const fileName = 'fyren-201.screenplay';

/**
 * Opens the sample: the one in the workspace when there is one, else the writer's own copy in the extension's storage,
 * made on first use. What she writes in it stays.
 */
export async function openSample(extensionUri: vscode.Uri, storageUri: vscode.Uri): Promise<void> {
  const [inWorkspace] = await vscode.workspace.findFiles(`**/${fileName}`, undefined, 1);
  const target = inWorkspace ?? vscode.Uri.joinPath(storageUri, 'sample', fileName);
  if (!inWorkspace && !(await fileExists(target))) {
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(storageUri, 'sample'));
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'media', 'sample', fileName), target);
  }
  await vscode.commands.executeCommand('vscode.openWith', target, 'screenplay.pageEditor');
}
