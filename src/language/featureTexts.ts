/** Words that the features show, in the writer's display language. `{0}` stands for a count or name. */
import * as z from 'zod/mini';

export const featureTexts = z.object({
  /** Length up to one page, `3/8`. */
  page: z.string(),
  pages: z.string(),
  word: z.string(),
  words: z.string(),
  line: z.string(),
  lines: z.string(),
  /** Stands for the heading of a scene that has none. */
  scene: z.string(),
  oneScene: z.string(),
  scenes: z.string(),
  /** Who speaks in a scene: names with commas between. */
  speakers: z.string(),
  nobodySpeaks: z.string(),
  renameNothing: z.string(),
  renameEmpty: z.string(),
  renameUnreadable: z.string(),
  /** Asked before two characters or places become one. */
  renameTaken: z.string(),
});

export type FeatureTexts = z.infer<typeof featureTexts>;
