/** The settings that say how a script is read, checked where they arrive: from VS Code's configuration, in the server, in the page. */
import * as z from 'zod/mini';

/** What is no text counts as no word. */
const words = z.catch(z.array(z.catch(z.string(), '')), []);

/** What the writer's own words may be: the settings `screenplay.extraWords.…`. */
export const extraWordKinds = ['interior', 'exterior', 'times', 'transitions', 'extensions'] as const;

/** Settings `screenplay.extraWords.…` in one: the writer's own words; see `ExtraWords`. */
export const extraWords = z.catch(
  z.object({
    interior: words,
    exterior: words,
    times: words,
    transitions: words,
    extensions: words,
  }),
  { interior: [], exterior: [], times: [], transitions: [], extensions: [] },
);

/** Setting `screenplay.language.scriptLanguage`: a BCP 47 code, or `auto`. */
export const scriptLanguage = z.catch(z.string(), 'auto');

/** Both settings, as `ParseOptions`. */
export const readingSettings = z.object({ language: scriptLanguage, extraWords });

export type ReadingSettings = z.infer<typeof readingSettings>;
