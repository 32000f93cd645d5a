import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import { dialogueAt, type ScriptSession, type Scripts } from '../sync/scripts.ts';
import { voiceName } from './voiceTexts.ts';

interface CueVoice {
  /** The line under the cue. */
  readonly elementId: string;
  /** Whether it has been spoken. */
  readonly isVoiced: boolean;
  /** What the character's voice is called; missing before anyone has cast it. */
  readonly voice: string | undefined;
}

/** What is known of the voice of the cue at a position; undefined elsewhere. */
function voiceAt(library: Library, session: ScriptSession, position: vscode.Position): CueVoice | undefined {
  const { document, elements, link } = session;
  const offset = document.offsetAt(position);
  const cue = elements.find(({ type, start, end }) => type === 'character' && start <= offset && offset <= end);
  const dialogue = cue && dialogueAt(elements, cue.id);
  const line = dialogue && library.line(dialogue.id)?.line;
  if (!link || !dialogue || !line?.character_name) return undefined;
  const character = library.characters(link.projectId).find((row) => row.name === line.character_name);
  const isVoiced = line.audio_asset_id !== null;
  return { elementId: dialogue.id, isVoiced, voice: voiceName(character?.voice_id ?? null) };
}

function hoverText({ elementId, isVoiced, voice }: CueVoice): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: ['screenplay.generateVoiceForLine', 'screenplay.playLine'] };
  if (voice !== undefined) text.appendText(vscode.l10n.t('Voice: {0}', voice)).appendMarkdown('  \n');
  // An id may have come from another machine: a bracket in it must not end the link.
  const argument = encodeURIComponent(JSON.stringify([{ elementId }])).replace(/[()]/g, (bracket) =>
    bracket === '(' ? '%28' : '%29',
  );
  const link = (title: string, command: string) => `[${title}](command:${command}?${argument})`;
  const generate = link(vscode.l10n.t('Generate voice'), 'screenplay.generateVoiceForLine');
  const play = link(vscode.l10n.t('Play'), 'screenplay.playLine');
  return text.appendMarkdown(isVoiced ? `${play} · ${generate}` : generate);
}

/** Adds a character's voice, and what can be done with it, to what the language server tells of the character on hover. */
export function registerVoiceHover(library: Library, scripts: Scripts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { language: 'screenplay' },
    {
      provideHover(document, position) {
        const session = scripts.sessions.find((open) => open.document === document);
        const voice = session && voiceAt(library, session, position);
        return voice && new vscode.Hover(hoverText(voice));
      },
    },
  );
}
