/** The models of a service as a writer chooses among them. Knows no VS Code. */
import { capabilitiesOf } from '../elevenLabs/capabilities.ts';
import type { SpeechModel } from '../elevenLabs/speechService.ts';

export interface ModelOffer {
  readonly id: string;
  readonly name: string;
  readonly isCurrent: boolean;
  readonly creditsPerCharacter: number;
  /** Letters and signs in one request. */
  readonly longestText: number;
  readonly languageCount: number;
  /** False for a model that does not list the language of the script. */
  readonly speaksLanguage: boolean;
  /** It acts on parentheticals. */
  readonly takesDirection: boolean;
  /** It can be told the language. */
  readonly takesLanguage: boolean;
  /** It can flow on from the line before. */
  readonly flowsOn: boolean;
}

/** What is offered, the current one first, then as the service has them. `language`: two letters, maybe with a region. */
export function modelOffers(models: readonly SpeechModel[], current: string, language: string): readonly ModelOffer[] {
  const [primary = ''] = language.split('-');
  const offers = models.map((model): ModelOffer => {
    const can = capabilitiesOf(model.id);
    const { id, name, creditsPerCharacter, longestText, languages } = model;
    return {
      ...{ id, name, creditsPerCharacter, longestText },
      isCurrent: id === current,
      languageCount: languages.length,
      speaksLanguage: primary === 'auto' || languages.length === 0 || languages.includes(primary),
      ...{ takesDirection: can.direction, takesLanguage: can.language, flowsOn: can.previousText },
    };
  });
  return offers.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
}
