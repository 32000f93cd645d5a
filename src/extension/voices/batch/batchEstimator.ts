/** Works out what lines would cost, without making any. Reads the library a few times however many lines there are. */
import type { Library } from '../../library/library.ts';
import type { MediaStore } from '../../library/media.ts';
import type { SceneContentRow } from '../../library/rows.ts';
import { requestKey } from '../requestKey.ts';
import { languageInScene, languageOfRows, wordsToSpeak } from '../spokenLine.ts';
import type { TakeIndex } from '../takeIndex.ts';
import { VoiceError } from '../voiceErrors.ts';
import { aroundLine, soundOfLine, speakerOf } from '../voicePlan.ts';
import type { VoiceProvider, VoiceSound } from '../voiceProvider.ts';
import { type BatchScope, linesOfScope, type ScriptLines } from './batchLines.ts';
import { type BatchLine, type BatchPlan, planBatch } from './batchPlan.ts';

export interface EstimatorDeps {
  readonly library: Library;
  readonly media: Pick<MediaStore, 'exists'>;
  readonly provider: VoiceProvider;
  readonly takes: TakeIndex;
  /** `auto`, or a code such as `sv`. */
  readonly language: string;
}

/** The batch of a scope, priced. */
export function estimateBatch(deps: EstimatorDeps, scope: BatchScope): BatchPlan {
  return planBatch(linesOfScope(deps.library, scope).flatMap((script) => priceScript(deps, script)));
}

function priceScript(deps: EstimatorDeps, { scriptId, content, lines }: ScriptLines): readonly BatchLine[] {
  const { library } = deps;
  const projectId = library.script(scriptId)?.project_id ?? '';
  const scenes = new Map(library.scenes(scriptId).map((scene) => [scene.id, scene]));
  const ofScript = remember(() => languageOfRows(content));
  const languages = remember((sceneId: string) =>
    languageInScene(scenes.get(sceneId), content, deps.language, () => ofScript(scriptId)),
  );
  const speakers = remember((name: string) => speakerOf(library, projectId, name));
  return lines.map((row) => {
    const soundOf = (text: string) =>
      soundOfLine(deps.provider, speakers(row.character_name ?? ''), {
        ...{ projectId, text },
        language: languages(row.scene_id),
        ...aroundLine(content, row),
      });
    return priceLine(deps, projectId, row, soundOf);
  });
}

function priceLine(
  deps: EstimatorDeps,
  projectId: string,
  row: SceneContentRow,
  soundOf: (text: string) => VoiceSound,
): BatchLine {
  const line = { elementId: row.element_id, speaker: row.character_name ?? '' };
  const text = wordsOf(row);
  if (text === '') return { ...line, characters: 0, credits: 0, isCached: false };
  const sound = soundOf(text);
  const key = requestKey(sound, text);
  const isKept = deps.provider.isKept?.(text, sound) ?? false;
  const isCached = isKept || deps.takes.withKey(projectId, key).some((id) => hasFile(deps, id));
  return { ...line, characters: text.length, credits: deps.provider.creditsFor?.(text, sound) ?? 0, isCached };
}

/** Empty for a line without words: that is no failure of a batch. One that is too long is, when its turn comes. */
function wordsOf({ content }: SceneContentRow): string {
  try {
    return wordsToSpeak(content);
  } catch (cause) {
    return cause instanceof VoiceError && cause.reason === 'nothingToSay' ? '' : (content ?? '');
  }
}

function hasFile({ library, media }: EstimatorDeps, assetId: string): boolean {
  const fileUrl = library.asset(assetId)?.file_url;
  return typeof fileUrl === 'string' && media.exists(fileUrl);
}

function remember<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (key) => {
    const found = known.get(key) ?? { value: make(key) };
    known.set(key, found);
    return found.value;
  };
}
