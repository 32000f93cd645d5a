/** The SDK's values as ours. What is missing there is filled with what it usually is. */
import type { ElevenLabs } from 'elevenlabs';
import * as z from 'zod/mini';
import { usualCostOf, usualLongestText } from './capabilities.ts';
import type { Credits, HistoryItem, OfferedVoice, SpeechModel } from './speechService.ts';

export function modelShape(model: ElevenLabs.Model): SpeechModel {
  const { modelId, name, maximumTextLengthPerRequest, modelRates, languages = [] } = model;
  return {
    id: modelId,
    name: name ?? modelId,
    longestText: maximumTextLengthPerRequest ?? usualLongestText(modelId),
    creditsPerCharacter: modelRates?.characterCostMultiplier ?? model.tokenCostFactor ?? usualCostOf(modelId),
    languages: languages.flatMap(({ languageId }) => languageId ?? []),
    takesStyle: model.canUseStyle ?? false,
    takesSpeakerBoost: model.canUseSpeakerBoost ?? false,
  };
}

export function voiceShape(voice: ElevenLabs.Voice): OfferedVoice {
  const labels = Object.entries(voice.labels ?? {}).filter(([, value]) => typeof value === 'string');
  return {
    id: voice.voiceId,
    name: voice.name ?? voice.voiceId,
    description: voice.description ?? '',
    labels: Object.fromEntries(labels),
    category: String(voice.category ?? ''),
    previewUrl: voice.previewUrl ?? undefined,
  };
}

export function historyItemShape(item: ElevenLabs.SpeechHistoryItemResponse): HistoryItem {
  const alignment = item.alignments?.alignment;
  return {
    id: item.historyItemId,
    requestId: item.requestId ?? undefined,
    voice: item.voiceId ?? undefined,
    model: item.modelId ?? undefined,
    text: item.text ?? undefined,
    dateUnix: item.dateUnix,
    isUnfinished: item.state === 'processing',
    settings: item.settings ?? undefined,
    alignment: alignment && {
      characters: alignment.characters,
      startSeconds: alignment.characterStartTimesSeconds,
      endSeconds: alignment.characterEndTimesSeconds,
    },
  };
}

export function creditsShape(subscription: ElevenLabs.Subscription): Credits {
  const { characterCount, characterLimit, tier, nextCharacterCountResetUnix } = subscription;
  return {
    used: characterCount,
    limit: characterLimit,
    tier: String(tier),
    renewsUnix: nextCharacterCountResetUnix ?? undefined,
  };
}

const neededOfSubscription = z.object({
  character_count: z.number(),
  character_limit: z.number(),
  tier: z.string(),
  next_character_count_reset_unix: z.nullish(z.number()),
});

/** The credits of an answer as it came, where the SDK could not read it. */
export function rawCredits(answer: unknown): Credits | undefined {
  const parsed = neededOfSubscription.safeParse(answer).data;
  return (
    parsed && {
      used: parsed.character_count,
      limit: parsed.character_limit,
      tier: parsed.tier,
      renewsUnix: parsed.next_character_count_reset_unix ?? undefined,
    }
  );
}
