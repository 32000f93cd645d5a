/** The statistics page: the script at a glance, then scene by scene, by time of day, by character and by place. */
import { CastTable } from './castTable.tsx';
import { fill, formatCount, formatPages, formatShare, formatTime } from './figures.ts';
import { PlacesTable } from './placesTable.tsx';
import type { StatisticsModel, StatisticsStrings } from './protocol.ts';
import { SceneStrip } from './sceneStrip.tsx';
import type { StatisticsState } from './state.ts';
import { TimesTable } from './timesTable.tsx';

interface AppProps {
  readonly state: StatisticsState;
  /** BCP 47, for numbers. */
  readonly language: string;
}

export function App({ state, language }: AppProps) {
  const { strings } = state;
  const model = state.model.value;
  if (!model) return null;
  if (model.scenes.length === 0) {
    return <p class="empty">{model.title === '' ? strings.noScript : strings.emptyScript}</p>;
  }
  return (
    <main class="statistics">
      <header>
        <h1>{model.title}</h1>
        <p class="quiet">{howMeasured(model, strings)}</p>
      </header>
      <Tiles model={model} strings={strings} language={language} />
      <SceneStrip state={state} />
      <div class="columns">
        <div>
          <CastTable state={state} language={language} />
          <TimesTable times={model.times} strings={strings} />
        </div>
        <PlacesTable places={model.places} strings={strings} onReveal={state.reveal} />
      </div>
    </main>
  );
}

/** Whether the running time is heard or guessed. */
function howMeasured({ lines, voicedLines }: StatisticsModel, strings: StatisticsStrings): string {
  if (voicedLines === 0) return strings.measuredNone;
  return fill(voicedLines < lines ? strings.measuredSome : strings.measuredAll, voicedLines, lines);
}

interface TilesProps {
  readonly model: StatisticsModel;
  readonly strings: StatisticsStrings;
  readonly language: string;
}

function Tiles({ model, strings, language }: TilesProps) {
  const share = formatShare(model.dialogueWords, model.words, language);
  return (
    <dl class="tiles">
      <Tile name={strings.pages} value={formatPages(model.pageEighths)} />
      <Tile name={strings.runningTime} value={formatTime(model.seconds)} />
      <Tile name={strings.scenes} value={formatCount(model.scenes.length, language)} />
      <Tile name={strings.words} value={formatCount(model.words, language)} />
      <Tile name={strings.dialogueShare} value={share} share={model.dialogueWords / Math.max(1, model.words)} />
    </dl>
  );
}

interface TileProps {
  readonly name: string;
  readonly value: string;
  /** A bar below the value, 0 to 1. */
  readonly share?: number;
}

function Tile({ name, value, share }: TileProps) {
  return (
    <div class="tile">
      <dt>{name}</dt>
      <dd>
        {value}
        {share !== undefined && (
          <span class="meter" aria-hidden="true">
            <span class="meter-fill" style={{ width: `${share * 100}%` }} />
          </span>
        )}
      </dd>
    </div>
  );
}
