/** Voices to choose from, whosever they are. */

/** A voice that a character can be cast with. */
export interface CatalogVoice {
  /** As it is stored for a character. */
  readonly voiceId: string;
  readonly name: string;
  /** Gender, age, accent: what helps to choose. May be empty. */
  readonly traits: readonly string[];
}

/** What a preview says, and in which language. */
export interface PreviewLine {
  readonly text: string;
  readonly language: string;
}

/** The voices of a provider, to look for and to listen to. */
export interface VoiceCatalog {
  /** Voices whose name or traits have the words of `query`; all of them, or the best, for an empty one. Rejects with a HumanError. */
  search(query: string, signal: AbortSignal): Promise<readonly CatalogVoice[]>;
  /** True for a voice id of this catalog. */
  has(voiceId: string): boolean;
  /** Absolute path of a sound of the voice, below the media root; it costs nothing. Undefined where there is none. */
  preview(voiceId: string, line: PreviewLine, signal: AbortSignal): Promise<string | undefined>;
  /** The writer looks at the voices anew: what was made or deleted elsewhere in the meantime is to be seen. */
  refresh?(): void;
}

/** True when each word of a query begins a word of a text, whatever the case: `male` is not in `female`. */
export function matches(text: string, query: string): boolean {
  const wordsOf = (written: string) => written.toLocaleLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const within = wordsOf(text);
  return wordsOf(query).every((word) => within.some((other) => other.startsWith(word)));
}
