/** What a batch command is about: the row, lens or clip that it was called from, else where the writer is. */
import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Library } from '../../library/library.ts';
import { dialogueAt, type ScriptEditors, type ScriptSession, type Scripts } from '../../sync/scripts.ts';
import { VoiceError } from '../voiceErrors.ts';
import type { BatchPlace } from './batchLines.ts';

export interface PlacesDeps {
  readonly library: Library;
  readonly scripts: Pick<Scripts, 'sessions'>;
  readonly editors: ScriptEditors;
  /** Resolves when everything typed in the pages of a document stands in it. */
  readonly flushText: (document: vscode.TextDocument) => Promise<void>;
}

/** What commands come with: tree rows, lenses, a webview's context. Other fields are of no interest here. */
const argumentShape = z.object({
  elementIds: z.optional(z.array(z.string())),
  elementId: z.optional(z.string()),
  scene: z.optional(z.object({ id: z.string(), script_id: z.string() })),
  script: z.optional(z.object({ id: z.string() })),
  character: z.optional(z.object({ project_id: z.string(), name: z.string() })),
});
type Argument = z.infer<typeof argumentShape>;

function read(argument: unknown): Argument {
  return argumentShape.safeParse(argument).data ?? {};
}

async function settle({ flushText }: PlacesDeps, session: ScriptSession): Promise<void> {
  await flushText(session.document);
  await session.flush();
}

/** Makes the rows of open scripts say what is on screen, as far as these elements are in them: a lens may be older than its rows. */
async function settleAll(deps: PlacesDeps, elementIds: readonly string[]): Promise<void> {
  const wanted = new Set(elementIds);
  const touched = deps.scripts.sessions.filter(({ elements }) => elements.some(({ id }) => wanted.has(id)));
  for (const session of touched) await settle(deps, session);
}

/** Where the writer is, with rows that say what is on screen. */
async function inHand(deps: PlacesDeps): Promise<{ readonly elementId: string; readonly session: ScriptSession }> {
  const current = await deps.editors.currentElement();
  if (!current) throw new VoiceError('noScript');
  await settle(deps, current.session);
  if (!current.session.link) throw new VoiceError('notInLibrary');
  return current;
}

/** The dialogue within the selection, or of a lens. */
export async function selectedLines(deps: PlacesDeps, argument: unknown): Promise<BatchPlace> {
  const { elementIds } = read(argument);
  if (elementIds) {
    await settleAll(deps, elementIds);
    return { kind: 'lines', elementIds };
  }
  const selected = await deps.editors.selectedElements();
  if (!selected) throw new VoiceError('noScript');
  const { session } = selected;
  await settle(deps, session);
  const lines = selected.elementIds.flatMap((id) => dialogueAt(session.elements, id)?.id ?? []);
  if (lines.length === 0) throw new VoiceError('notInDialogue');
  return { kind: 'lines', elementIds: [...new Set(lines)] };
}

export async function sceneMeant(deps: PlacesDeps, argument: unknown): Promise<BatchPlace> {
  const { scene, elementId } = read(argument);
  if (scene) return { kind: 'scene', scriptId: scene.script_id, sceneId: scene.id };
  const { library } = deps;
  if (elementId !== undefined) await settleAll(deps, [elementId]);
  const line = elementId === undefined ? undefined : library.line(elementId);
  if (line) return { kind: 'scene', scriptId: line.script.id, sceneId: line.scene.id };
  const current = await inHand(deps);
  const scriptId = current.session.link?.scriptId ?? '';
  const here = elementId ?? current.elementId;
  const sceneId =
    library.line(here)?.scene.id ?? library.scenes(scriptId).find(({ element_id }) => element_id === here)?.id;
  if (sceneId === undefined) throw new VoiceError('notInScene');
  return { kind: 'scene', scriptId, sceneId };
}

export async function scriptMeant(deps: PlacesDeps, argument: unknown): Promise<BatchPlace> {
  const { script, scene } = read(argument);
  const named = script?.id ?? scene?.script_id;
  if (named !== undefined) return { kind: 'script', scriptId: named };
  const { session } = await inHand(deps);
  return { kind: 'script', scriptId: session.link?.scriptId ?? '' };
}

/** The character of a row or of the line in hand; undefined when that line is nobody's. */
export async function characterMeant(deps: PlacesDeps, argument: unknown): Promise<BatchPlace | undefined> {
  const { character, elementId } = read(argument);
  if (character) return { kind: 'character', projectId: character.project_id, name: character.name };
  if (elementId !== undefined) await settleAll(deps, [elementId]);
  const line = deps.library.line(elementId ?? (await inHand(deps)).elementId);
  const name = line?.line.character_name;
  return name ? { kind: 'character', projectId: line.script.project_id, name } : undefined;
}
