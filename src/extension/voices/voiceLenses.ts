import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import type { SceneContentRow } from '../library/rows.ts';
import { formatDuration } from '../platform/duration.ts';
import { dialogueAt, type ScriptLink, type ScriptSession, type Scripts } from '../sync/scripts.ts';
import { generateLinesCommand } from './batch/registerBatches.ts';
import { type SceneVoices, sceneVoices } from './sceneVoices.ts';

/** Commits come several a second while voices are made; the lenses follow at this pace. */
const refreshMs = 150;

interface LineVoice {
  readonly status: SceneContentRow['audio_status'];
  readonly seconds: number | undefined;
}

/** The voices of a script's lines by element id, read once for each change of the library. */
class LineVoices {
  readonly #library: Library;
  readonly #scripts = new Map<string, ReadonlyMap<string, LineVoice>>();

  constructor(library: Library) {
    this.#library = library;
  }

  forget(): void {
    this.#scripts.clear();
  }

  of({ projectId, scriptId }: ScriptLink): ReadonlyMap<string, LineVoice> {
    const known = this.#scripts.get(scriptId);
    if (known) return known;
    const lines = this.#library.content(scriptId).filter((row) => row.type === 'dialogue');
    const isVoiced = lines.some((row) => row.audio_asset_id !== null);
    const assets = new Map(isVoiced ? this.#library.assets(projectId).map((asset) => [asset.id, asset]) : []);
    const voices = new Map(
      lines.map((row): [string, LineVoice] => {
        const milliseconds = assets.get(row.audio_asset_id ?? '')?.duration_ms ?? undefined;
        const seconds = milliseconds === undefined ? undefined : milliseconds / 1000;
        return [row.element_id, { status: row.audio_status, seconds }];
      }),
    );
    this.#scripts.set(scriptId, voices);
    return voices;
  }
}

function commandsFor(voice: LineVoice | undefined, elementId: string): readonly vscode.Command[] {
  const generate = (title: string): vscode.Command => ({
    ...{ title, command: 'screenplay.generateVoiceForLine', arguments: [{ elementId }] },
  });
  const play: readonly vscode.Command[] =
    voice?.seconds === undefined
      ? []
      : [{ title: `▶ ${formatDuration(voice.seconds)}`, command: 'screenplay.playLine', arguments: [{ elementId }] }];
  switch (voice?.status) {
    case 'generated':
      return play;
    case 'stale':
      return [generate(vscode.l10n.t('changed · Regenerate')), ...play];
    case 'generating':
      return [{ title: vscode.l10n.t('generating…'), command: '' }];
    default:
      return [generate(vscode.l10n.t('Generate voice'))];
  }
}

/** `Generate missing voices · 4 of 11 voiced · 1 stale`; when none is missing the stale ones are offered, when none is stale nothing. */
function sceneCommand({ lines, voiced, missing, stale }: SceneVoices): vscode.Command {
  const counts = [vscode.l10n.t('{0} of {1} voiced', voiced, lines)];
  if (stale.length > 0) counts.push(vscode.l10n.t('{0} stale', stale.length));
  const elementIds = missing.length > 0 ? missing : stale;
  if (elementIds.length === 0) return { title: counts.join(' · '), command: '' };
  const action =
    missing.length > 0 ? vscode.l10n.t('Generate missing voices') : vscode.l10n.t('Regenerate stale voices');
  return { title: [action, ...counts].join(' · '), command: generateLinesCommand, arguments: [{ elementIds }] };
}

/** Over each heading in a text editor: how far the scene has voices. Over each cue: generate, play or renew the line's voice. */
class VoiceLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  readonly #scripts: Scripts;
  readonly #voices: LineVoices;

  constructor(scripts: Scripts, voices: LineVoices, changed: vscode.Event<void>) {
    this.#scripts = scripts;
    this.#voices = voices;
    this.onDidChangeCodeLenses = changed;
  }

  provideCodeLenses(document: vscode.TextDocument): readonly vscode.CodeLens[] & vscode.CodeLens[] {
    const session = this.#scripts.sessions.find((open) => open.document === document);
    return session ? this.#lensesOf(session) : [];
  }

  #lensesOf({ document, elements, link }: ScriptSession): vscode.CodeLens[] {
    const voices = link ? this.#voices.of(link) : undefined;
    const scenes = sceneVoices(elements, (id) => voices?.get(id)?.status);
    const byHeading = new Map(scenes.map((scene) => [scene.headingId, scene]));
    return elements.flatMap((element, index) => {
      const scene = byHeading.get(element.id);
      if (scene) return [new vscode.CodeLens(startOf(document, element), sceneCommand(scene))];
      if (element.type !== 'character') return [];
      const dialogue = dialogueAt(elements.slice(index, index + 8), element.id);
      if (!dialogue) return [];
      const range = startOf(document, element);
      return commandsFor(voices?.get(dialogue.id), dialogue.id).map((command) => new vscode.CodeLens(range, command));
    });
  }
}

function startOf(document: vscode.TextDocument, { start }: { readonly start: number }): vscode.Range {
  const position = document.positionAt(start);
  return new vscode.Range(position, position);
}

/** Shows and offers voices over the headings and cues of scripts in the text editor. */
export function registerVoiceLenses(library: Library, scripts: Scripts): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const voices = new LineVoices(library);
  let timer: NodeJS.Timeout | undefined;
  const refresh = () => {
    voices.forget();
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, refreshMs);
  };
  return vscode.Disposable.from(
    changed,
    { dispose: () => clearTimeout(timer) },
    library.onDidChange(({ tables }) => {
      if (tables.has('rewrite_scene_content') || tables.has('rewrite_assets')) refresh();
    }),
    scripts.onDidOpen(refresh),
    vscode.languages.registerCodeLensProvider(
      { language: 'screenplay' },
      new VoiceLenses(scripts, voices, changed.event),
    ),
  );
}
