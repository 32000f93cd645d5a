/** What the language server and its client say beyond LSP, checked where it arrives. */
import * as z from 'zod/mini';
import { findingCodes, fixKinds } from './diagnostics/finding.ts';
import { featureTexts } from './featureTexts.ts';
import { extraWords, scriptLanguage } from './readingSettings.ts';

/** Sentences the server shows, in the writer's display language; VS Code knows it, the server does not. */
export const serverTexts = z.object({
  /** What is wrong, by its code; `{0}` and `{1}` stand for what the finding names. */
  findings: z.record(z.enum(findingCodes), z.string()),
  /** What a quick fix does, by its kind. */
  fixes: z.record(z.enum(fixKinds), z.string()),
  untitledScene: z.string(),
  untitledSection: z.string(),
  features: featureTexts,
});

export type ServerTexts = z.infer<typeof serverTexts>;

/** LSP `initialize`: `initializationOptions`. */
export const initializationOptions = z.object({ texts: serverTexts });

/** How the server's process is started: V8 collects what each keystroke leaves behind soon, instead of letting 200 MB come together. */
export const serverArguments = ['--optimize-for-size', '--max-semi-space-size=4'] as const;

/** The process's environment besides its client's: one heap for all of V8's threads (glibc) leaves some 5 MB fewer lying about. */
export const serverEnvironment = { MALLOC_ARENA_MAX: '1' } as const;

/** Settings the server asks for with `workspace/configuration`, in the order of {@link scriptSettings}. */
export const settingSections = [
  'screenplay.editor.completion',
  'screenplay.language.scriptLanguage',
  'screenplay.editor.paperSize',
  'screenplay.diagnostics.rules',
  'screenplay.rename.mentionsInAction',
  'screenplay.inlayHints.sceneDuration',
  'screenplay.extraWords',
] as const;

/** Answers to {@link settingSections}; whatever is not a known value counts as the default. */
export const scriptSettings = z.catch(
  z.tuple([
    z.catch(z.boolean(), true),
    scriptLanguage,
    z.catch(z.enum(['a4', 'letter']), 'a4'),
    z.catch(z.record(z.string(), z.catch(z.boolean(), true)), {}),
    z.catch(z.boolean(), false),
    z.catch(z.boolean(), false),
    extraWords,
  ]),
  [true, 'auto', 'a4', {}, false, false, extraWords.parse(undefined)],
);

/** Server → client: how long a script is, after each change of its text. */
export const scriptLengthMethod = 'screenplay/scriptLength';

export const scriptLength = z.object({
  /** The document's URI as the client wrote it. */
  uri: z.string(),
  /** Eighths of a page, 0 or more. */
  pageEighths: z.int().check(z.nonnegative()),
  /** Estimated running time in seconds, 0 or more. */
  seconds: z.number().check(z.nonnegative()),
});

export type ScriptLength = z.infer<typeof scriptLength>;
