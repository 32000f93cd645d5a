import { Button, IconButton } from '../ui/button.tsx';
import { Radio } from '../ui/fields.tsx';
import type { CastLine, CastTake } from './protocol.ts';
import { type CastingState, keyOf } from './state.ts';
import { beginningOf, fill } from './words.ts';

interface Props {
  readonly state: CastingState;
  readonly line: CastLine;
}

/** The takes of a line: heard one after the other, and the one chosen that the line speaks with. */
export function TakeList({ state, line }: Props) {
  const { strings } = state;
  const takes = state.detail.value?.takes ?? [];
  return (
    <section class="takes" aria-label={fill(strings.takesOf, beginningOf(line.words))}>
      {takes.length === 0 && <p class="quiet">{strings.noTakes}</p>}
      {takes.map((take) => (
        <TakeRow key={take.assetId} state={state} take={take} elementId={line.elementId} />
      ))}
      <div class="take-actions">
        <Button
          appearance="secondary"
          title={strings.newTakeHint}
          isBusy={line.state === 'generating'}
          onClick={() => state.newTake(line.elementId)}
        >
          {strings.newTake}
        </Button>
        {line.state === 'stale' && (
          <Button appearance="secondary" onClick={() => state.generateLine(line.elementId)}>
            {strings.regenerateLine}
          </Button>
        )}
        <Button appearance="secondary" onClick={() => state.reveal(line.elementId)}>
          {strings.showInScript}
        </Button>
      </div>
    </section>
  );
}

function TakeRow({
  state,
  take,
  elementId,
}: {
  readonly state: CastingState;
  readonly take: CastTake;
  readonly elementId: string;
}) {
  const { strings } = state;
  const { assetId, name } = take;
  const sounding = { kind: 'take', assetId } as const;
  const isSounding = state.sounding.value === keyOf(sounding);
  const length = take.seconds === undefined ? '' : fill(strings.seconds, take.seconds.toFixed(1));
  const notes = [take.staleWhy, take.isPlayable ? '' : strings.fileMissing].filter(Boolean).join(' · ');
  return (
    <div class="take">
      <Radio
        name={`take of ${elementId}`}
        label={take.isChosen ? `${name}, ${strings.chosen}` : fill(strings.chooseTake, name)}
        isChecked={take.isChosen}
        onChoose={() => state.chooseTake(assetId)}
      />
      <IconButton
        icon={isSounding ? 'stop' : 'play'}
        label={isSounding ? strings.stop : fill(strings.playTake, name)}
        onClick={() => void state.toggleSound(sounding)}
      />
      <span class={take.isChosen ? 'take-name chosen' : 'take-name'}>{name}</span>
      <span class="quiet">{length}</span>
      <span class="warning notes">{notes}</span>
      <span class="take-tools">
        <IconButton icon="edit" label={fill(strings.renameTake, name)} onClick={() => state.renameTake(assetId)} />
        <IconButton icon="trash" label={fill(strings.deleteTake, name)} onClick={() => state.deleteTake(assetId)} />
      </span>
    </div>
  );
}
