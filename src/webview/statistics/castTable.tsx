/** Who speaks, how much, and where. */
import { Bar } from './bar.tsx';
import { fill, formatCount, formatTime } from './figures.ts';
import type { CastColumn, StatisticsCastMember, StatisticsScene, StatisticsStrings } from './protocol.ts';
import type { StatisticsState } from './state.ts';
import { runsOf, type StripPlace } from './stripPlaces.ts';

interface CastTableProps {
  readonly state: StatisticsState;
  readonly language: string;
}

export function CastTable({ state, language }: CastTableProps) {
  const { strings } = state;
  const scenes = state.model.value?.scenes ?? [];
  const most = Math.max(1, ...state.cast.value.map(({ seconds }) => seconds));
  const heading = (column: CastColumn, name: string, isNumber = true) => (
    <SortHeading
      name={name}
      tip={fill(strings.sortBy, name)}
      isNumber={isNumber}
      isSorted={state.sortedBy.value === column}
      isAscending={column === 'name' || column === 'first'}
      onSort={() => state.sortBy(column)}
    />
  );
  return (
    <section aria-labelledby="cast" class="cast">
      <h2 id="cast">{strings.cast}</h2>
      <table>
        <thead>
          <tr>
            {heading('name', strings.character, false)}
            {heading('lines', strings.lines)}
            {heading('words', strings.words)}
            {heading('seconds', strings.time)}
            {heading('first', strings.first)}
            <th scope="col" class="number">
              {strings.last}
            </th>
            <th scope="col" class="presence-heading">
              {strings.presence}
            </th>
          </tr>
        </thead>
        <tbody>
          {state.cast.value.map((member) => (
            <CastRow
              key={member.name}
              member={member}
              scenes={scenes}
              places={state.strip.value}
              share={member.seconds / most}
              strings={strings}
              language={language}
              onReveal={() => state.reveal(member.elementId)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface SortHeadingProps {
  readonly name: string;
  readonly tip: string;
  readonly isNumber: boolean;
  readonly isSorted: boolean;
  readonly isAscending: boolean;
  readonly onSort: () => void;
}

function SortHeading({ name, tip, isNumber, isSorted, isAscending, onSort }: SortHeadingProps) {
  const order = isAscending ? 'ascending' : 'descending';
  return (
    <th scope="col" class={isNumber ? 'number' : ''} aria-sort={isSorted ? order : 'none'}>
      <button type="button" class="sort" title={tip} onClick={onSort}>
        {isSorted && <span aria-hidden="true">{isAscending ? '↑ ' : '↓ '}</span>}
        {name}
      </button>
    </th>
  );
}

interface CastRowProps {
  readonly member: StatisticsCastMember;
  readonly scenes: readonly StatisticsScene[];
  readonly places: readonly StripPlace[];
  /** Of the longest speaker's time, 0 to 1. */
  readonly share: number;
  readonly strings: StatisticsStrings;
  readonly language: string;
  readonly onReveal: () => void;
}

function CastRow({ member, scenes, places, share, strings, language, onReveal }: CastRowProps) {
  const first = scenes[member.scenes[0] ?? -1];
  const last = scenes[member.scenes.at(-1) ?? -1];
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" onClick={onReveal}>
          {member.name}
        </button>
      </th>
      <td class="number">{formatCount(member.lines, language)}</td>
      <td class="number">{formatCount(member.words, language)}</td>
      <td class="number">
        <Bar share={share} text={formatTime(member.seconds)} />
      </td>
      <td class="number short" title={first?.label}>
        {first?.shortLabel}
      </td>
      <td class="number short" title={last?.label}>
        {last?.shortLabel}
      </td>
      <td class="presence">
        <Presence
          member={member}
          places={places}
          label={fill(strings.presenceLabel, member.scenes.length, scenes.length)}
        />
      </td>
    </tr>
  );
}

interface PresenceProps {
  readonly member: StatisticsCastMember;
  readonly places: readonly StripPlace[];
  readonly label: string;
}

/** Where along the script the character speaks, on the scale of the strip. */
function Presence({ member, places, label }: PresenceProps) {
  return (
    <div class="presence-line" role="img" aria-label={label} title={label}>
      {runsOf(member.scenes).map(({ from, to }) => {
        const left = places[from]?.left ?? 0;
        const end = places[to - 1];
        const width = end ? end.left + end.width - left : 0;
        return <span key={from} style={{ left: `${left}%`, width: `${width}%` }} />;
      })}
    </div>
  );
}
