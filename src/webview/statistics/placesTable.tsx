/** Where the script plays, the place that takes most time first. */
import { Bar } from './bar.tsx';
import { formatTime } from './figures.ts';
import type { StatisticsPlace, StatisticsStrings } from './protocol.ts';

interface PlacesTableProps {
  readonly places: readonly StatisticsPlace[];
  readonly strings: StatisticsStrings;
  readonly onReveal: (elementId: string) => void;
}

export function PlacesTable({ places, strings, onReveal }: PlacesTableProps) {
  const most = Math.max(1, ...places.map(({ seconds }) => seconds));
  return (
    <section aria-labelledby="places">
      <h2 id="places">{strings.places}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{strings.place}</th>
            <th scope="col" class="number">
              {strings.scenes}
            </th>
            <th scope="col" class="number">
              {strings.time}
            </th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ name, elementId, scenes, seconds }) => (
            <tr key={name}>
              <th scope="row">
                <button type="button" class="link" onClick={() => onReveal(elementId)}>
                  {name}
                </button>
              </th>
              <td class="number">{scenes}</td>
              <td class="number">
                <Bar share={seconds / most} text={formatTime(seconds)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
