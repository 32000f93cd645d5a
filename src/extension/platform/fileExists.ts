import * as vscode from 'vscode';

/** True when there is a file or folder at an address; false also for one that cannot be asked about. Never rejects. */
export async function fileExists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // `stat` throws for what is not there; that is the answer.
    return false;
  }
}
