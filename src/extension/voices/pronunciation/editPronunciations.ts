/** The list of how words are said, for the writer: words with what is said for them, to add, change and remove. */
import * as vscode from 'vscode';
import type { Library } from '../../library/library.ts';
import { HumanError } from '../../platform/errors.ts';
import type { Pronunciations } from '../speech/pronunciations.ts';
import { folderOfProject, pronunciationsOfProject } from './projectPronunciations.ts';

interface WordItem extends vscode.QuickPickItem {
  /** Missing for the row that adds one. */
  readonly word?: string;
}

/** Shows the list again and again until the writer leaves it. */
export async function editPronunciations(library: Library, projectId: string | undefined): Promise<void> {
  const project = projectId === undefined ? undefined : library.project(projectId);
  if (!project) throw new HumanError(vscode.l10n.t('Put the cursor into a screenplay first.'));
  const folder = folderOfProject(library, project.id);
  let isFirst = true;
  for (;;) {
    const list = pronunciationsOfProject(library, project.id);
    // An empty list is no choice: the first word is asked for at once.
    const chosen: Choice | undefined =
      isFirst && Object.keys(list).length === 0 ? { kind: 'change' } : await chooseWord(project.name, list);
    isFirst = false;
    if (!chosen) return;
    if (chosen.kind === 'remove') await remove(chosen.word, folder);
    else {
      const answer = await askForWord(list, chosen.word);
      if (answer) await keep(answer.word, answer.said, folder);
      else if (Object.keys(list).length === 0) return;
    }
  }
}

type Choice =
  | { readonly kind: 'change'; readonly word?: string | undefined }
  | { readonly kind: 'remove'; readonly word: string };

function chooseWord(projectName: string, list: Pronunciations): Promise<Choice | undefined> {
  const remove = { iconPath: new vscode.ThemeIcon('trash'), tooltip: vscode.l10n.t('Remove') };
  const pick = vscode.window.createQuickPick<WordItem>();
  pick.title = vscode.l10n.t('How Words Are Said in {0}', projectName);
  pick.placeholder = vscode.l10n.t('Choose a word to change how it is said');
  pick.matchOnDescription = true;
  pick.items = [
    { label: `$(add) ${vscode.l10n.t('Add Word…')}`, alwaysShow: true },
    ...Object.entries(list)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([word, said]): WordItem => ({ label: word, description: `→ ${said}`, word, buttons: [remove] })),
  ];
  return new Promise((resolve) => {
    pick.onDidAccept(() => resolve({ kind: 'change', word: pick.selectedItems[0]?.word }));
    pick.onDidTriggerItemButton(({ item }) => {
      if (item.word !== undefined) resolve({ kind: 'remove', word: item.word });
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  }).finally(() => pick.dispose()) as Promise<Choice | undefined>;
}

/** A word and how it is said; undefined when the writer thought better of it. */
async function askForWord(
  list: Pronunciations,
  word: string | undefined,
): Promise<{ readonly word: string; readonly said: string } | undefined> {
  const title = word === undefined ? vscode.l10n.t('Add Word') : word;
  const written =
    word ??
    (
      await vscode.window.showInputBox({
        title,
        prompt: vscode.l10n.t('The word or name as it is written in the script.'),
        validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Write a word.') : undefined),
      })
    )?.trim();
  if (!written) return undefined;
  const said = await vscode.window.showInputBox({
    title: written,
    prompt: vscode.l10n.t('How a voice is to say it, in plain letters. Example: Toove for Tove, S V T for SVT.'),
    value: list[written] ?? written,
    validateInput: (value) => (value.trim() === '' ? vscode.l10n.t('Write how it is said.') : undefined),
  });
  return said === undefined ? undefined : { word: written, said: said.trim() };
}

const name = 'pronunciations';

interface Places {
  readonly settings: vscode.WorkspaceConfiguration;
  /** Where lists are kept, the project's own first. */
  readonly lists: readonly { readonly target: vscode.ConfigurationTarget; readonly list: Pronunciations }[];
}

/** VS Code reads the lists of folder, workspace and user as one: each word is kept in its own. */
function placesOf(folder: vscode.Uri | undefined): Places {
  const open = folder && vscode.workspace.getWorkspaceFolder(folder);
  const settings = vscode.workspace.getConfiguration('screenplay.voice', open?.uri);
  const found = settings.inspect<Pronunciations>(name);
  const { Global, Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
  // One folder is its own workspace; several have a file of settings between them.
  const isOfWorkspace = vscode.workspace.workspaceFile !== undefined;
  const ofOnlyFolder = isOfWorkspace ? undefined : found?.workspaceValue;
  return {
    settings,
    lists: [
      ...(open ? [{ target: WorkspaceFolder, list: found?.workspaceFolderValue ?? ofOnlyFolder ?? {} }] : []),
      ...(isOfWorkspace ? [{ target: Workspace, list: found?.workspaceValue ?? {} }] : []),
      { target: Global, list: found?.globalValue ?? {} },
    ],
  };
}

/** With the project's folder, so that it goes where the scripts go; for scripts without an open folder with the writer. */
async function keep(word: string, said: string, folder: vscode.Uri | undefined): Promise<void> {
  const { settings, lists } = placesOf(folder);
  const [own] = lists;
  if (own) await settings.update(name, { ...own.list, [word]: said }, own.target);
}

async function remove(word: string, folder: vscode.Uri | undefined): Promise<void> {
  const { settings, lists } = placesOf(folder);
  for (const { target, list } of lists) {
    if (!Object.hasOwn(list, word)) continue;
    const { [word]: _, ...others } = list;
    await settings.update(name, Object.keys(others).length > 0 ? others : undefined, target);
  }
}
