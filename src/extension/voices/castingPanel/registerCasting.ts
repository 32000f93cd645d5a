import * as vscode from 'vscode';
import type { Library } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import type { AssetRow } from '../../library/rows.ts';
import { Emitter } from '../../platform/emitter.ts';
import type { Log } from '../../platform/log.ts';
import type { EndedLine, SoundOutput } from '../../platform/soundOutput.ts';
import type { ScriptEditors } from '../../sync/scripts.ts';
import type { Batches } from '../batch/registerBatches.ts';
import type { VoiceCatalog } from '../catalog/voiceCatalog.ts';
import type { CreditStatus } from '../creditStatus.ts';
import type { TakeIndex } from '../takeIndex.ts';
import type { VoiceLanding } from '../voiceLanding.ts';
import type { CastingFeature } from './castingFeature.ts';

export interface CastingDeps {
  readonly extensionUri: vscode.Uri;
  readonly library: Library;
  readonly media: MediaStore;
  readonly takes: TakeIndex;
  readonly landing: VoiceLanding;
  readonly editors: ScriptEditors;
  readonly batches: Batches;
  /** The voices to choose from, in the order of the list. */
  readonly catalogs: () => readonly VoiceCatalog[];
  readonly voiceName: (voiceId: string | null) => string | undefined;
  /** Credits used and left. */
  readonly credits: CreditStatus;
  readonly castProjectId: () => Promise<string | undefined>;
  /** The element that the caret is in. */
  readonly lineInHand: () => Promise<string | undefined>;
  readonly generate: (line: { readonly elementId: string }) => Promise<unknown>;
  readonly newTake: (line: { readonly elementId: string }) => Promise<unknown>;
  readonly stopPlaying: () => void;
  /** Registers a command whose failures are told to the writer. */
  readonly command: (id: string, body: (argument: unknown) => Promise<unknown>) => vscode.Disposable;
  readonly log: Log;
}

export interface Casting extends vscode.Disposable {
  /** Plays through the casting page while it is on screen. */
  readonly sound: SoundOutput;
  /** Asks, deletes a take and lets its line speak with another; resolves false for an asset that is none. */
  deleteTake(asset: AssetRow): Promise<boolean>;
}

const panelType = 'screenplay.casting';

/** Open Casting, the commands on takes, and the page behind them, which is loaded when it is first asked for. */
export function registerCasting(deps: CastingDeps): Casting {
  const { command, log } = deps;
  const ended = new Emitter<EndedLine>((cause) => log.error('A listener of the casting page failed', cause));
  let loading: Promise<CastingFeature> | undefined;
  let feature: CastingFeature | undefined;
  const load = () => {
    loading ??= (async () => {
      const [{ CastingFeature: Feature }, desk] = await Promise.all([
        import('./castingFeature.ts'),
        deps.batches.desk(),
      ]);
      feature = new Feature(deps, desk, (line) => ended.fire(line));
      return feature;
    })();
    return loading;
  };
  const takes = () => import('./takeCommands.ts');
  const registrations = vscode.Disposable.from(
    ended,
    command('screenplay.openCasting', async (argument) => (await load()).open(argument, 'cast')),
    command('screenplay.castCharacter', async (argument) => (await load()).open(argument, 'voices')),
    command('screenplay.showTakes', async (argument) => (await load()).open(argument, 'takes')),
    command('screenplay.chooseTake', async (argument) => (await takes()).chooseTake(deps, argument)),
    command('screenplay.renameTake', async (argument) => (await takes()).renameTake(deps, argument)),
    command('screenplay.deleteTake', async (argument) => (await takes()).deleteTake(deps, argument)),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel: vscode.WebviewPanel) => (await load()).adopt(panel),
    }),
  );
  return {
    sound: {
      hasRate: true,
      onDidEnd: ended.event,
      isReady: () => feature?.isUp ?? false,
      play: async (sound) => (await feature?.play(sound)) ?? false,
      stop: () => feature?.stop(),
    },
    async deleteTake(asset) {
      const { deleteTake, isTake } = await takes();
      if (isTake(asset)) await deleteTake(deps, { assetId: asset.id });
      return isTake(asset);
    },
    dispose() {
      registrations.dispose();
      void loading?.then((loaded) => loaded.dispose());
    },
  };
}
