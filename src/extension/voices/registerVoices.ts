import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Library } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { AssetRow } from '../library/rows.ts';
import type { Traces } from '../library/traces.ts';
import type { Disposable } from '../platform/disposables.ts';
import type { Log } from '../platform/log.ts';
import type { SoundOutput } from '../platform/soundOutput.ts';
import { dialogueAt, type ScriptEditors, type Scripts } from '../sync/scripts.ts';
import { type AllVoicesDeps, createAllVoices } from './allVoices.ts';
import type { CastingDeps } from './castingPanel/registerCasting.ts';
import { createCreditStatus } from './creditStatus.ts';
import { createLazyVoiceJobs } from './lazyVoiceJobs.ts';
import type { Speaking } from './listening/listening.ts';
import { registerPronunciations } from './pronunciation/registerPronunciations.ts';
import { registerCastAndBatches } from './registerCastAndBatches.ts';
import { registerSound } from './registerSound.ts';
import { withSlowProgress } from './slowProgress.ts';
import { VoiceError } from './voiceErrors.ts';
import { registerVoiceHover } from './voiceHover.ts';
import type { SpokenLine, VoiceJobRequest, VoiceJobs } from './voiceJobs.ts';
import type { VoiceLanding } from './voiceLanding.ts';
import { registerVoiceLenses } from './voiceLenses.ts';
import { forWriter } from './voiceTexts.ts';

export interface VoicesDeps extends AllVoicesDeps {
  readonly extensionUri: vscode.Uri;
  readonly library: Library;
  readonly media: MediaStore;
  readonly traces: Traces;
  readonly scripts: Scripts;
  readonly editors: ScriptEditors;
  /** Resolves when everything typed in the pages of a document stands in it. */
  readonly flushText: (document: vscode.TextDocument) => Promise<void>;
  /** Asked in this order for one that can sound. */
  readonly outputs: readonly SoundOutput[];
  readonly landing: VoiceLanding;
  /** Shows what is heard now in the editors of its script; nothing without it. */
  readonly showSpeaking: (speaking: Speaking | undefined) => void;
  /** Registers a command whose failures are told to the writer. */
  readonly command: (id: string, body: (...args: readonly unknown[]) => unknown) => vscode.Disposable;
  readonly log: Log;
}

/** Voices as other features use them: the page's and the timeline's buttons. Failures are thrown, in the writer's words. */
export interface Voices extends Disposable {
  /** Gives a line its voice and plays it if the writer wants that. Without a target, the line of the caret. */
  generate(target: LineTarget | undefined): Promise<SpokenLine>;
  /** Plays a line's voice; resolves false when no surface can sound. */
  play(target: LineTarget | undefined): Promise<boolean>;
  stop(): void;
  /** A stored voice id in a person's words. */
  nameOf(voiceId: string | null): string | undefined;
  /** Asks, deletes a take and lets its line speak with another; resolves false for an asset that is none. */
  deleteTake(asset: AssetRow): Promise<boolean>;
}

/** Any element of a line: its dialogue, its cue or a parenthetical. */
export interface LineTarget {
  readonly elementId: string;
}

/** Commands come with a tree row, a webview's context, a document's address or nothing. */
const lineTarget = z.object({ elementId: z.string() });

interface FoundLine {
  readonly elementId: string;
  readonly document: vscode.TextDocument | undefined;
  flush(): Promise<void>;
}

/** The dialogue line that is meant: in an open script by its text, else by its rows. Throws {@link VoiceError}. */
async function findLine(
  { scripts, editors, flushText }: VoicesDeps,
  target: LineTarget | undefined,
): Promise<FoundLine> {
  const caret = target ? undefined : await editors.currentElement();
  const elementId = target?.elementId ?? caret?.elementId;
  if (elementId === undefined) throw new VoiceError('notInDialogue');
  const session = caret?.session ?? scripts.withElement(elementId);
  if (!session) return { elementId, document: undefined, flush: async () => {} };
  await flushText(session.document);
  const dialogue = dialogueAt(session.elements, elementId);
  if (!dialogue) throw new VoiceError('notInDialogue');
  return { elementId: dialogue.id, document: session.document, flush: () => session.flush() };
}

type HowToSpeak = Pick<VoiceJobRequest, 'isBatch' | 'isKept' | 'isNewTake'>;

async function speakLine(
  deps: VoicesDeps,
  jobs: VoiceJobs,
  target: LineTarget | undefined,
  signal: AbortSignal,
  how: HowToSpeak = {},
): Promise<SpokenLine> {
  const { elementId, document, flush } = await findLine(deps, target);
  const settings = vscode.workspace.getConfiguration('screenplay.language', document);
  const language = settings.get<string>('scriptLanguage', 'auto');
  return jobs.generate({ ...how, elementId, language, flush }, signal);
}

/** The project whose cast is meant: of the script in hand, else the one changed last. */
async function castProjectId({ editors, library }: VoicesDeps): Promise<string | undefined> {
  const caret = await editors.currentElement();
  await caret?.session.flush();
  const newest = library.projects().toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))[0];
  return caret?.session.link?.projectId ?? newest?.id;
}

async function askForVoice(deps: VoicesDeps, argument: unknown): Promise<void> {
  const { chooseVoice } = await import('./chooseVoice.ts');
  await chooseVoice(deps.library, () => castProjectId(deps), argument);
}

/** A method that fails in the writer's words. */
function told<Args extends readonly unknown[], T>(method: (...args: Args) => Promise<T>) {
  return (...args: Args): Promise<T> =>
    method(...args).catch((cause: unknown) => {
      throw forWriter(cause);
    });
}

/** Voices for lines: commands, code lenses, and the same for other features. Nothing starts before the first line is asked for. */
export function registerVoices(deps: VoicesDeps): Voices {
  const { command, library, outputs, log } = deps;
  const tellingCommand: CastingDeps['command'] = (id, body) => command(id, told(body));
  const voices = createAllVoices(deps);
  const { provider, nameOf } = voices;
  const jobs = createLazyVoiceJobs({ ...deps, provider });
  const credits = createCreditStatus(voices.account, log);
  const workshop = registerCastAndBatches({
    ...deps,
    provider,
    voiceName: nameOf,
    moreCatalogs: () => [voices.catalog],
    speak: (line, signal) => speakLine(deps, jobs, line, signal, { isBatch: true, isKept: line.isCached }),
    width: () => jobs.capacity(),
    hold: (isHeld) => jobs.hold(isHeld),
    credits,
    castProjectId: () => castProjectId(deps),
    lineInHand: async () => (await deps.editors.currentElement())?.elementId,
    generate: (line) => generate(line),
    newTake: (line) => generate(line, { isNewTake: true }),
    stopPlaying: () => sound.stop(),
    command: tellingCommand,
  });
  const sound = registerSound({
    ...{ ...deps, provider, outputs: [...outputs, workshop.casting.sound] },
    command: tellingCommand,
  });
  const lifetime = new AbortController();
  const targetOf = (argument: unknown) => lineTarget.safeParse(argument).data;

  const generate = told(async (target: LineTarget | undefined, how: HowToSpeak = {}) => {
    const line = await withSlowProgress(vscode.l10n.t('Generating voice'), lifetime.signal, (signal) =>
      speakLine(deps, jobs, target, signal, how),
    );
    const isWanted = vscode.workspace.getConfiguration('screenplay.voice').get('playWhenGenerated', true);
    // Hearing is a bonus here: a surface that cannot sound must not make the voice look failed.
    if (isWanted)
      await sound.playLine(line.elementId).catch((cause) => log.warn('A new voice could not be played', cause));
    return line;
  });
  const play = told(async (target: LineTarget | undefined) => sound.playLine((await findLine(deps, target)).elementId));

  const registrations = vscode.Disposable.from(
    command('screenplay.generateVoiceForLine', (argument) => generate(targetOf(argument))),
    command(
      'screenplay.playLine',
      told(async (argument) => {
        const { elementId } = await findLine(deps, targetOf(argument));
        await sound.openSurface(elementId);
        return play({ elementId });
      }),
    ),
    command('screenplay.stopPlaying', () => sound.stop()),
    command('screenplay.chooseVoice', (argument) => askForVoice(deps, argument)),
    command('screenplay.newTake', (argument) => generate(targetOf(argument), { isNewTake: true })),
    workshop,
    sound,
    registerPronunciations({ ...deps, castProjectId: () => castProjectId(deps), command: tellingCommand }),
    registerVoiceLenses(library, deps.scripts, deps.editors),
    registerVoiceHover(library, deps.scripts),
    ...[jobs, credits, voices],
  );
  return {
    ...{ generate, play, nameOf, deleteTake: workshop.casting.deleteTake },
    stop: () => sound.stop(),
    dispose() {
      lifetime.abort();
      registrations.dispose();
    },
  };
}
