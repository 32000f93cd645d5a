import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { ScriptEditors } from '../../sync/scripts.ts';
import { VoiceError } from '../voiceErrors.ts';
import type { ListeningDesk, ListeningDeskDeps } from './listeningDesk.ts';
import type { ListenScope, Narration } from './listeningOrder.ts';

export interface ListeningDeps extends ListeningDeskDeps {
  readonly editors: ScriptEditors;
  /** Resolves when everything typed in the pages of a document stands in it. */
  readonly flushText: (document: vscode.TextDocument) => Promise<void>;
  /** Registers a command whose failures are told to the writer in her words. */
  readonly command: (id: string, body: (argument: unknown) => Promise<unknown>) => vscode.Disposable;
}

export interface ListeningFeature extends vscode.Disposable {
  readonly isOn: boolean;
  /** Plays a line's take; see `ListeningDesk.playLine`. */
  playLine(elementId: string): Promise<boolean>;
  stop(): void;
}

const argumentShape = z.object({
  elementId: z.optional(z.string()),
  scene: z.optional(z.object({ element_id: z.string() })),
});

/** The commands for listening; what is behind them is loaded at the first sound. */
export function registerListening(deps: ListeningDeps): ListeningFeature {
  let loading: Promise<ListeningDesk> | undefined;
  let desk: ListeningDesk | undefined;
  const load = () => {
    loading ??= import('./listeningDesk.ts').then(({ ListeningDesk: Desk }) => {
      desk = new Desk(deps);
      return desk;
    });
    return loading;
  };
  const listen = (id: string, scope: ListenScope, narration: () => Narration) =>
    deps.command(id, async (argument) => (await load()).listenTo(await placeMeant(deps, argument), scope, narration()));
  const registrations = vscode.Disposable.from(
    listen('screenplay.playFromHere', 'fromHere', wantedNarration),
    listen('screenplay.playScene', 'scene', wantedNarration),
    listen('screenplay.tableRead', 'script', () => 'headingsAndAction'),
    deps.command('screenplay.setListeningSpeed', async () => (await load()).chooseSpeed()),
  );
  return {
    get isOn() {
      return desk?.isOn ?? false;
    },
    playLine: async (elementId) => (await load()).playLine(elementId),
    stop: () => desk?.stop(),
    dispose() {
      registrations.dispose();
      void loading?.then((loaded) => loaded.dispose());
    },
  };
}

/** The element of a row or clip, else that of the caret. Its script is to be open. */
async function placeMeant({ editors, flushText, scripts }: ListeningDeps, argument: unknown): Promise<string> {
  const named = argumentShape.safeParse(argument).data;
  const given = named?.elementId ?? named?.scene?.element_id;
  if (given !== undefined) {
    if (!scripts.withElement(given)) await editors.reveal(given);
    return given;
  }
  const current = await editors.currentElement();
  if (!current) throw new VoiceError('noScript');
  await flushText(current.session.document);
  return current.elementId;
}

function wantedNarration(): Narration {
  return vscode.workspace.getConfiguration('screenplay.voice').get<Narration>('narrator', 'none');
}
