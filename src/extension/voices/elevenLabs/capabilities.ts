/** Which parameters a model takes. The service does not say; a request with one that a model refuses fails. */
export interface ModelCapabilities {
  /** `language_code` forces the language. */
  readonly language: boolean;
  /** `previous_text` lets a line flow on from the one before. */
  readonly previousText: boolean;
  /** Directions in brackets (`[whispering]`) are acted, not read. */
  readonly direction: boolean;
  /** The only values of `stability`; any from 0 to 1 when missing. */
  readonly stabilitySteps?: readonly number[];
  readonly style: boolean;
  readonly speakerBoost: boolean;
  readonly speed: boolean;
}

const multilingual: ModelCapabilities = {
  ...{ language: false, previousText: true, direction: false, style: true, speakerBoost: true, speed: true },
};
const fast: ModelCapabilities = { ...multilingual, language: true, style: false, speakerBoost: false };
const expressive: ModelCapabilities = {
  ...{ language: true, previousText: false, direction: true, stabilitySteps: [0, 0.5, 1] },
  ...{ style: false, speakerBoost: false, speed: false },
};
/** A model that is not known here gets only what all take. */
const unknown: ModelCapabilities = {
  ...{ language: false, previousText: false, direction: false, style: false, speakerBoost: false, speed: false },
};

/** Source: https://elevenlabs.io/docs/overview/models and the parameters of https://elevenlabs.io/docs/api-reference/text-to-speech/convert */
export function capabilitiesOf(model: string): ModelCapabilities {
  if (model.startsWith('eleven_v3')) return expressive;
  if (/^eleven_(flash|turbo)_v2_5/.test(model)) return fast;
  if (/^eleven_(flash|turbo)_v2/.test(model)) return { ...fast, language: false };
  if (model.startsWith('eleven_multilingual_v2')) return multilingual;
  return unknown;
}

/** Models that share a limit of requests at once: the quick ones have twice that of the others. */
export function laneNameOf(model: string): 'elevenlabs.turbo' | 'elevenlabs.standard' {
  return /^eleven_(flash|turbo)/.test(model) ? 'elevenlabs.turbo' : 'elevenlabs.standard';
}

/** Credits for a character, until the service has said it. */
export function usualCostOf(model: string): number {
  return /^eleven_(flash|turbo)/.test(model) ? 0.5 : 1;
}

/** Characters in one request, until the service has said it. */
export function usualLongestText(model: string): number {
  if (model.startsWith('eleven_v3')) return 3000;
  return /^eleven_(flash|turbo)_v2_5/.test(model) ? 40_000 : 10_000;
}
