/** What a voice says when a writer listens to it for a character: a line of the character's own where there is a fitting one. */
import type { Library } from '../../library/library.ts';
import type { CharacterRow } from '../../library/rows.ts';
import type { PreviewLine } from '../catalog/voiceCatalog.ts';
import { languageInScene, wordsToSpeak } from '../spokenLine.ts';

const shortest = 20;
const longest = 140;
/** For who has no fitting line. */
const greetings: Readonly<Record<string, string>> = {
  sv: 'Hej. Så här låter jag när jag talar.',
  en: 'Hello. This is how I sound when I speak.',
};

export function previewLineOf(library: Library, character: CharacterRow, languageSetting: string): PreviewLine {
  const rows = library
    .scripts(character.project_id)
    .flatMap(({ id }) => library.content(id))
    .filter(({ type, character_name }) => type === 'dialogue' && character_name === character.name);
  const row =
    rows.find(({ content }) => content !== null && content.length >= shortest && content.length <= longest) ?? rows[0];
  const context = row && library.line(row.element_id);
  const language = context ? languageInScene(context.scene, library.content(context.script.id), languageSetting) : 'en';
  return { text: spoken(row?.content ?? null) ?? greetings[language] ?? greetings['en'] ?? '', language };
}

function spoken(content: string | null): string | undefined {
  try {
    return wordsToSpeak(content).slice(0, longest);
  } catch {
    // Nothing to say, or far too much: a greeting does.
    return undefined;
  }
}
