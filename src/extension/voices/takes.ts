import * as z from 'zod/mini';
import type { Library, NewRow } from '../library/library.ts';
import type { MediaStore } from '../library/media.ts';
import type { AssetRow } from '../library/rows.ts';
import { spokenPronunciations } from './speech/pronunciations.ts';
import { providerIdOf, type Synthesis, type VoiceSound } from './voiceProvider.ts';
import type { VoiceSettings } from './voiceSettings.ts';

/** What a take's asset remembers of its making. */
const takeMetadata = z.object({
  element_id: z.string(),
  request_key: z.string(),
  /** Hash of the line's content that was spoken. */
  content_hash: z.nullable(z.string()),
  provider: z.string(),
  voice: z.string(),
  language: z.string(),
  /** The character's settings then; missing in takes from before there were any. */
  voice_settings: z.optional(z.record(z.string(), z.union([z.number(), z.boolean()]))),
  /** The words of the project's list that it meets, and how it says them; missing in takes from before lists were kept. */
  pronunciations: z.optional(z.record(z.string(), z.string())),
  words: z.array(z.object({ start: z.int(), end: z.int(), fromMs: z.number(), toMs: z.number() })),
  /** Base64 of one byte for each fiftieth of a second: its loudest sample, 0 to 255 of full scale. */
  peaks: z.string(),
});
export type TakeMetadata = z.infer<typeof takeMetadata>;

/** An asset that is a take of a line. */
export interface Take {
  readonly asset: AssetRow & { readonly file_url: string };
  readonly metadata: TakeMetadata;
}

/** What a take remembers; undefined for an asset that is none. */
export function metadataOf(asset: Pick<NewRow<'rewrite_assets'>, 'metadata'>): TakeMetadata | undefined {
  const parsed = takeMetadata.safeParse(asset.metadata);
  return parsed.success ? parsed.data : undefined;
}

function takeOf(asset: AssetRow): Take | undefined {
  const metadata = metadataOf(asset);
  const { file_url } = asset;
  return metadata && file_url !== null ? { asset: { ...asset, file_url }, metadata } : undefined;
}

/**
 * Of assets made by one request, one whose file is there: the take that the line has chosen, else one of the line itself, else one of
 * any line. A take belongs to one line, so another line's is to be copied: deleting a take never silences two lines.
 */
export function findTake(
  library: Library,
  media: MediaStore,
  candidates: readonly string[],
  line: { readonly element_id: string; readonly audio_asset_id: string | null },
): Take | undefined {
  const takes = candidates
    .flatMap((id) => library.asset(id) ?? [])
    .flatMap((asset) => takeOf(asset) ?? [])
    .filter((take) => media.exists(take.asset.file_url));
  const own = takes.filter((take) => take.metadata.element_id === line.element_id);
  return own.find((take) => take.asset.id === line.audio_asset_id) ?? own[0] ?? takes[0];
}

/** `TOVE take 2`: the speaker, and the number of the take that is made now. */
export function takeName(speaker: string, earlierTakes: number): string {
  return `${speaker} take ${earlierTakes + 1}`.trim();
}

/** What a new take remembers. */
export function metadataFor(
  made: {
    readonly elementId: string;
    readonly requestKey: string;
    readonly contentHash: string | null;
    readonly voiceSettings: VoiceSettings;
    readonly text: string;
  },
  sound: VoiceSound,
  synthesis: Synthesis,
): TakeMetadata {
  return {
    element_id: made.elementId,
    request_key: made.requestKey,
    content_hash: made.contentHash,
    provider: providerIdOf(sound.voice),
    voice: sound.voice,
    language: sound.language,
    voice_settings: { ...made.voiceSettings },
    pronunciations: { ...spokenPronunciations(made.text, sound) },
    words: [...synthesis.words],
    peaks: Buffer.from(synthesis.peaks).toString('base64'),
  };
}

/** The asset row of a take. */
export function takeRow(take: {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly fileUrl: string;
  readonly durationMs: number;
  readonly metadata: TakeMetadata;
}): NewRow<'rewrite_assets'> & { readonly file_url: string; readonly duration_ms: number } {
  return {
    id: take.id,
    project_id: take.projectId,
    name: take.name,
    file_type: 'audio',
    file_url: take.fileUrl,
    duration_ms: take.durationMs,
    metadata: take.metadata,
  };
}
