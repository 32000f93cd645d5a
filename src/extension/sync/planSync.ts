/** What must change in the rows so that they say what the script says. Pure: no database, no clock, no chance. */
import type { ScriptElement } from '../../language/document.ts';
import type { WordIndex } from '../../language/words/wordIndex.ts';
import type { Change } from '../library/library.ts';
import type { AssetRow, CharacterRow, SceneContentRow, SceneRow, ScriptRow } from '../library/rows.ts';
import { orderIndexes } from './orderIndexes.ts';
import { planCharacters } from './planCharacters.ts';
import { planLines } from './planLines.ts';
import { fieldsOfHeading, headingText, noFields, type SceneFields } from './sceneFields.ts';
import { rowIdOf, type ScenePlan, scenesOf } from './scriptScenes.ts';

/** A row whose time stamps do not matter. */
export type Undated<R> = Omit<R, 'created_at' | 'updated_at'>;

/** The rows that planning looks at, as the library has them. */
export interface SyncState {
  readonly script: Pick<ScriptRow, 'id' | 'project_id' | 'title'>;
  /** The title page as Fountain text; undefined when there is none. */
  readonly titlePage?: string | undefined;
  readonly scenes: readonly Undated<SceneRow>[];
  readonly content: readonly Undated<SceneContentRow>[];
  /** The project's characters. */
  readonly characters: readonly Pick<CharacterRow, 'id' | 'name' | 'voice_id' | 'voice_settings'>[];
  /** The project's assets, oldest first; audio ones say in their metadata which line (`element_id`) and words (`content_hash`) they speak. */
  readonly assets: readonly Pick<AssetRow, 'id' | 'file_type' | 'metadata'>[];
}

/** What the text says. */
export interface ScriptContent {
  /** In the order of the text; ids are unique within it, and no other script has them. */
  readonly elements: readonly ScriptElement[];
  /** The title page's Title; undefined leaves the script's title as it is. */
  readonly title?: string | undefined;
  /** The title page as Fountain text, empty when there is none; undefined leaves the row as it is. */
  readonly titlePage?: string | undefined;
  /** The words that headings are read with; missing when they are every language's. */
  readonly words?: WordIndex | undefined;
}

/** True when another script of the project has lines under a name: then the character stays. */
export type IsUsedElsewhere = (characterName: string) => boolean;

/**
 * The changes, in an order that one transaction can take them: scenes before what moves into them, what moves before the scenes it
 * leaves are deleted. Applied, planning again gives none. A keystroke changes one row; unchanged rows are not among the changes.
 */
export function planSync(
  state: SyncState,
  content: ScriptContent,
  isUsedElsewhere: IsUsedElsewhere = () => true,
): readonly Change[] {
  const scenes = scenesOf(state.script.id, content.elements);
  const rows = new Map(state.scenes.map((row) => [row.element_id, row]));
  const sceneIdOf = ({ elementId }: ScenePlan) => rows.get(elementId)?.id ?? rowIdOf(state.script.id, elementId);
  const wanted = new Set(scenes.map(({ elementId }) => elementId));
  const gone = state.scenes.filter((row) => !wanted.has(row.element_id));
  return [
    ...planTitle(state, content.title),
    ...planTitlePage(state, content.titlePage),
    ...planScenes(state.script.id, scenes, { rows, words: content.words }),
    ...planLines(
      state,
      scenes.map((scene) => ({ sceneId: sceneIdOf(scene), lines: scene.lines })),
    ),
    ...gone.map((row): Change => ({ table: 'rewrite_scenes', kind: 'delete', id: row.id })),
    ...planCharacters(state, speakersIn(scenes), isUsedElsewhere),
  ];
}

/** Who speaks each line, by its element. */
function speakersIn(scenes: readonly ScenePlan[]): ReadonlyMap<string, string> {
  const speakers = new Map<string, string>();
  for (const { lines } of scenes) {
    for (const { element, speaker } of lines) if (speaker !== null) speakers.set(element.id, speaker);
  }
  return speakers;
}

function planTitle({ script }: SyncState, title: string | undefined): readonly Change[] {
  if (title === undefined || title === script.title) return [];
  return [{ table: 'rewrite_scripts', kind: 'update', id: script.id, patch: { title } }];
}

function planTitlePage({ script, titlePage }: SyncState, content: string | undefined): readonly Change[] {
  if (content === undefined || content === (titlePage ?? '')) return [];
  const table = 'rewrite_title_pages';
  if (content === '') return [{ table, kind: 'delete', id: script.id }];
  if (titlePage !== undefined) return [{ table, kind: 'update', id: script.id, patch: { content } }];
  return [{ table, kind: 'insert', row: { script_id: script.id, content } }];
}

type SceneRows = ReadonlyMap<string, Undated<SceneRow>>;

interface Known {
  readonly rows: SceneRows;
  readonly words: WordIndex | undefined;
}

function planScenes(scriptId: string, scenes: readonly ScenePlan[], { rows, words }: Known): readonly Change[] {
  const places = orderIndexes(scenes.map(({ elementId }) => rows.get(elementId)?.order_index));
  return scenes.flatMap((scene, index): readonly Change[] => {
    const { elementId } = scene;
    const row = rows.get(elementId);
    const fields = fieldsOf(scene.heading, row, words);
    const order_index = places[index] ?? 0;
    if (row) return updateOf(row, { ...fields, order_index });
    const id = rowIdOf(scriptId, elementId);
    const added = { id, script_id: scriptId, element_id: elementId, ...fields, order_index };
    return [{ table: 'rewrite_scenes', kind: 'insert', row: added }];
  });
}

/** A heading whose words the row gives back is not read again, unless a prefix in it may be known since. */
function fieldsOf(
  heading: ScriptElement | undefined,
  row: SceneFields | undefined,
  words: WordIndex | undefined,
): SceneFields {
  if (!heading) return noFields;
  const isKnown =
    row?.location &&
    row.int_ext &&
    row.scene_number === (heading.sceneNumber ?? null) &&
    headingText(row) === heading.text;
  return isKnown ? row : fieldsOfHeading(heading, words);
}

function updateOf(row: Undated<SceneRow>, next: SceneFields & { readonly order_index: number }): readonly Change[] {
  const patch: Partial<SceneRow> = {
    ...(row.scene_number !== next.scene_number && { scene_number: next.scene_number }),
    ...(row.int_ext !== next.int_ext && { int_ext: next.int_ext }),
    ...(row.location !== next.location && { location: next.location }),
    ...(row.time_of_day !== next.time_of_day && { time_of_day: next.time_of_day }),
    ...(row.order_index !== next.order_index && { order_index: next.order_index }),
  };
  return Object.keys(patch).length === 0 ? [] : [{ table: 'rewrite_scenes', kind: 'update', id: row.id, patch }];
}
