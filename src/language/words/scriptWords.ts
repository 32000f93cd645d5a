/**
 * The words that one language's scripts are written with. All in capitals, without the dot or colon that may follow.
 * Data only: what they mean to a line is decided in `headings.ts`, `transitions.ts` and `cues.ts`.
 */
export interface ScriptWords {
  /** BCP 47. */
  readonly language: string;
  /** Words that open a scene heading indoors, in the order to offer them. */
  readonly interior: readonly string[];
  /** The same outdoors. */
  readonly exterior: readonly string[];
  /** What follows the location, in the order to offer it. */
  readonly timesOfDay: readonly string[];
  /** Whole transitions, with their colon where they have one, in the order to offer them. */
  readonly transitions: readonly string[];
  /** Last words of any transition, without the colon: `TO` for English. */
  readonly transitionEndings: readonly string[];
  /** Cue extensions, in the order to offer them: voice over, off screen, continued. */
  readonly extensions: readonly string[];
  /** Stands under dialogue that goes on over the page. */
  readonly more: string;
  /** Among the extensions, and other ways to write it: the speech goes on after an interruption. */
  readonly continued: readonly string[];
  /** Understood but not offered: rarer words, and spellings without accents. */
  readonly alsoRead?: {
    readonly interior?: readonly string[];
    readonly exterior?: readonly string[];
    readonly timesOfDay?: readonly string[];
    readonly transitions?: readonly string[];
  };
  /** Prefixes of Fountain's that are ordinary words in this language, where a space after them says nothing. */
  readonly ordinaryPrefixes?: readonly string[];
}
