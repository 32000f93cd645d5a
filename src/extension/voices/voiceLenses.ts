import * as vscode from 'vscode';
import { describeCue } from '../../language/cues.ts';
import type { Library } from '../library/library.ts';
import type { SceneContentRow } from '../library/rows.ts';
import { formatDuration } from '../platform/duration.ts';
import {
  dialogueAt,
  type PlacedElement,
  type ScriptEditors,
  type ScriptLink,
  type ScriptSession,
  type Scripts,
} from '../sync/scripts.ts';
import { generateLinesCommand } from './batch/registerBatches.ts';
import { type SceneVoices, sceneVoices } from './sceneVoices.ts';
import { whyStaleIn } from './whyStale.ts';

/** Commits come several a second while voices are made; the lenses follow at this pace. */
const refreshMs = 150;

type Voices = ReadonlyMap<string, LineVoice>;

interface LineVoice {
  readonly status: SceneContentRow['audio_status'];
  readonly seconds: number | undefined;
  /** Why it is out of date; empty when it is not. */
  readonly why: string;
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
    const whyOf = whyStaleIn(this.#library, projectId);
    const isVoiced = lines.some((row) => row.audio_asset_id !== null);
    const assets = new Map(isVoiced ? this.#library.assets(projectId).map((asset) => [asset.id, asset]) : []);
    const voices = new Map(
      lines.map((row): [string, LineVoice] => {
        const milliseconds = assets.get(row.audio_asset_id ?? '')?.duration_ms ?? undefined;
        const seconds = milliseconds === undefined ? undefined : milliseconds / 1000;
        return [row.element_id, { status: row.audio_status, seconds, why: whyOf(row) }];
      }),
    );
    this.#scripts.set(scriptId, voices);
    return voices;
  }
}

function generateCommand(title: string, elementId: string): vscode.Command {
  return { title, command: 'screenplay.generateVoiceForLine', arguments: [{ elementId }] };
}

/** Over a cue: a line whose words its voice no longer says. Any other line has none, so that no text jumps as voices are made. */
function commandsFor({ status, seconds, why }: LineVoice, elementId: string): readonly vscode.Command[] {
  if (seconds === undefined) return [];
  if (status === 'generating') return [{ title: vscode.l10n.t('generating…'), command: '' }];
  if (status !== 'stale') return [];
  return [
    { ...generateCommand(vscode.l10n.t('changed · Regenerate'), elementId), tooltip: why },
    { title: `▶ ${formatDuration(seconds)}`, command: 'screenplay.playLine', arguments: [{ elementId }] },
  ];
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

/**
 * Over each heading in a text editor: how far the scene has voices, and the line at the caret to be voiced alone. Over a cue only where
 * the line is stale.
 */
class VoiceLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  readonly #scripts: Scripts;
  readonly #voices: LineVoices;
  readonly #caretElementId: () => string | undefined;

  constructor(
    { scripts, caretElementId }: { readonly scripts: Scripts; readonly caretElementId: () => string | undefined },
    voices: LineVoices,
    changed: vscode.Event<void>,
  ) {
    this.#scripts = scripts;
    this.#voices = voices;
    this.#caretElementId = caretElementId;
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
    const caretLine = this.#lineAtCaret(elements, voices);
    return elements.flatMap((element, index) => {
      const scene = byHeading.get(element.id);
      if (!scene && element.type !== 'character') return [];
      const commands = scene
        ? [sceneCommand(scene), ...(caretLine?.headingId === element.id ? [caretLine.command] : [])]
        : cueCommands(elements, index, voices);
      return commands.map((command) => new vscode.CodeLens(startOf(document, element), command));
    });
  }

  /** The line at the caret, unless it has its voice; it stands over its scene's heading, where there is a lens already. */
  #lineAtCaret(elements: readonly PlacedElement[], voices: Voices | undefined) {
    const caretId = this.#caretElementId();
    const at = caretId === undefined ? -1 : elements.findIndex(({ id }) => id === caretId);
    const dialogue = at === -1 ? undefined : dialogueAt(elements.slice(at, at + 8), elements[at]?.id ?? '');
    if (!dialogue || voices?.get(dialogue.id)?.status === 'generated') return undefined;
    const above = elements.slice(0, at + 1);
    const { name } = describeCue(above.findLast(({ type }) => type === 'character')?.text ?? '', false);
    const command = generateCommand(vscode.l10n.t('Generate voice · {0}', name), dialogue.id);
    return { headingId: above.findLast(({ type }) => type === 'sceneHeading')?.id, command };
  }
}

function cueCommands(elements: readonly PlacedElement[], index: number, voices: Voices | undefined) {
  const dialogue = dialogueAt(elements.slice(index, index + 8), elements[index]?.id ?? '');
  const voice = dialogue && voices?.get(dialogue.id);
  return voice ? commandsFor(voice, dialogue.id) : [];
}

function startOf(document: vscode.TextDocument, { start }: { readonly start: number }): vscode.Range {
  const position = document.positionAt(start);
  return new vscode.Range(position, position);
}

/** Shows and offers voices over the headings and cues of scripts in the text editor. */
export function registerVoiceLenses(library: Library, scripts: Scripts, editors: ScriptEditors): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const voices = new LineVoices(library);
  let timer: NodeJS.Timeout | undefined;
  let caretElementId: string | undefined;
  const show = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, refreshMs);
  };
  const refresh = () => {
    voices.forget();
    show();
  };
  return vscode.Disposable.from(
    changed,
    { dispose: () => clearTimeout(timer) },
    library.onDidChange(({ tables }) => {
      if (tables.has('rewrite_scene_content') || tables.has('rewrite_assets')) refresh();
    }),
    scripts.onDidOpen(refresh),
    editors.onDidMoveCaret(({ elementId }) => {
      caretElementId = elementId;
      show();
    }),
    vscode.languages.registerCodeLensProvider(
      { language: 'screenplay' },
      new VoiceLenses({ scripts, caretElementId: () => caretElementId }, voices, changed.event),
    ),
  );
}
