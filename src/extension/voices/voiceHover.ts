import * as vscode from 'vscode';
import type { Library } from '../library/library.ts';
import { dialogueAt, type ScriptSession, type Scripts } from '../sync/scripts.ts';
import { voiceName } from './voiceTexts.ts';

/** Which voice the character of the cue at a position has; undefined elsewhere, and before anyone has cast it. */
function voiceAt(library: Library, session: ScriptSession, position: vscode.Position): string | undefined {
  const { document, elements, link } = session;
  const offset = document.offsetAt(position);
  const cue = elements.find(({ type, start, end }) => type === 'character' && start <= offset && offset <= end);
  const dialogue = cue && dialogueAt(elements, cue.id);
  const name = dialogue && library.line(dialogue.id)?.line.character_name;
  if (!link || !name) return undefined;
  const character = library.characters(link.projectId).find((row) => row.name === name);
  return voiceName(character?.voice_id ?? null);
}

/** Adds a character's voice to what the language server tells of the character on hover. */
export function registerVoiceHover(library: Library, scripts: Scripts): vscode.Disposable {
  return vscode.languages.registerHoverProvider(
    { language: 'screenplay' },
    {
      provideHover(document, position) {
        const session = scripts.sessions.find((open) => open.document === document);
        const voice = session && voiceAt(library, session, position);
        return voice ? new vscode.Hover(vscode.l10n.t('Voice: {0}', voice)) : undefined;
      },
    },
  );
}
