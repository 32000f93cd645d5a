/** What the trees show, worked out from the library's rows. No VS Code: labels of states are put into words by the views. */

import * as z from 'zod/mini';
import type { Element } from '../../language/document.ts';
import { elementSeconds, estimateDialogueSeconds } from '../../language/timing.ts';
import type { Library } from '../library/library.ts';
import type {
  AssetRow,
  AudioStatus,
  CharacterRow,
  ProjectRow,
  SceneContentRow,
  SceneRow,
  ScriptRow,
  TimelineRow,
} from '../library/rows.ts';
import { elementOfStored } from '../sync/storedText.ts';

export interface ProjectNode {
  readonly kind: 'project';
  readonly project: ProjectRow;
  readonly scriptCount: number;
}

export interface ScriptNode {
  readonly kind: 'script';
  readonly script: ScriptRow;
  readonly title: string;
  /** Running time: voiced lines as long as they are, the rest estimated. */
  readonly seconds: number;
}

export interface SceneNode {
  readonly kind: 'scene';
  readonly scene: SceneRow;
  /** Number and place; empty for what stands before the first heading. */
  readonly label: string;
  readonly seconds: number;
  readonly lineCount: number;
}

export interface LineNode {
  readonly kind: 'line';
  readonly elementId: string;
  readonly line: SceneContentRow;
  readonly speaker: string;
  readonly words: string;
  /** Length of its audio, missing when there is none. */
  readonly seconds?: number;
}

export interface TimelineNode {
  readonly kind: 'timeline';
  readonly timeline: TimelineRow;
}

export type ProjectsNode = ProjectNode | ScriptNode | SceneNode | LineNode | TimelineNode;

export interface CharacterNode {
  readonly kind: 'character';
  readonly characterId: string;
  readonly name: string;
  readonly character: CharacterRow;
  readonly lineCount: number;
  /** Of these, those whose voice is as it should be. */
  readonly voicedCount: number;
  readonly staleCount: number;
  /** Others who have the same voice, and not by the writer's word. */
  readonly sharedWith: readonly string[];
}

export interface AssetGroupNode {
  readonly kind: 'assetGroup';
  readonly fileType: AssetRow['file_type'];
  readonly projectId: string;
  readonly count: number;
}

export interface AssetNode {
  readonly kind: 'asset';
  readonly asset: AssetRow;
  /** What is said in it, for the take that a line has chosen: takes of one speaker have much the same names. */
  readonly words?: string;
}

export type AssetsNode = AssetGroupNode | AssetNode;

/** Audio lengths in seconds by asset id. */
function audioSeconds(library: Library, projectId: string): ReadonlyMap<string, number> {
  return new Map(library.assets(projectId).map((asset) => [asset.id, (asset.duration_ms ?? 0) / 1000]));
}

type Seconds = ReadonlyMap<string, number>;

/** A row as the estimates want it; they do not ask where it stands. */
function timedElement(row: SceneContentRow): Element {
  const { type, text, dual = false } = elementOfStored(row);
  const cue = type === 'character' ? { cue: { name: text, extensions: [], dual } } : {};
  return { type, text, start: 0, end: 0, ...cue };
}

/** Seconds on screen of a scene: lines with audio as long as they are, everything else estimated as in the status bar. */
function secondsOfScene({ location }: SceneRow, rows: readonly SceneContentRow[], audio: Seconds): number {
  const heading: Element = { type: 'sceneHeading', text: '', start: 0, end: 0 };
  const content = rows.map(timedElement);
  const estimates = elementSeconds(!location ? content : [heading, ...content]);
  const corrections = rows.map((row, index) => {
    const heard = row.audio_asset_id === null ? undefined : audio.get(row.audio_asset_id);
    return heard === undefined ? 0 : heard - estimateDialogueSeconds(content[index]?.text ?? '');
  });
  return [...estimates, ...corrections].reduce((sum, seconds) => sum + seconds, 0);
}

function dialogueOf(library: Library, scriptId: string): readonly SceneContentRow[] {
  return library.content(scriptId).filter((row) => row.type === 'dialogue');
}

export function projectNodes(library: Library): readonly ProjectNode[] {
  return library
    .projects()
    .map((project) => ({ kind: 'project', project, scriptCount: library.scripts(project.id).length }));
}

/** A project's scripts, then its timelines. `titleOf` names a script that has no title of its own. */
export function projectChildren(
  library: Library,
  projectId: string,
  titleOf: (script: ScriptRow) => string,
): readonly (ScriptNode | TimelineNode)[] {
  const audio = audioSeconds(library, projectId);
  const scripts = library.scripts(projectId).map(
    (script): ScriptNode => ({
      kind: 'script',
      script,
      title: titleOf(script),
      seconds: sceneTimes(library, script.id, audio).reduce((sum, { seconds }) => sum + seconds, 0),
    }),
  );
  const timelines = library.timelines(projectId).map((timeline): TimelineNode => ({ kind: 'timeline', timeline }));
  return [...scripts, ...timelines];
}

/** The scenes of a script. What stands before the first heading is one of them when any of it is seen or heard. */
export function sceneNodes(library: Library, script: ScriptRow): readonly SceneNode[] {
  return sceneTimes(library, script.id, audioSeconds(library, script.project_id))
    .map(
      (times): SceneNode => ({
        kind: 'scene',
        label: [times.scene.scene_number, times.scene.location].filter(Boolean).join(' '),
        ...times,
      }),
    )
    .filter(({ label, seconds }) => label !== '' || seconds > 0);
}

/** Every scene with its times; `lineCount` counts its speeches. */
function sceneTimes(library: Library, scriptId: string, audio: Seconds) {
  const rows = Map.groupBy(library.content(scriptId), (row) => row.scene_id);
  return library.scenes(scriptId).map((scene) => {
    const its = rows.get(scene.id) ?? [];
    const lineCount = its.filter((row) => row.type === 'dialogue').length;
    return { scene, lineCount, seconds: secondsOfScene(scene, its, audio) };
  });
}

/** A line's words in one line. */
function wordsOf({ content }: SceneContentRow): string {
  return (content ?? '').replace(/\s+/g, ' ');
}

export function lineNodes(library: Library, scene: SceneRow): readonly LineNode[] {
  const script = library.script(scene.script_id);
  if (!script) return [];
  const audio = audioSeconds(library, script.project_id);
  return dialogueOf(library, script.id)
    .filter((line) => line.scene_id === scene.id)
    .map((line) => {
      const seconds = line.audio_asset_id === null ? undefined : audio.get(line.audio_asset_id);
      return {
        kind: 'line',
        elementId: line.element_id,
        line,
        speaker: line.character_name ?? '',
        words: wordsOf(line),
        ...(seconds === undefined ? {} : { seconds }),
      };
    });
}

/** The cast of a project, most lines first, then by name. */
export function characterNodes(library: Library, projectId: string): readonly CharacterNode[] {
  const dialogue = library.scripts(projectId).flatMap(({ id }) => dialogueOf(library, id));
  const lines = Map.groupBy(dialogue, (line) => line.character_name ?? '');
  const characters = library.characters(projectId);
  return characters
    .map((character): CharacterNode => {
      const own = lines.get(character.name) ?? [];
      const count = (status: AudioStatus) => own.filter((line) => line.audio_status === status).length;
      return {
        kind: 'character',
        characterId: character.id,
        name: character.name,
        character,
        lineCount: own.length,
        voicedCount: count('generated'),
        staleCount: count('stale'),
        sharedWith: characters.filter((other) => sharesByChance(character, other)).map(({ name }) => name),
      };
    })
    .sort((a, b) => b.lineCount - a.lineCount || a.name.localeCompare(b.name));
}

const sharedSettings = z.object({ same_voice_as: z.string() });

/** One voice for two of whom neither has the other's by the writer's word. */
function sharesByChance(a: CharacterRow, b: CharacterRow): boolean {
  const leader = ({ id, voice_settings }: CharacterRow) =>
    sharedSettings.safeParse(voice_settings).data?.same_voice_as ?? id;
  return a.voice_id !== null && a.voice_id === b.voice_id && leader(a) !== leader(b);
}

/** Audio, image and video, each with its count; none at all when the project has no asset. */
export function assetGroups(library: Library, projectId: string): readonly AssetGroupNode[] {
  const assets = library.assets(projectId);
  if (assets.length === 0) return [];
  return (['audio', 'image', 'video'] as const).map((fileType) => ({
    kind: 'assetGroup',
    fileType,
    projectId,
    count: assets.filter((asset) => asset.file_type === fileType).length,
  }));
}

export function assetNodes(library: Library, group: AssetGroupNode): readonly AssetNode[] {
  const lines = library.scripts(group.projectId).flatMap((script) => dialogueOf(library, script.id));
  const said = new Map(lines.map((line) => [line.audio_asset_id, wordsOf(line)]));
  return library
    .assets(group.projectId)
    .filter((asset) => asset.file_type === group.fileType)
    .map((asset) => {
      const words = said.get(asset.id);
      return { kind: 'asset', asset, ...(words !== undefined && { words }) };
    });
}

/** The project that Cast and Assets show: that of the script in hand, else the one changed last. */
export function currentProject(library: Library, activeProjectId: string | undefined): ProjectRow | undefined {
  const active = activeProjectId === undefined ? undefined : library.project(activeProjectId);
  return active ?? library.projects().toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
}
