import * as vscode from 'vscode';
import { type ElementType, elementTypes } from '../../language/document.ts';
import { createCommandRunner } from '../platform/commands.ts';
import { HumanError } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import type { OpenPages } from './openPages.ts';
import { pageViewTypes } from './pageProvider.ts';
import { getTypeNames } from './pageStrings.ts';

/** The types that have a command and a key of their own. */
const typesWithCommand = [
  'sceneHeading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
  'lyrics',
] as const satisfies readonly ElementType[];

export interface PageCommandsDeps {
  readonly pages: OpenPages;
  readonly reveal: (elementId: string) => Promise<void>;
  readonly log: Log;
}

/** The commands of the page editor: element types, opening as page or text, a new screenplay, showing a line. */
export function registerPageCommands({ pages, reveal, log }: PageCommandsDeps): vscode.Disposable {
  const command = createCommandRunner(log);
  return vscode.Disposable.from(
    ...typesWithCommand.map((type) => command(`screenplay.element.${type}`, () => setType(pages, type))),
    command('screenplay.setElementType', (type) => chooseType(pages, type)),
    command('screenplay.openAsText', (uri) => openActiveWith(uri, 'default')),
    command('screenplay.openAsPage', (uri) => openAsPage(uri)),
    command('screenplay.newScreenplay', () => newScreenplay()),
    command('screenplay.revealLine', async (line) => {
      const elementId = (line as { readonly elementId?: unknown } | undefined)?.elementId;
      if (typeof elementId === 'string') await reveal(elementId);
    }),
  );
}

function setType(pages: OpenPages, type: ElementType): void {
  const active = pages.active;
  if (!active) throw new HumanError(vscode.l10n.t('Put the cursor into a line of a screenplay page first.'));
  active.page.setElementType(type);
}

async function chooseType(pages: OpenPages, argument: unknown): Promise<void> {
  const given = elementTypes.find((type) => type === argument);
  if (given) return setType(pages, given);
  const active = pages.active;
  const caret = await active?.page.caret();
  const current = active?.script.elements.find((element) => element.id === caret?.elementId)?.type;
  const items = Object.entries(getTypeNames()).map(([type, label]) => ({
    label,
    type,
    ...(type === current && { description: vscode.l10n.t('current') }),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('What is the element at the cursor?'),
  });
  const type = elementTypes.find((candidate) => candidate === picked?.type);
  if (!type || !active) return undefined;
  active.page.panel.reveal(undefined, false);
  active.page.setElementType(type);
  return undefined;
}

function activeUri(): vscode.Uri | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText) return input.uri;
  return undefined;
}

async function openActiveWith(argument: unknown, viewType: string): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : activeUri();
  if (!uri) throw new HumanError(vscode.l10n.t('Open a screenplay first.'));
  await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
}

async function openAsPage(argument: unknown): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : activeUri();
  const isFountain = uri?.path.toLowerCase().endsWith('.fountain') ?? false;
  await openActiveWith(argument, isFountain ? pageViewTypes[1] : pageViewTypes[0]);
}

/** An untitled screenplay, shown as a page; it gets its name when it is saved. */
async function newScreenplay(): Promise<void> {
  const taken = new Set(vscode.workspace.textDocuments.map((document) => document.uri.toString()));
  for (let number = 1; ; number++) {
    const uri = vscode.Uri.from({ scheme: 'untitled', path: `Untitled-${number}.screenplay` });
    if (taken.has(uri.toString())) continue;
    await vscode.commands.executeCommand('vscode.openWith', uri, pageViewTypes[0]);
    return;
  }
}
