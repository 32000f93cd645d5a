/** The timeline's commands that the extension carries out itself. Loaded at the first of them. */
import * as vscode from 'vscode';
import type { EditKind, HostCommand } from '../../webview/timeline/protocol.ts';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import { currentTimeline } from './projectTimeline.ts';
import type { VoicesAsked } from './register.ts';
import type { ScriptFollowing } from './scriptFollowing.ts';
import type { TimelineEdits } from './timelineEdits.ts';
import type { TimelineSurface } from './timelineSurface.ts';

export interface HostCommandDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly projectId: string;
  readonly surface: TimelineSurface | undefined;
  readonly edits: TimelineEdits;
  readonly following: ScriptFollowing;
  /** Where the script's caret is. */
  readonly caret: string | undefined;
  readonly generateLine: (elementId: string) => void;
  readonly generateVoices: (asked: VoicesAsked) => void;
}

export async function runHostCommand(name: HostCommand, deps: HostCommandDeps): Promise<void> {
  switch (name) {
    case 'undo':
    case 'redo':
      return step(deps, name);
    case 'assemble':
      return assemble(deps);
    case 'newTimeline':
    case 'chooseTimeline':
    case 'duplicateTimeline':
    case 'deleteTimeline':
    case 'settings': {
      const { manageTimelines } = await import('./manageTimelines.ts');
      return manageTimelines(name, deps);
    }
    case 'addStill': {
      const { addStill } = await import('./addStill.ts');
      return addStill(deps);
    }
    case 'relink': {
      const { relinkClip } = await import('./relinkClip.ts');
      return relinkClip(deps);
    }
    case 'generateLine':
    case 'generateScene':
    case 'generateMissing':
    case 'generateStale':
      return generate(name, deps);
    default:
      return assertNever(name);
  }
}

function step({ edits, projectId, surface }: HostCommandDeps, direction: 'undo' | 'redo'): void {
  const { t } = vscode.l10n;
  const kind = edits.step(projectId, direction);
  if (kind === undefined) surface?.say(direction === 'undo' ? t('Nothing to undo') : t('Nothing to redo'));
  else surface?.say(direction === 'undo' ? t('Undone: {0}', editName(kind)) : t('Done again: {0}', editName(kind)));
}

/** What an edit is called when it is undone. */
function editName(kind: EditKind): string {
  const { t } = vscode.l10n;
  const names: Readonly<Record<EditKind, string>> = {
    move: t('move'),
    trim: t('trim'),
    rippleTrim: t('ripple trim'),
    roll: t('roll'),
    slip: t('slip'),
    split: t('split'),
    delete: t('delete'),
    rippleDelete: t('ripple delete'),
    duplicate: t('duplicate'),
    paste: t('paste'),
    fade: t('fade'),
    volume: t('volume'),
    opacity: t('opacity'),
    rename: t('rename'),
    pin: t('pin'),
    giveBack: t('give back to the script'),
    addTrack: t('add track'),
    removeTrack: t('remove track'),
    changeTrack: t('change of a track'),
    moveTrack: t('move of a track'),
    settings: t('timeline settings'),
    assemble: t('Assemble from Script'),
    follow: t('change of the script'),
    still: t('still'),
    place: t('add media'),
    relink: t('new file'),
  };
  return names[kind];
}

function assemble({ following, projectId, surface }: HostCommandDeps): void {
  const isNew = following.assemble(projectId);
  if (!isNew) surface?.say(vscode.l10n.t('Everything lies where the script puts it'));
}

/** Lines of the project's scripts whose voice is missing or stale. */
function linesWith({ library, projectId }: HostCommandDeps, status: 'none' | 'stale'): readonly string[] {
  return library
    .scripts(projectId)
    .flatMap((script) => library.content(script.id))
    .filter((row) => row.type === 'dialogue' && row.audio_status === status)
    .map((row) => row.element_id);
}

function generate(name: 'generateLine' | 'generateScene' | 'generateMissing' | 'generateStale', deps: HostCommandDeps) {
  const { t } = vscode.l10n;
  const { surface, caret } = deps;
  const elementId = surface?.selection.elementId ?? caret;
  if (name === 'generateLine' || name === 'generateScene') {
    if (elementId === undefined) return surface?.say(t('Select a line first'));
    if (name === 'generateLine') return deps.generateLine(elementId);
    return deps.generateVoices({ kind: 'scene', elementId });
  }
  const elementIds = linesWith(deps, name === 'generateMissing' ? 'none' : 'stale');
  if (elementIds.length > 0) return deps.generateVoices({ kind: 'lines', elementIds });
  return surface?.say(
    name === 'generateMissing' ? t('Every line has a voice') : t('No line has changed since it was voiced'),
  );
}

/** The project's timeline that is shown. Commands about it do nothing when there is none. */
export function shownTimeline({ library, projectId }: Pick<HostCommandDeps, 'library' | 'projectId'>) {
  const project = library.project(projectId);
  return project && currentTimeline(library, project);
}

function assertNever(value: never): never {
  throw new Error(`Unknown command ${String(value)}`);
}
