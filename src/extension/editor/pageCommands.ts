import * as vscode from 'vscode';
import { type ElementType, elementTypes } from '../../language/document.ts';
import type { PageAction } from '../../webview/editor/protocol.ts';
import type { RegisterCommand } from '../platform/commands.ts';
import { HumanError } from '../platform/errors.ts';
import type { ScriptPlace } from './caretWatch.ts';
import { newScreenplay } from './newScreenplay.ts';
import type { OpenPages } from './openPages.ts';
import { getTypeNames } from './pageStrings.ts';
import { openAsPage, openAsText } from './switchEditor.ts';

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

/** Commands that the page in hand carries out: the last part of their ids → what it does. */
const performed: Readonly<Record<string, PageAction>> = {
  findInPage: 'find',
  replaceInPage: 'replace',
  showScenes: 'showScenes',
  toggleDualDialogue: 'toggleDual',
  editTitlePage: 'editTitlePage',
  toggleFocusMode: 'toggleFocusMode',
  toggleTypewriterScrolling: 'toggleTypewriter',
  zoomPageIn: 'zoomIn',
  zoomPageOut: 'zoomOut',
  resetPageZoom: 'resetZoom',
};

export interface PageCommandsDeps {
  readonly pages: OpenPages;
  readonly currentPlace: () => Promise<ScriptPlace | undefined>;
  readonly reveal: (elementId: string) => Promise<void>;
  readonly command: RegisterCommand;
}

/** The commands of the page editor: element types, opening as page or text, a new screenplay, showing a line. */
export function registerPageCommands({ pages, currentPlace, reveal, command }: PageCommandsDeps): vscode.Disposable {
  const showInPage = ({ session, elementId, offset = 0 }: ScriptPlace) =>
    pages
      .of(session)
      .find(({ panel }) => panel.active)
      ?.reveal({ elementId, offset });
  const switching = { currentPlace, showInPage };
  return vscode.Disposable.from(
    ...typesWithCommand.map((type) => command(`screenplay.element.${type}`, () => setType(pages, type))),
    ...Object.entries(performed).map(([name, action]) => command(`screenplay.${name}`, () => perform(pages, action))),
    command('screenplay.setElementType', (type) => chooseType(pages, type)),
    command('screenplay.openAsText', (uri) => openAsText(switching, uri)),
    command('screenplay.openAsPage', (uri) => openAsPage(switching, uri)),
    command('screenplay.newScreenplay', () => newScreenplay()),
    command('screenplay.revealLine', async (line) => {
      const elementId = (line as { readonly elementId?: unknown } | undefined)?.elementId;
      if (typeof elementId === 'string') await reveal(elementId);
    }),
  );
}

function perform(pages: OpenPages, action: PageAction): void {
  const active = pages.active;
  if (!active) throw new HumanError(vscode.l10n.t('Open a screenplay as a page first.'));
  active.page.perform(action);
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
  const clicked = (argument as { readonly elementId?: unknown } | undefined)?.elementId;
  const caret = await active?.page.caret();
  const elementId = typeof clicked === 'string' ? clicked : caret?.elementId;
  if (active && elementId !== undefined && elementId !== caret?.elementId) active.page.reveal({ elementId, offset: 0 });
  const current = active?.script.elements.find((element) => element.id === elementId)?.type;
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
  active.page.panel.reveal(active.page.panel.viewColumn, false);
  active.page.setElementType(type);
  return undefined;
}
