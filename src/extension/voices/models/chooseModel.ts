/** Lets the writer choose among the models that ElevenLabs offers to the account. Loaded when the command is first called. */
import * as vscode from 'vscode';
import { checkKey } from '../keyCommands.ts';
import type { VoiceAccount } from '../voiceAccount.ts';
import { voiceChoices } from '../voiceChoices.ts';
import { VoiceError } from '../voiceErrors.ts';
import { type ModelOffer, modelOffers } from './modelList.ts';

interface ModelItem extends vscode.QuickPickItem {
  readonly id: string;
}

export async function chooseModel(account: VoiceAccount): Promise<void> {
  if (!vscode.workspace.isTrusted) throw new VoiceError('untrusted');
  if (!(await account.hasKey())) return checkKey(account);
  const language = vscode.workspace.getConfiguration('screenplay.language').get<string>('scriptLanguage', 'auto');
  const models = (await account.open()).models(AbortSignal.timeout(20_000));
  const items = models.then((offered) => modelOffers(offered, voiceChoices().model, language).map(itemOf));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Voice Model of ElevenLabs'),
    placeHolder: vscode.l10n.t('New takes use the model that you choose; voices that are made stay as they are.'),
    matchOnDescription: true,
    matchOnDetail: true,
    // The list is asked for over the network; a page that takes the focus meanwhile shall not close it.
    ignoreFocusOut: true,
  });
  if (picked) await save(picked.id);
}

function itemOf(offer: ModelOffer): ModelItem {
  const number = (value: number) => value.toLocaleString(vscode.env.language);
  const { creditsPerCharacter, longestText, languageCount } = offer;
  const cost =
    creditsPerCharacter === 1
      ? vscode.l10n.t('1 credit per letter')
      : vscode.l10n.t('{0} credits per letter', number(creditsPerCharacter));
  const traits = [
    cost,
    offer.takesDirection ? vscode.l10n.t('acts on parentheticals') : '',
    offer.takesLanguage ? vscode.l10n.t('keeps to the language of the script') : '',
    offer.flowsOn ? vscode.l10n.t('can flow on from the line before') : '',
    offer.speaksLanguage ? '' : vscode.l10n.t('does not list the language of the script'),
    languageCount > 0 ? vscode.l10n.t('{0} languages', languageCount) : '',
    vscode.l10n.t('lines of up to {0} letters in one go', number(longestText)),
  ];
  return {
    id: offer.id,
    label: `${offer.isCurrent ? '$(check) ' : ''}${offer.name}`,
    description: offer.isCurrent ? vscode.l10n.t('current') : offer.name === offer.id ? '' : offer.id,
    detail: traits.filter(Boolean).join(' · '),
  };
}

/** Where the model is set already, else for the writer. */
async function save(model: string): Promise<void> {
  const settings = vscode.workspace.getConfiguration('screenplay.voice');
  const isOfWorkspace = settings.inspect('elevenLabs.model')?.workspaceValue !== undefined;
  const { Global, Workspace } = vscode.ConfigurationTarget;
  await settings.update('elevenLabs.model', model, isOfWorkspace ? Workspace : Global);
}
