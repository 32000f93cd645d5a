/** Listening as the writer asks for it: a line, from here on, a scene, or a read-through of all. Loaded at the first sound. */
import * as vscode from 'vscode';
import { systemClock } from '../../platform/clock.ts';
import type { Disposable } from '../../platform/disposables.ts';
import type { Scripts } from '../../sync/scripts.ts';
import type { LinePlayer } from '../linePlayer.ts';
import { VoiceError } from '../voiceErrors.ts';
import { type FoundSound, HeardSounds, type HeardSoundsDeps } from './heardSounds.ts';
import { Listening, type Speaking } from './listening.ts';
import { type HeardElement, type ListenScope, listeningOrder, type Narration } from './listeningOrder.ts';

export interface ListeningDeskDeps extends Omit<HeardSoundsDeps, 'language'> {
  readonly scripts: Scripts;
  readonly player: LinePlayer;
  readonly showSpeaking: (speaking: Speaking | undefined) => void;
  /** Opens a surface that can sound where there is none. */
  readonly openSurface: (elementId: string) => Promise<void>;
  /** Listening has begun or is over. */
  readonly onChange: () => void;
}

/** Speeds that are offered. */
const speeds = [0.5, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

export class ListeningDesk implements Disposable {
  readonly #deps: ListeningDeskDeps;
  readonly #sounds: HeardSounds;
  readonly #listening: Listening<FoundSound>;
  #onStarted: (() => void) | undefined;

  constructor(deps: ListeningDeskDeps) {
    this.#deps = deps;
    const language = () =>
      vscode.workspace.getConfiguration('screenplay.language').get<string>('scriptLanguage', 'auto');
    this.#sounds = new HeardSounds({ ...deps, language });
    this.#listening = new Listening<FoundSound>({
      clock: systemClock,
      soundOf: (element, signal) => this.#sounds.soundOf(element, signal),
      play: ({ elementId }, sound, onStarted) =>
        deps.player.playToEnd({ ...sound, elementId, rate: speed() }, (rate) => {
          this.#onStarted?.();
          onStarted(rate);
        }),
      stop: () => deps.player.stop(),
      show: (speaking) => {
        deps.showSpeaking(speaking);
        deps.onChange();
      },
    });
  }

  get isOn(): boolean {
    return this.#listening.isOn;
  }

  /** Plays the take of a line; resolves when it can be heard, false when no surface can sound. Throws {@link VoiceError} without a take. */
  async playLine(elementId: string): Promise<boolean> {
    const { library, scripts } = this.#deps;
    const line = library.line(elementId)?.line;
    if (!line?.audio_asset_id) throw new VoiceError('noVoiceYet');
    const shown = scripts.withElement(elementId)?.elements.find(({ id }) => id === elementId);
    const element: HeardElement = { elementId, kind: 'line', text: shown?.text ?? line.content ?? '' };
    if (!this.#sounds.takeOf(element)) throw new VoiceError('fileMissing');
    const started = Promise.withResolvers<boolean>();
    const over = this.#listen([element], () => started.resolve(true));
    over.then(() => started.resolve(false), started.reject);
    return started.promise;
  }

  /** Plays what a scope has from an element on; resolves when it is over. Lines without a voice are read in a draft voice. */
  async listenTo(fromId: string, scope: ListenScope, narration: Narration): Promise<void> {
    const session = this.#deps.scripts.withElement(fromId);
    if (!session) throw new VoiceError('noScript');
    await session.flush();
    const elements = listeningOrder(session.elements, fromId, scope, narration);
    const [first] = elements;
    if (!first) throw new VoiceError('nothingToHear');
    await this.#deps.openSurface(first.elementId);
    await this.#listen(elements);
  }

  async chooseSpeed(): Promise<void> {
    const current = speed();
    const items = speeds.map((value) => {
      const label = `${value.toLocaleString(vscode.env.language)}×`;
      return { label, value, ...(value === current && { description: vscode.l10n.t('current') }) };
    });
    const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Listening Speed') });
    if (picked) await vscode.workspace.getConfiguration('screenplay.voice').update('speed', picked.value, true);
  }

  stop(): void {
    this.#listening.stop();
  }

  dispose(): void {
    this.#listening.dispose();
  }

  async #listen(elements: readonly HeardElement[], onStarted?: () => void): Promise<void> {
    const over = this.#listening.listen(elements);
    // Set after another listening was ended by this one.
    this.#onStarted = onStarted;
    this.#deps.onChange();
    await over;
  }
}

function speed(): number {
  const value = vscode.workspace.getConfiguration('screenplay.voice').get('speed', 1);
  return Math.min(2, Math.max(0.5, Number(value) || 1));
}
