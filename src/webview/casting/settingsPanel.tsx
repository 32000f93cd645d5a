import { Button } from '../ui/button.tsx';
import { Checkbox, Select, Slider } from '../ui/fields.tsx';
import type { CastingStrings, CastMember, CastSettings } from './protocol.ts';
import type { CastingState } from './state.ts';

interface Props {
  readonly state: CastingState;
  readonly member: CastMember;
}

type SliderName = 'stability' | 'similarity_boost' | 'style';

/** Where the handles stand while the voice's own values, which are not known here, hold. */
const fallbacks: Readonly<Record<SliderName, number>> = { stability: 0.5, similarity_boost: 0.75, style: 0 };

/** Whose voice the character has, and how it sounds. */
export function SettingsPanel({ state, member }: Props) {
  const { strings } = state;
  const detail = state.detail.value;
  if (!detail) return null;
  const { settings, understood } = detail;
  const change = (patch: CastSettings) => state.setSettings(member.characterId, { ...settings, ...patch });
  const names = sliderNames(strings);
  return (
    <div class="settings">
      <div class="same-voice">
        <span aria-hidden="true">{strings.sameVoiceAs}</span>
        <SameVoice state={state} member={member} />
      </div>
      {understood.length > 0 && !member.sameAs && (
        <fieldset>
          <legend>{strings.settings}</legend>
          {(['stability', 'similarity_boost', 'style'] as const)
            .filter((name) => understood.includes(name))
            .map((name) => (
              <Slider
                key={name}
                {...names[name]}
                value={settings[name]}
                fallback={fallbacks[name]}
                text={settings[name] === undefined ? strings.byVoice : `${Math.round(settings[name] * 100)} %`}
                onChange={(value) => change({ [name]: value })}
              />
            ))}
          {understood.includes('use_speaker_boost') && (
            <Checkbox
              label={strings.speakerBoost}
              title={strings.speakerBoostHint}
              isChecked={settings.use_speaker_boost ?? true}
              onChange={(use_speaker_boost) => change({ use_speaker_boost })}
            />
          )}
          {Object.keys(settings).length > 0 && (
            <Button appearance="secondary" onClick={() => state.setSettings(member.characterId, {})}>
              {strings.resetSettings}
            </Button>
          )}
        </fieldset>
      )}
    </div>
  );
}

function sliderNames(
  strings: CastingStrings,
): Readonly<Record<SliderName, { readonly label: string; readonly title: string }>> {
  return {
    stability: { label: strings.stability, title: strings.stabilityHint },
    similarity_boost: { label: strings.similarity, title: strings.similarityHint },
    style: { label: strings.style, title: strings.styleHint },
  };
}

function SameVoice({ state, member }: Props) {
  const { strings } = state;
  const others = (state.model.value?.cast ?? []).filter(
    ({ characterId, sameAs }) => characterId !== member.characterId && !sameAs,
  );
  return (
    <Select
      label={strings.sameVoiceAs}
      value={member.sameAs?.characterId ?? ''}
      options={[
        { value: '', text: strings.ownVoice },
        ...others.map(({ characterId, name }) => ({ value: characterId, text: name })),
      ]}
      onChange={(value) => state.sameVoice(member.characterId, value === '' ? undefined : value)}
    />
  );
}
