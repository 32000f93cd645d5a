/** What the stand-in answers, in the shapes of the public API description. */
import type http from 'node:http';
import type { SpeechBody } from './requestShapes.ts';

export interface Charge {
  readonly voice: string;
  readonly body: SpeechBody;
  readonly historyId: string;
  readonly requestId: string;
  readonly credits: number;
}

export interface Item extends Charge {
  readonly dateUnix: number;
  readonly visibleAt: number;
  readonly sampleRate: number;
}

export interface StandInModel {
  readonly id: string;
  readonly longestText: number;
  readonly cost: number;
  readonly languages: readonly string[];
}

export const models: readonly StandInModel[] = [
  { id: 'eleven_multilingual_v2', longestText: 10_000, cost: 1, languages: ['en', 'sv', 'de', 'uk'] },
  { id: 'eleven_flash_v2_5', longestText: 40_000, cost: 0.5, languages: ['en', 'sv', 'de', 'uk'] },
  { id: 'eleven_v3', longestText: 3000, cost: 1, languages: ['en', 'sv', 'de', 'uk'] },
];

/** Says nothing more until the client gives up. */
export function held(response: http.ServerResponse): Promise<void> {
  return new Promise((resolve) => response.on('close', resolve));
}

export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function json(
  response: http.ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

export function refuse(
  response: http.ServerResponse,
  status: number,
  type: string,
  code: string,
  headers: Record<string, string> = {},
): void {
  json(
    response,
    status,
    { detail: { type, code, message: 'refused', status: code, request_id: 'r', param: null } },
    headers,
  );
}

export function modelAnswer({ id, longestText, cost, languages }: StandInModel): unknown {
  return {
    model_id: id,
    name: id,
    can_be_finetuned: false,
    can_do_text_to_speech: true,
    can_do_voice_conversion: false,
    can_use_style: id === 'eleven_multilingual_v2',
    can_use_speaker_boost: id === 'eleven_multilingual_v2',
    serves_pro_voices: false,
    token_cost_factor: cost,
    description: '',
    requires_alpha_access: false,
    max_characters_request_free_user: 2500,
    max_characters_request_subscribed_user: longestText,
    maximum_text_length_per_request: longestText,
    languages: languages.map((language_id) => ({ language_id, name: language_id })),
    model_rates: { character_cost_multiplier: cost },
    concurrency_group: id.includes('flash') ? 'turbo' : 'standard',
  };
}

export function voiceAnswer(id: string, preview_url: string | null = null): unknown {
  return {
    voice_id: id,
    name: `${id} - calm`,
    category: 'premade',
    labels: { gender: id === 'Adam' ? 'male' : 'female', accent: 'swedish', use_case: 'audio_drama' },
    preview_url,
  };
}

export function subscriptionAnswer(used: number, limit: number): unknown {
  return {
    ...{ tier: 'creator', character_count: used, character_limit: limit, max_character_limit_extension: null },
    ...{ can_extend_character_limit: false, allowed_to_extend_character_limit: false, voice_slots_used: 1 },
    ...{ professional_voice_slots_used: 0, voice_limit: 30, voice_add_edit_counter: 0, professional_voice_limit: 1 },
    ...{ can_extend_voice_limit: false, can_use_instant_voice_cloning: true, can_use_professional_voice_cloning: true },
    ...{ status: 'active', next_character_count_reset_unix: 2_000_000_000, next_invoice: null },
    ...{ open_invoices: [], has_open_invoices: false, pending_change: null },
  };
}

export function historyAnswer({ historyId, requestId, voice, body, dateUnix }: Item): unknown {
  return {
    history_item_id: historyId,
    request_id: requestId,
    voice_id: voice,
    model_id: body.model_id,
    text: body.text,
    date_unix: dateUnix,
    character_count_change_from: 0,
    character_count_change_to: body.text.length,
    content_type: 'audio/mpeg',
    state: 'created',
    settings: body.voice_settings ?? {},
    source: 'TTS',
  };
}
