/** The writer's settings, as the client knows them. */
import type { Connection } from 'vscode-languageserver/node';
import { type FindingCode, findingCodes } from './diagnostics/finding.ts';
import type { PaperSize } from './pageLines.ts';
import type { ExtraWords, ReadWith } from './parse.ts';
import { scriptSettings, settingSections } from './requests.ts';
import { createWordLookup } from './words/wordIndex.ts';

/** What a writer has set for one document. */
export interface Settings extends ReadWith {
  readonly completion: boolean;
  /** BCP 47, or `auto`. */
  readonly language: string;
  readonly extraWords: ExtraWords;
  readonly paper: PaperSize;
  /** Rules that are turned off. */
  readonly silenced: ReadonlySet<FindingCode>;
  /** Whether a character's name in action is the character's, too. */
  readonly mentionsInAction: boolean;
  /** Whether each heading shows how long its scene lasts. */
  readonly showsDurations: boolean;
}

/** The settings of the open documents. */
export interface DocumentSettings {
  /** Never rejects: what the client does not say has its default. */
  get(uri: string): Promise<Settings>;
  /** The document was closed. */
  forget(uri: string): void;
  /** Settings have changed. */
  clear(): void;
}

/** Asks the client for the settings of each document once, until it says that settings changed. */
export function createSettings(connection: Connection): DocumentSettings {
  const known = new Map<string, Promise<Settings>>();
  const lookUp = createWordLookup();
  const ask = async (uri: string): Promise<Settings> => {
    const items = settingSections.map((section) => ({ scopeUri: uri, section }));
    const found: unknown = await connection.workspace.getConfiguration(items).catch(() => []);
    const answers: readonly unknown[] = Array.isArray(found) ? found : [];
    const [completion, language, paper, rules, mentionsInAction, showsDurations, extraWords] = scriptSettings.parse(
      settingSections.map((_, index) => answers[index]),
    );
    const silenced = new Set(findingCodes.filter((code) => rules[code] === false));
    const words = lookUp({ language, extraWords });
    return { completion, language, extraWords, paper, silenced, mentionsInAction, showsDurations, words };
  };
  return {
    get(uri) {
      const settings = known.get(uri) ?? ask(uri);
      known.set(uri, settings);
      return settings;
    },
    forget: (uri) => void known.delete(uri),
    clear: () => known.clear(),
  };
}
