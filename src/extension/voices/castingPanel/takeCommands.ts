/** Takes as the writer handles them, whichever surface asks. */
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Library } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import type { AssetRow } from '../../library/rows.ts';
import { HumanError } from '../../platform/errors.ts';
import { pronunciationsOfProject } from '../pronunciation/projectPronunciations.ts';
import { chooseTakeChanges, deleteTakeChanges, lineOfTake, renameTakeChanges } from '../takeChanges.ts';
import type { TakeIndex } from '../takeIndex.ts';
import { metadataOf } from '../takes.ts';
import type { VoiceLanding } from '../voiceLanding.ts';

export interface TakeCommandsDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly takes: TakeIndex;
  readonly landing: VoiceLanding;
}

/** A row of the Assets view has its asset, a webview its id. */
const argumentShape = z.union([
  z.object({ assetId: z.string() }),
  z.pipe(
    z.object({ asset: z.object({ id: z.string() }) }),
    z.transform(({ asset }) => ({ assetId: asset.id })),
  ),
]);

/** The take that a command is about. Throws HumanError when it names none. */
function takeMeant(library: Library, argument: unknown): AssetRow {
  const named = argumentShape.safeParse(argument).data;
  const asset = named && library.asset(named.assetId);
  if (!asset || !metadataOf(asset)) throw new HumanError(vscode.l10n.t('This take is no longer there.'));
  return asset;
}

export function isTake(asset: AssetRow): boolean {
  return metadataOf(asset) !== undefined;
}

export function chooseTake({ library, landing }: TakeCommandsDeps, argument: unknown): void {
  const take = takeMeant(library, argument);
  library.apply(chooseTakeChanges(library, landing, take, pronunciationsOfProject(library, take.project_id)));
}

export async function renameTake({ library }: TakeCommandsDeps, argument: unknown): Promise<void> {
  const take = takeMeant(library, argument);
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Take'),
    value: take.name ?? '',
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('A name cannot be empty.') : undefined),
  });
  if (name !== undefined) library.apply(renameTakeChanges(take, name));
}

export async function deleteTake(deps: TakeCommandsDeps, argument: unknown): Promise<void> {
  const { library, landing, media } = deps;
  const take = takeMeant(library, argument);
  const yes = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete “{0}”?', take.name ?? '');
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: consequence(deps, take) },
    yes,
  );
  if (answer !== yes || !library.asset(take.id)) return;
  const pronunciations = pronunciationsOfProject(library, take.project_id);
  library.apply(deleteTakeChanges(library, landing, take, othersOf(deps, take), pronunciations));
  if (take.file_url !== null) await moveToTrash(media, take.file_url);
}

/** The line's other takes, oldest first; those whose sound is not on this machine come before all, so that one that can be heard is better. */
function othersOf({ library, media, takes }: TakeCommandsDeps, take: AssetRow): readonly AssetRow[] {
  const elementId = metadataOf(take)?.element_id ?? '';
  const ids = takes.ofLine(take.project_id, elementId).filter((id) => id !== take.id);
  const isHere = ({ file_url }: AssetRow) => Number(file_url !== null && media.exists(file_url));
  return ids.flatMap((id) => library.asset(id) ?? []).toSorted((a, b) => isHere(a) - isHere(b));
}

function consequence(deps: TakeCommandsDeps, take: AssetRow): string {
  const isChosen = lineOfTake(deps.library, take)?.line.audio_asset_id === take.id;
  const trash = vscode.l10n.t('The file is moved to the trash where there is one.');
  if (!isChosen) return trash;
  const line =
    othersOf(deps, take).length > 0
      ? vscode.l10n.t('Its line will speak with another of its takes.')
      : vscode.l10n.t('Its line will have no voice.');
  return `${line} ${trash}`;
}

/** The row is gone before its file: a file that cannot be removed is waste, a row without a file would be a fault. */
async function moveToTrash(media: MediaStore, fileUrl: string): Promise<void> {
  try {
    await vscode.workspace.fs.delete(vscode.Uri.file(media.resolve(fileUrl)), { useTrash: true });
  } catch {
    // No trash here (a server, a container): remove the file itself.
    await media.remove(fileUrl);
  }
}
