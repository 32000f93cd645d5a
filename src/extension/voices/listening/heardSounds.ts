/** What is played for an element: its take, or a reading in a draft voice that is kept nowhere. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptElement } from '../../../language/document.ts';
import { placeSpokenWords } from '../../../language/spokenWords.ts';
import type { Library, LineContext } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import { castVoice } from '../casting.ts';
import { defaultPresetFor } from '../defaultPreset.ts';
import { presetOf, voiceIdOf } from '../presets.ts';
import { requestKey } from '../requestKey.ts';
import { languageInScene, wordsToSpeak } from '../spokenLine.ts';
import { metadataOf } from '../takes.ts';
import type { VoiceProvider, WordTiming } from '../voiceProvider.ts';
import type { HeardSound, HeardWord } from './listening.ts';
import type { HeardElement } from './listeningOrder.ts';

/** A sound with its file. */
export interface FoundSound extends HeardSound {
  readonly fileUrl: string;
  readonly isPath?: boolean;
}

export interface HeardSoundsDeps {
  readonly library: Library;
  readonly media: MediaStore;
  readonly provider: VoiceProvider;
  /** `auto`, or a code such as `sv`. */
  readonly language: () => string;
}

const narrator = 'draft:calm';

export class HeardSounds {
  readonly #deps: HeardSoundsDeps;
  /** Readings that were made, by their request. */
  readonly #readings = new Map<string, FoundSound>();

  constructor(deps: HeardSoundsDeps) {
    this.#deps = deps;
  }

  /** Rejects with a HumanError when a draft reading cannot be made. */
  async soundOf(element: HeardElement, signal: AbortSignal): Promise<FoundSound | undefined> {
    return (element.kind === 'line' ? this.takeOf(element) : undefined) ?? this.#reading(element, signal);
  }

  /** The take that a line has chosen, when its file is there. A stale one speaks other words: then none are shown. */
  takeOf({ elementId, text }: Pick<HeardElement, 'elementId' | 'text'>): FoundSound | undefined {
    const { library, media } = this.#deps;
    const line = library.line(elementId)?.line;
    const asset = line?.audio_asset_id ? library.asset(line.audio_asset_id) : undefined;
    if (!line || !asset?.file_url || !media.exists(asset.file_url)) return undefined;
    const made = metadataOf(asset);
    const saysThis = made !== undefined && made.content_hash === line.content_hash;
    const words = saysThis ? placed(made.words, spokenOf(line.content), text) : [];
    return { fileUrl: asset.file_url, durationMs: asset.duration_ms ?? 0, words };
  }

  async #reading(element: HeardElement, signal: AbortSignal): Promise<FoundSound | undefined> {
    const { provider, media } = this.#deps;
    const spoken = spokenOf(element.text);
    if (spoken === '') return undefined;
    const { voice, language } = this.#voiceOf(element);
    const projectId = this.#deps.library.line(element.elementId)?.script.project_id;
    const lineOf = (code: string) => ({ projectId, voice, language: code, text: spoken });
    const sound = provider.soundOf(lineOf(language)) ?? provider.soundOf(lineOf('en'));
    if (!sound) return undefined;
    const key = requestKey(sound, spoken);
    const known = this.#readings.get(key);
    if (known && existsSync(known.fileUrl)) return { ...known, words: known.words };
    const path = join(await media.temporaryFolder(), `reading-${key.slice(0, 32)}.wav`);
    const { durationMs, words } = await provider.synthesize({ text: spoken, sound, key, path }, signal);
    const reading = { fileUrl: path, isPath: true, durationMs, words: placed(words, spoken, element.text) };
    this.#readings.set(key, reading);
    return reading;
  }

  /** A draft voice in any case: what is not asked for is not paid for. */
  #voiceOf({ elementId, kind }: HeardElement): { readonly voice: string; readonly language: string } {
    const { library } = this.#deps;
    const context = library.line(elementId);
    const spokenIn = context ? this.#languageOf(context) : this.#languageOfHeading(elementId);
    const name = context?.line.character_name;
    if (kind === 'narration' || !context || !name) return { voice: narrator, language: spokenIn };
    const { voiceId } = castVoice(library, context.script.project_id, name);
    const voice = presetOf(voiceId) ? voiceId : voiceIdOf(defaultPresetFor({ name }, []));
    return { voice, language: spokenIn };
  }

  #languageOf({ scene, script }: LineContext): string {
    const { library, language } = this.#deps;
    return languageInScene(scene, library.content(script.id), language());
  }

  /** Headings are rows of their own table: a line of their scene tells. */
  #languageOfHeading(elementId: string): string {
    const { library, language } = this.#deps;
    for (const { id } of library.projects().flatMap((project) => library.scripts(project.id))) {
      const scene = library.scenes(id).find(({ element_id }) => element_id === elementId);
      const row = scene && library.content(id).find(({ scene_id }) => scene_id === scene.id);
      const context = row && library.line(row.element_id);
      if (context) return this.#languageOf(context);
    }
    return language() === 'auto' ? 'en' : language();
  }
}

/** What a voice says of a text; empty when that is nothing or far too much. */
function spokenOf(text: ScriptElement['text'] | null): string {
  try {
    return wordsToSpeak(text);
  } catch {
    return '';
  }
}

function placed(words: readonly WordTiming[], spoken: string, text: string): readonly HeardWord[] {
  const place = placeSpokenWords(spoken, text);
  return words.flatMap((word) => {
    const span = place(word);
    return span ? [{ fromMs: word.fromMs, ...span }] : [];
  });
}
