import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { safeFileName } from '../library/fileNames.ts';
import type { MediaStore } from '../library/media.ts';

/**
 * The files that a command was called with: one, the Explorer's selection, or what was dropped on a view. What comes from outside a
 * browser has no address and is first written to the media store's temporary folder.
 */
export async function givenFiles(
  media: MediaStore,
  given: unknown,
  selection: unknown,
): Promise<readonly vscode.Uri[]> {
  if (given instanceof vscode.DataTransfer) return droppedFiles(media, given);
  const uris = Array.isArray(selection) && selection.length > 0 ? selection : [given];
  return uris.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
}

async function droppedFiles(media: MediaStore, dropped: vscode.DataTransfer): Promise<readonly vscode.Uri[]> {
  const list = (await dropped.get('text/uri-list')?.asString()) ?? '';
  const named = list
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => vscode.Uri.parse(line));
  if (named.length > 0) return named;
  const files = [...dropped].flatMap(([, item]) => item.asFile() ?? []);
  return Promise.all(files.map((file) => file.uri ?? writeDropped(media, file)));
}

async function writeDropped(media: MediaStore, file: vscode.DataTransferFile): Promise<vscode.Uri> {
  const path = join(await media.temporaryFolder(), safeFileName(file.name));
  await writeFile(path, await file.data());
  return vscode.Uri.file(path);
}
