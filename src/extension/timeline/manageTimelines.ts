/** Several timelines in a project: making, choosing, copying, deleting, and the settings of the one that is shown. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { HostCommand } from '../../webview/timeline/protocol.ts';
import type { Change } from '../library/library.ts';
import type { TimelineRow } from '../library/rows.ts';
import { copyChanges } from './copyTimeline.ts';
import { type HostCommandDeps, shownTimeline } from './hostCommands.ts';
import { retimeChanges } from './retimeRows.ts';
import { readRows } from './timelineRows.ts';
import { readNumber, readWhole } from './writtenNumber.ts';

type ManageCommand = Extract<
  HostCommand,
  'newTimeline' | 'chooseTimeline' | 'duplicateTimeline' | 'deleteTimeline' | 'settings'
>;

export async function manageTimelines(name: ManageCommand, deps: HostCommandDeps): Promise<void> {
  switch (name) {
    case 'newTimeline':
      return makeTimeline(deps);
    case 'chooseTimeline':
      return chooseTimeline(deps);
    case 'duplicateTimeline':
      return duplicateTimeline(deps);
    case 'deleteTimeline':
      return deleteTimeline(deps);
    case 'settings':
      return changeSettings(deps);
  }
}

function nameOf(timeline: TimelineRow): string {
  return timeline.name || vscode.l10n.t('Timeline');
}

async function askName(prompt: string, value: string): Promise<string | undefined> {
  const { t } = vscode.l10n;
  const validateInput = (text: string) => (text.trim() === '' ? t('Write a name.') : undefined);
  return (await vscode.window.showInputBox({ prompt, value, validateInput }))?.trim();
}

function show({ library, projectId }: HostCommandDeps, timelineId: string | null): void {
  library.apply([
    { table: 'rewrite_projects', kind: 'update', id: projectId, patch: { current_timeline_id: timelineId } },
  ]);
}

async function makeTimeline(deps: HostCommandDeps): Promise<void> {
  const { library, projectId } = deps;
  const { t } = vscode.l10n;
  const count = library.timelines(projectId).length;
  const name = await askName(t('Name of the new timeline'), t('Timeline {0}', count + 1));
  if (name === undefined) return;
  const like = shownTimeline(deps);
  const id = randomUUID();
  const track = (trackName: string, type: 'video' | 'audio', order_index: number): Change => ({
    table: 'rewrite_tracks',
    kind: 'insert',
    row: { id: randomUUID(), timeline_id: id, name: trackName, type, order_index },
  });
  const settings = like ? { frame_rate: like.frame_rate, width: like.width, height: like.height } : {};
  library.apply([
    { table: 'rewrite_timelines', kind: 'insert', row: { id, project_id: projectId, name, ...settings } },
    track('V1', 'video', 0),
    track('A1', 'audio', 1),
    { table: 'rewrite_projects', kind: 'update', id: projectId, patch: { current_timeline_id: id } },
  ]);
}

async function chooseTimeline(deps: HostCommandDeps): Promise<void> {
  const { library, projectId } = deps;
  const { t } = vscode.l10n;
  const shown = shownTimeline(deps);
  const items = library.timelines(projectId).map((timeline) => ({
    label: nameOf(timeline),
    description: timeline.id === shown?.id ? t('shown') : '',
    detail: t('{0} frames a second, {1} × {2}', timeline.frame_rate, timeline.width, timeline.height),
    id: timeline.id,
  }));
  const make = { label: `$(add) ${t('New Timeline…')}`, description: '', detail: '', id: '' };
  const chosen = await vscode.window.showQuickPick([...items, make], { placeHolder: t('Timeline to show') });
  if (!chosen) return;
  if (chosen.id === '') await makeTimeline(deps);
  else show(deps, chosen.id);
}

async function duplicateTimeline(deps: HostCommandDeps): Promise<void> {
  const { library } = deps;
  const { t } = vscode.l10n;
  const shown = shownTimeline(deps);
  if (!shown) return;
  const name = await askName(t('Name of the copy'), t('{0} copy', nameOf(shown)));
  if (name === undefined) return;
  const { id, changes } = copyChanges(readRows(library, shown), name, randomUUID);
  const patch = { current_timeline_id: id };
  library.apply([...changes, { table: 'rewrite_projects', kind: 'update', id: deps.projectId, patch }]);
}

async function deleteTimeline(deps: HostCommandDeps): Promise<void> {
  const { library, projectId } = deps;
  const { t } = vscode.l10n;
  const shown = shownTimeline(deps);
  const others = library.timelines(projectId).filter((timeline) => timeline.id !== shown?.id);
  const [next] = others;
  if (!shown || !next) {
    deps.surface?.say(t('A project keeps its last timeline'));
    return;
  }
  const count = library.clips(shown.id).length;
  const remove = t('Delete');
  const answer = await vscode.window.showWarningMessage(
    t('Delete the timeline {0} with its {1} clips? Voices and other files stay.', nameOf(shown), count),
    { modal: true },
    remove,
  );
  if (answer !== remove) return;
  library.apply([
    { table: 'rewrite_projects', kind: 'update', id: projectId, patch: { current_timeline_id: next.id } },
    { table: 'rewrite_timelines', kind: 'delete', id: shown.id },
  ]);
}

interface Setting {
  readonly label: string;
  readonly value: string;
  /** The changes for a new value, or a sentence about what is wrong with it. */
  readonly read: (text: string) => Partial<TimelineRow> | string;
}

const mostFrameRate = 120;

function settingsOf(timeline: TimelineRow): readonly Setting[] {
  const { t } = vscode.l10n;
  const whole = (text: string, least: number, most: number, patch: (value: number) => Partial<TimelineRow>) => {
    const number = readWhole(text, least, most);
    return number ? patch(number.value) : t('Write a number from {0} to {1}.', least, most);
  };
  return [
    {
      label: t('Name'),
      value: timeline.name ?? '',
      read: (text) => (text.trim() === '' ? t('Write a name.') : { name: text.trim() }),
    },
    {
      label: t('Length in seconds'),
      value: String(timeline.duration_seconds),
      read: (text) => {
        const duration_seconds = readNumber(text);
        const fits = duration_seconds >= 1 && duration_seconds <= 359_999;
        return fits ? { duration_seconds } : t('Write a number from {0} to {1}.', 1, 359_999);
      },
    },
    {
      // The column holds whole numbers: 29.97 counts as 30, 23.976 as 24.
      label: t('Frames a second'),
      value: String(timeline.frame_rate),
      read: (text) => whole(text, 1, mostFrameRate, (frame_rate) => ({ frame_rate })),
    },
    {
      label: t('Width in pixels'),
      value: String(timeline.width),
      read: (text) => whole(text, 16, 8192, (width) => ({ width })),
    },
    {
      label: t('Height in pixels'),
      value: String(timeline.height),
      read: (text) => whole(text, 16, 8192, (height) => ({ height })),
    },
  ];
}

async function changeSettings(deps: HostCommandDeps): Promise<void> {
  const { t } = vscode.l10n;
  const shown = shownTimeline(deps);
  if (!shown) return;
  const settings = settingsOf(shown).map((setting) => ({ ...setting, description: setting.value }));
  const chosen = await vscode.window.showQuickPick(settings, {
    placeHolder: t('Setting of {0} to change', nameOf(shown)),
  });
  if (!chosen) return;
  const text = await vscode.window.showInputBox({
    prompt: chosen.label,
    value: chosen.value,
    validateInput: (value) => {
      const read = chosen.read(value);
      return typeof read === 'string' ? read : undefined;
    },
  });
  const patch = text === undefined ? undefined : chosen.read(text);
  // The row may have changed while the writer typed.
  const timeline = deps.library.timeline(shown.id);
  if (!timeline || patch === undefined || typeof patch === 'string') return;
  if (patch.frame_rate !== undefined && text !== undefined && readWhole(text, 1, mostFrameRate)?.isRounded) {
    void vscode.window.showInformationMessage(
      t('A timeline counts whole frames: {0} frames a second became {1}.', text.trim(), patch.frame_rate),
    );
  }
  const rows = readRows(deps.library, timeline);
  const retimed = patch.frame_rate === undefined ? [] : retimeChanges(rows, patch.frame_rate);
  deps.edits.change(deps.projectId, 'settings', [
    { table: 'rewrite_timelines', kind: 'update', id: timeline.id, patch },
    ...retimed,
  ]);
}
