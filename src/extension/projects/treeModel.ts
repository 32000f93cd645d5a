/** What the trees show, worked out from the library's rows. No VS Code: labels of states are put into words by the views. */

import { estimateActionSeconds, estimateDialogueSeconds } from '../../language/timing.ts';
import type { Library } from '../library/library.ts';
import type {
  AssetRow,
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
}

export type AssetsNode = AssetGroupNode | AssetNode;

/** Audio lengths in seconds by asset id. */
function audioSeconds(library: Library, projectId: string): ReadonlyMap<string, number> {
  return new Map(library.assets(projectId).map((asset) => [asset.id, (asset.duration_ms ?? 0) / 1000]));
}

/** Seconds a row takes: as long as its audio, else estimated; 0 for what is neither seen nor heard. */
function secondsOf(row: SceneContentRow, audio: ReadonlyMap<string, number>): number {
  const heard = row.audio_asset_id === null ? undefined : audio.get(row.audio_asset_id);
  if (heard !== undefined) return heard;
  const { type, text } = elementOfStored(row);
  if (type === 'dialogue') return estimateDialogueSeconds(text);
  return type === 'action' ? estimateActionSeconds(text) : 0;
}

function dialogueOf(library: Library, scriptId: string): readonly SceneContentRow[] {
  return library.content(scriptId).filter((row) => row.type === 'dialogue');
}

function sumSeconds(rows: readonly SceneContentRow[], audio: ReadonlyMap<string, number>): number {
  return rows.reduce((sum, row) => sum + secondsOf(row, audio), 0);
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
      seconds: sumSeconds(library.content(script.id), audio),
    }),
  );
  const timelines = library.timelines(projectId).map((timeline): TimelineNode => ({ kind: 'timeline', timeline }));
  return [...scripts, ...timelines];
}

/** The scenes of a script. What stands before the first heading is one of them when any of it is seen or heard. */
export function sceneNodes(library: Library, script: ScriptRow): readonly SceneNode[] {
  const audio = audioSeconds(library, script.project_id);
  const rows = Map.groupBy(library.content(script.id), (row) => row.scene_id);
  return library
    .scenes(script.id)
    .map(
      (scene): SceneNode => ({
        kind: 'scene',
        scene,
        label: [scene.scene_number, scene.location].filter(Boolean).join(' '),
        seconds: sumSeconds(rows.get(scene.id) ?? [], audio),
      }),
    )
    .filter(({ label, seconds }) => label !== '' || seconds > 0);
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
        words: (line.content ?? '').replace(/\s+/g, ' '),
        ...(seconds === undefined ? {} : { seconds }),
      };
    });
}

/** The cast of a project, most lines first, then by name. */
export function characterNodes(library: Library, projectId: string): readonly CharacterNode[] {
  const counts = new Map<string, number>();
  for (const script of library.scripts(projectId)) {
    for (const line of dialogueOf(library, script.id)) {
      const name = line.character_name ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return library
    .characters(projectId)
    .map(
      (character): CharacterNode => ({
        kind: 'character',
        characterId: character.id,
        name: character.name,
        character,
        lineCount: counts.get(character.name) ?? 0,
      }),
    )
    .sort((a, b) => b.lineCount - a.lineCount || a.name.localeCompare(b.name));
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
  return library
    .assets(group.projectId)
    .filter((asset) => asset.file_type === group.fileType)
    .map((asset) => ({ kind: 'asset', asset }));
}

/** The project that Cast and Assets show: that of the script in hand, else the one changed last. */
export function currentProject(library: Library, activeProjectId: string | undefined): ProjectRow | undefined {
  const active = activeProjectId === undefined ? undefined : library.project(activeProjectId);
  return active ?? library.projects().toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
}
