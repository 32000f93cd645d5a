import { useLayoutEffect, useRef } from 'preact/hooks';
import { SearchField } from '../ui/fields.tsx';
import { Icon } from '../ui/icon.tsx';
import { moveFocus, showChosen } from './listKeys.ts';
import type { CastMember, OfferedVoice } from './protocol.ts';
import { type CastingState, keyOf } from './state.ts';
import { fill } from './words.ts';

interface Props {
  readonly state: CastingState;
  readonly member: CastMember;
}

/** The voices to choose from. Space lets the row's voice be heard with the character's own words, Enter casts it. */
export function VoiceList({ state, member }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const { strings } = state;
  const found = state.voices.value;
  const voices = found ?? [];
  const problem = state.voicesProblem.value || (found?.length === 0 ? strings.noVoiceFound : '');
  // Once for each character, so that a list which the writer has scrolled stays where it is.
  useLayoutEffect(() => showChosen(list.current), [member.characterId, found === undefined]);
  const focusable = Math.max(
    0,
    voices.findIndex(({ voiceId }) => voiceId === member.voiceId),
  );
  return (
    <div class="voices">
      <SearchField label={strings.searchVoices} value={state.query.value} onInput={state.search} />
      {problem !== '' && <p class="quiet">{problem}</p>}
      <div
        role="listbox"
        aria-label={fill(strings.offeredVoices, member.name)}
        ref={list}
        onKeyDown={(event) => moveFocus(event, list.current)}
      >
        {voices.map((voice, index) => (
          <VoiceRow key={voice.voiceId} state={state} member={member} voice={voice} isTabStop={index === focusable} />
        ))}
      </div>
    </div>
  );
}

function VoiceRow({
  state,
  member,
  voice,
  isTabStop,
}: Props & { readonly voice: OfferedVoice; readonly isTabStop: boolean }) {
  const { strings } = state;
  const isCurrent = voice.voiceId === member.voiceId;
  const sounding = { kind: 'voice', voiceId: voice.voiceId } as const;
  const isSounding = state.sounding.value === keyOf(sounding);
  const others = voice.usedBy.filter((name) => name !== member.name).join(', ');
  const hear = () => void state.toggleSound(sounding);
  const cast = () => state.castVoice(member.characterId, voice.voiceId);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    if (event.key === ' ') hear();
    else cast();
  };
  const used = others === '' ? '' : fill(strings.usedBy, others);
  return (
    <div
      role="option"
      aria-selected={isCurrent}
      aria-label={[voice.name, voice.traits, isCurrent ? strings.current : '', used].filter(Boolean).join(', ')}
      tabIndex={isTabStop ? 0 : -1}
      class={isCurrent ? 'current' : ''}
      onKeyDown={onKeyDown}
      onDblClick={cast}
    >
      <span
        class="play"
        title={fill(isSounding ? strings.previewing : strings.preview, voice.name)}
        aria-hidden="true"
        onClick={hear}
      >
        <Icon name={isSounding ? 'stop' : 'play'} />
      </span>
      <span class="name">{voice.name}</span>
      <span class="quiet traits">{[voice.traits, used].filter(Boolean).join(' · ')}</span>
      {isCurrent ? (
        <span class="mark">
          <Icon name="check" />
          {strings.current}
        </span>
      ) : (
        <span class="cast-button" aria-hidden="true" onClick={cast}>
          {strings.use}
        </span>
      )}
    </div>
  );
}
