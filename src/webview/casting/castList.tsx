import { useRef } from 'preact/hooks';
import { Icon } from '../ui/icon.tsx';
import { moveFocus } from './listKeys.ts';
import type { CastingStrings, CastMember } from './protocol.ts';
import type { CastingState } from './state.ts';
import { fill } from './words.ts';

/** Everyone who speaks. The arrow keys go from one to the next, and the page shows who has the focus. */
export function CastList({ state }: { readonly state: CastingState }) {
  const list = useRef<HTMLDivElement>(null);
  const { strings } = state;
  const cast = state.model.value?.cast ?? [];
  const chosen = state.member.value?.characterId;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moveFocus(event, list.current);
    const member = to === undefined ? undefined : cast[to];
    if (member) state.select(member.characterId);
  };
  return (
    <div class="cast" role="listbox" aria-label={strings.cast} ref={list} onKeyDown={onKeyDown}>
      {cast.map((member) => (
        <CastRow
          key={member.characterId}
          member={member}
          strings={strings}
          isChosen={member.characterId === chosen}
          onChoose={() => state.select(member.characterId)}
        />
      ))}
    </div>
  );
}

interface RowProps {
  readonly member: CastMember;
  readonly strings: CastingStrings;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function CastRow({ member, strings, isChosen, onChoose }: RowProps) {
  const lines = member.lines === 1 ? strings.oneLine : fill(strings.lineCount, member.lines);
  const voice = member.voiceName || strings.notCast;
  const warning = member.sharedWith.length > 0 ? fill(strings.shared, member.sharedWith.join(', ')) : '';
  const status = statusText(member, strings);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    <div
      role="option"
      aria-selected={isChosen}
      aria-label={[member.name, voice, lines, status, warning].filter(Boolean).join(', ')}
      tabIndex={isChosen ? 0 : -1}
      title={[status, warning].filter(Boolean).join('\n')}
      onClick={onChoose}
    >
      <span class="name">{member.name}</span>
      <span class="count">{member.lines}</span>
      <span class={member.voiceName ? 'voice-name' : 'voice-name none'}>
        {member.sameAs && <Icon name="link" />}
        {warning !== '' && (
          <span class="warning">
            <Icon name="warning" />
          </span>
        )}
        {voice}
      </span>
      <Meter member={member} />
    </div>
  );
}

function statusText({ lines, voiced, stale }: CastMember, strings: CastingStrings): string {
  if (lines === 0) return '';
  const told = voiced === lines ? strings.statusAll : fill(strings.statusSome, voiced + stale, lines);
  return stale === 0 ? told : `${told}, ${fill(strings.staleCount, stale)}`;
}

/** How far the lines are voiced; a screen reader hears it with the row. */
function Meter({ member: { lines, voiced, stale } }: { readonly member: CastMember }) {
  const percent = (count: number) => `${(100 * count) / Math.max(1, lines)}%`;
  return (
    <span class="meter" aria-hidden="true">
      <span class="meter-voiced" style={{ width: percent(voiced) }} />
      <span class="meter-stale" style={{ width: percent(stale) }} />
    </span>
  );
}
