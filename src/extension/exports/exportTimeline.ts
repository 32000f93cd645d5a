import { dirname, extname, join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeFileName } from '../library/fileNames.ts';
import type { Library } from '../library/library.ts';
import type { ProjectRow } from '../library/rows.ts';
import { HumanError } from '../platform/errors.ts';
import { chooseProject } from '../sync/chooseProject.ts';
import { type ExportTimeline, readExport } from './exportModel.ts';
import { ExportPanel } from './exportPanel.ts';
import type { ExportsDeps } from './registerExports.ts';
import { type ExportKind, exportKinds, writeExport } from './writeExport.ts';

/** What the command may be called with: a tree row, a test's or another extension's wish. Whatever is missing is asked for. */
const wish = z.object({
  projectId: z.optional(z.string()),
  project: z.optional(z.object({ id: z.string() })),
  kind: z.optional(z.enum(exportKinds)),
  target: z.optional(z.string()),
  loudness: z.optional(z.number()),
});

/** Asks what to export and where to, and does it, with progress, until it is done or cancelled. */
export async function exportTimeline(deps: ExportsDeps, argument: unknown): Promise<void> {
  const wanted = z.safeParse(wish, argument ?? {}).data ?? {};
  const project = await projectToExport(deps, wanted.projectId ?? wanted.project?.id);
  const timeline = project && timelineOf(deps, project);
  if (!timeline) return;
  const asked = wanted.kind ?? (await askKind());
  if (!asked) return;
  const desk = createDesk(deps);
  try {
    const plan = await planExport(desk, timeline, asked);
    if (!plan) return;
    const { kind, ending } = plan;
    const loudness = wanted.loudness ?? (await askLoudness(kind, wanted.kind !== undefined));
    if (loudness === 'cancelled') return;
    const target = wanted.target ?? (await askTarget(deps, project, timeline, kind, ending));
    if (target === undefined) return;
    await tellDone(kind, await run(deps, desk, { kind, timeline, target, loudness }), timeline);
  } finally {
    desk.dispose();
  }
}

/** The page that mixes and draws, opened when it is first needed. */
interface Desk extends vscode.Disposable {
  open(): ExportPanel;
  readonly panel: ExportPanel | undefined;
}

function createDesk({ extensionUri, library, media, log }: ExportsDeps): Desk {
  let panel: ExportPanel | undefined;
  return {
    open() {
      const resolve = (fileUrl: string) => media.resolve(fileUrl);
      panel ??= new ExportPanel({ extensionUri, mediaRoot: library.mediaRoot, resolve, log });
      return panel;
    },
    get panel() {
      return panel;
    },
    dispose: () => panel?.dispose(),
  };
}

/** What can be made of what was asked for, with its file's ending: without a codec a film becomes its parts, if the writer agrees. */
async function planExport(
  desk: Desk,
  { width, height }: ExportTimeline,
  kind: ExportKind,
): Promise<{ readonly kind: ExportKind; readonly ending: string } | undefined> {
  if (kind !== 'film') return { kind, ending: kind };
  const [format] = await desk.open().filmFormats(width, height);
  if (format) return { kind, ending: format };
  const parts = vscode.l10n.t('Export the Parts');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('VS Code cannot write films on this machine. Its sound, pictures and edit can be exported instead.'),
    parts,
  );
  return answer === parts ? { kind: 'package', ending: '' } : undefined;
}

async function projectToExport({ library, editors }: ExportsDeps, named: string | undefined) {
  if (library.projects().length === 0) return noTimeline();
  return chooseProject(library, editors, named, vscode.l10n.t('Export the timeline of which project?'));
}

function noTimeline(): never {
  throw new HumanError(vscode.l10n.t('There is no timeline to export yet: open a script and generate a voice first.'));
}

function timelineOf({ library, media }: ExportsDeps, project: ProjectRow): ExportTimeline {
  const id = project.current_timeline_id ?? library.timelines(project.id)[0]?.id;
  const timeline = id === undefined ? undefined : readExport(library, media, id);
  if (!timeline || timeline.durationFrames === 0) return noTimeline();
  return timeline;
}

interface KindText {
  readonly label: string;
  readonly detail: string;
}

function kindTexts(): Readonly<Record<ExportKind, KindText>> {
  const { t } = vscode.l10n;
  return {
    film: {
      label: t('Film: the animatic'),
      detail: t('Pictures, sound and subtitles as MP4 or WebM, where VS Code can write one.'),
    },
    package: {
      label: t('Film: its parts in a folder'),
      detail: t('Sound, pictures, subtitles and the edit, for making the film elsewhere.'),
    },
    wav: { label: t('Sound: WAV'), detail: t('Everything that is heard, uncompressed.') },
    mp3: { label: t('Sound: MP3'), detail: t('Everything that is heard, small enough to send.') },
    stems: {
      label: t('Sound: a WAV for each character'),
      detail: t('For mixing elsewhere: all equally long, nothing made louder.'),
    },
    srt: { label: t('Subtitles: SRT'), detail: t('Every spoken line with its speaker.') },
    vtt: { label: t('Subtitles: WebVTT'), detail: t('Every spoken line with its speaker, for the web.') },
    otio: {
      label: t('Edit: OpenTimelineIO'),
      detail: t('For Premiere, Resolve and others, with a folder of the media.'),
    },
    edl: { label: t('Edit: EDL (CMX 3600)'), detail: t('For older programs, with a folder of the media.') },
  };
}

async function askKind(): Promise<ExportKind | undefined> {
  const texts = kindTexts();
  const picked = await vscode.window.showQuickPick(
    exportKinds.map((chosen) => ({ ...texts[chosen], chosen })),
    {
      title: vscode.l10n.t('Export Timeline'),
      ignoreFocusOut: true,
      placeHolder: vscode.l10n.t('What to make'),
      matchOnDetail: true,
    },
  );
  return picked?.chosen;
}

/** Only a mix can be made louder. A command that was told what to make is not asked more. */
async function askLoudness(kind: ExportKind, isTold: boolean): Promise<number | undefined | 'cancelled'> {
  if (isTold || (kind !== 'wav' && kind !== 'mp3')) return undefined;
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('As loud as it is'), loudness: undefined },
      { label: vscode.l10n.t('For the web'), description: '-16 LUFS', loudness: -16 },
      { label: vscode.l10n.t('For broadcasting'), description: '-23 LUFS', loudness: -23 },
    ],
    { title: vscode.l10n.t('How loud?'), ignoreFocusOut: true },
  );
  return picked ? picked.loudness : 'cancelled';
}

async function askTarget(
  { library }: ExportsDeps,
  project: ProjectRow,
  timeline: ExportTimeline,
  kind: ExportKind,
  ending: string,
): Promise<string | undefined> {
  const folder = homeOf(library, project);
  const title = kindTexts()[kind].label;
  if (kind === 'stems' || kind === 'package') {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title,
        ...(folder ? { defaultUri: folder } : {}),
        canSelectFiles: false,
        canSelectFolders: true,
        openLabel: vscode.l10n.t('Export Here'),
      })) ?? [];
    return chosen?.fsPath;
  }
  const name = `${safeFileName(timeline.name)}.${ending}`;
  const chosen = await vscode.window.showSaveDialog({
    title,
    filters: { [title]: [ending] },
    saveLabel: vscode.l10n.t('Export'),
    ...(folder ? { defaultUri: vscode.Uri.file(join(folder.fsPath, name)) } : {}),
  });
  if (!chosen) return undefined;
  return extname(chosen.fsPath) === '' ? `${chosen.fsPath}.${ending}` : chosen.fsPath;
}

/** Where the project's scripts lie, when they are files of this machine. */
function homeOf(library: Library, project: ProjectRow): vscode.Uri | undefined {
  const [uri] = library.scripts(project.id).flatMap((script) => library.filesOfScript(script.id));
  const file = uri === undefined ? undefined : vscode.Uri.parse(uri);
  if (file && (file.scheme === 'file' || file.scheme === 'vscode-remote')) return vscode.Uri.file(dirname(file.fsPath));
  return vscode.workspace.workspaceFolders?.[0]?.uri;
}

interface Wanted {
  readonly kind: ExportKind;
  readonly timeline: ExportTimeline;
  readonly target: string;
  readonly loudness: number | undefined;
}

async function run({ media }: ExportsDeps, desk: Desk, job: Wanted): Promise<readonly string[]> {
  const stopped = new AbortController();
  const open = () => {
    const panel = desk.open();
    panel.signal.addEventListener('abort', () => stopped.abort(panel.signal.reason), { once: true });
    return panel;
  };
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Exporting') },
    (progress) =>
      writeExport(job, {
        mixer: open,
        filmMaker: open,
        resolve: (fileUrl) => media.resolve(fileUrl),
        restName: vscode.l10n.t('Other sounds'),
        signal: stopped.signal,
        onProgress: (done, what) => {
          progress.report({ message: `${Math.round(done * 100)} %` });
          desk.panel?.progress(done, what);
        },
      }),
  );
}

async function tellDone(kind: ExportKind, files: readonly string[], timeline: ExportTimeline): Promise<void> {
  const [first] = files;
  if (first === undefined) return;
  const missing = timeline.tracks.flatMap((track) => track.clips).filter((clip) => !clip.asset).length;
  const done =
    kind === 'stems'
      ? vscode.l10n.t('{0} files were exported.', files.length)
      : vscode.l10n.t('The timeline was exported.');
  const left = missing === 0 ? '' : ` ${vscode.l10n.t('{0} clips whose files are missing were left out.', missing)}`;
  const show = vscode.l10n.t('Show File');
  const answer = await vscode.window.showInformationMessage(`${done}${left}`, show);
  if (answer === show) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(first));
}
