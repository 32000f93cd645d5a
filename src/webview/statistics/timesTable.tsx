/** How many scenes are inside and outside at each time of day: a table with its bars. */
import type { StatisticsStrings, StatisticsTime } from './protocol.ts';

interface TimesTableProps {
  readonly times: readonly StatisticsTime[];
  readonly strings: StatisticsStrings;
}

const sides = ['int', 'ext', 'both', 'neither'] as const;
type Side = (typeof sides)[number];

export function TimesTable({ times, strings }: TimesTableProps) {
  const names: Readonly<Record<Side, string>> = {
    int: strings.interior,
    ext: strings.exterior,
    both: strings.both,
    neither: strings.neither,
  };
  const shown = sides.filter((side) => times.some((time) => time[side] > 0));
  const most = Math.max(1, ...times.map(totalOf));
  return (
    <section aria-labelledby="times">
      <h2 id="times">{strings.insideOutside}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.timeOfDay}</th>
            {shown.map((side) => (
              <th scope="col" class="number" key={side}>
                <span class={`swatch ${side}`} aria-hidden="true" />
                {names[side]}
              </th>
            ))}
            <th scope="col" class="number">
              {strings.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {times.map((time) => (
            <TimeRow key={time.name} time={time} shown={shown} most={most} strings={strings} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function totalOf(time: StatisticsTime): number {
  return sides.reduce((sum, side) => sum + time[side], 0);
}

interface TimeRowProps {
  readonly time: StatisticsTime;
  readonly shown: readonly Side[];
  /** The most scenes at any time. */
  readonly most: number;
  readonly strings: StatisticsStrings;
}

function TimeRow({ time, shown, most, strings }: TimeRowProps) {
  return (
    <tr>
      <th scope="row" class="with-stack">
        {time.name || strings.noTime}
        <span class="stack" aria-hidden="true">
          {shown
            .filter((side) => time[side] > 0)
            .map((side) => (
              <span key={side} class={side} style={{ width: `${(time[side] / most) * 100}%` }} />
            ))}
        </span>
      </th>
      {shown.map((side) => (
        <td class={time[side] === 0 ? 'number none' : 'number'} key={side}>
          {time[side]}
        </td>
      ))}
      <td class="number strong">{totalOf(time)}</td>
    </tr>
  );
}
