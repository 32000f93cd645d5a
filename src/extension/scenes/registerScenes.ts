import * as vscode from 'vscode';
import type { RegisterCommand } from '../platform/commands.ts';
import type { TypeNames } from './forceElementType.ts';
import type { SceneDeps } from './sceneAtCaret.ts';

export interface ScenesDeps extends SceneDeps {
  readonly typeNames: () => TypeNames;
  /** Registers a command whose failures are told to the writer. */
  readonly command: RegisterCommand;
}

const names = [
  'numberScenes',
  'renumberScenes',
  'removeSceneNumbers',
  'omitScene',
  'restoreScene',
  'moveSceneUp',
  'moveSceneDown',
  'goToScene',
  'selectScene',
  'forceElementType',
] as const;

/** The commands on scenes: numbers, leaving out, moving, going to one. What they do loads with the first. */
export function registerScenes(deps: ScenesDeps): vscode.Disposable {
  return vscode.Disposable.from(
    ...names.map((name) =>
      deps.command(`screenplay.${name}`, async (argument) => {
        const { sceneCommands } = await import('./sceneCommands.ts');
        return sceneCommands[name](deps, argument);
      }),
    ),
  );
}
