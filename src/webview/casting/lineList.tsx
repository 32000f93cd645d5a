import { Button, IconButton } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import type { CastingStrings, CastLine, CastMember } from './protocol.ts';
import { type CastingState, keyOf } from './state.ts';
import { TakeList } from './takeList.tsx';
import { beginningOf, fill } from './words.ts';

interface Props {
  readonly state: CastingState;
  readonly member: CastMember;
}

/** A character's lines with what can be done about their voices; a line unfolds to its takes. */
export function LineList({ state, member }: Props) {
  const { strings } = state;
  const lines = state.detail.value?.lines ?? [];
  const phase = state.model.value?.batch.phase;
  const isBusy = phase === 'running' || phase === 'paused';
  return (
    <section class="lines" aria-labelledby="lines">
      <div class="lines-head">
        <h3 id="lines">{fill(strings.linesOf, member.name)}</h3>
        {member.stale > 0 && (
          <Button
            appearance="secondary"
            isDisabled={isBusy}
            onClick={() => state.generate('stale', member.characterId)}
          >
            {`${strings.regenerateStale} (${member.stale})`}
          </Button>
        )}
        {member.missing > 0 && (
          <Button
            appearance="secondary"
            isDisabled={isBusy}
            onClick={() => state.generate('missing', member.characterId)}
          >
            {`${strings.generateMissing} (${member.missing})`}
          </Button>
        )}
      </div>
      <ol>
        {lines.map((line) => (
          <LineRow key={line.elementId} state={state} line={line} />
        ))}
      </ol>
    </section>
  );
}

function LineRow({ state, line }: { readonly state: CastingState; readonly line: CastLine }) {
  const { strings } = state;
  const { elementId, state: status } = line;
  const isOpen = state.detail.value?.elementId === elementId;
  return (
    <li class={`line ${status}`}>
      <div class="line-row">
        <LineAction state={state} line={line} />
        <span class="scene" title={line.scene}>
          {line.scene}
        </span>
        <button
          type="button"
          class="words"
          aria-expanded={isOpen}
          title={line.words}
          onClick={() => state.toggleLine(elementId)}
        >
          {line.words}
        </button>
        <span class="line-state" title={line.staleWhy}>
          {lineStateText(line, strings)}
        </span>
      </div>
      {isOpen && <TakeList state={state} line={line} />}
    </li>
  );
}

/** `2.1 s`, `changed: voice changed`, with the number of takes when there are several. */
function lineStateText({ state, staleWhy, seconds, takes }: CastLine, strings: CastingStrings): string {
  const length = seconds === undefined ? '' : fill(strings.seconds, seconds.toFixed(1));
  const told = {
    none: strings.noVoiceYet,
    generating: strings.generating,
    generated: length,
    stale: staleWhy || strings.changed,
  };
  return [told[state], takes > 1 ? fill(strings.takeCount, takes) : ''].filter(Boolean).join(' · ');
}

function LineAction({ state, line }: { readonly state: CastingState; readonly line: CastLine }) {
  const { strings } = state;
  const { elementId } = line;
  const sounding = { kind: 'line', elementId } as const;
  const isSounding = state.sounding.value === keyOf(sounding);
  const name = beginningOf(line.words);
  const button = (icon: IconName, label: string, onClick: () => void) => (
    <IconButton icon={icon} label={`${label}: ${name}`} onClick={onClick} />
  );
  if (line.state === 'generating') {
    return (
      <span class="spinning" role="img" aria-label={strings.generating}>
        <Icon name="loading" />
      </span>
    );
  }
  if (isSounding) return button('stop', strings.stop, () => void state.toggleSound(sounding));
  if (line.state === 'none') return button('unmute', strings.generateLine, () => state.generateLine(elementId));
  if (line.state === 'stale') return button('refresh', strings.regenerateLine, () => state.generateLine(elementId));
  return (
    <IconButton icon="play" label={fill(strings.playLine, name)} onClick={() => void state.toggleSound(sounding)} />
  );
}
