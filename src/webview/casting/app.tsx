/** The casting page: the cast at the left, the chosen character with its voice, lines and takes at the right. */
import { Button } from '../ui/button.tsx';
import { BatchStrip } from './batchStrip.tsx';
import { CastList } from './castList.tsx';
import { LineList } from './lineList.tsx';
import { SettingsPanel } from './settingsPanel.tsx';
import type { CastingState } from './state.ts';
import { VoiceList } from './voiceList.tsx';
import { fill } from './words.ts';

export function App({ state }: { readonly state: CastingState }) {
  const model = state.model.value;
  if (!model) return null;
  const { strings } = state;
  if (model.cast.length === 0) return <p class="empty">{strings.empty}</p>;
  return (
    <main class="casting">
      <Header state={state} />
      <BatchStrip state={state} />
      <div class="columns">
        <CastList state={state} />
        <Detail state={state} />
      </div>
    </main>
  );
}

function Header({ state }: { readonly state: CastingState }) {
  const { strings } = state;
  const { project = '', credits = '', cast = [], batch } = state.model.value ?? {};
  const isBusy = batch?.phase === 'running' || batch?.phase === 'paused';
  const count = (figure: 'missing' | 'stale') => cast.reduce((sum, member) => sum + member[figure], 0);
  return (
    <header>
      <div class="title">
        <h1>{strings.title}</h1>
        <p class="quiet subtitle">{[project, credits].filter(Boolean).join(' · ')}</p>
      </div>
      <div class="actions">
        <Button appearance="secondary" title={strings.autoCastHint} onClick={state.autoCast}>
          {strings.autoCast}
        </Button>
        <Button
          appearance="secondary"
          isDisabled={count('stale') === 0 || isBusy}
          onClick={() => state.generate('stale', undefined)}
        >
          {countedText(strings.regenerateStale, count('stale'))}
        </Button>
        <Button
          appearance="primary"
          isDisabled={count('missing') === 0 || isBusy}
          onClick={() => state.generate('missing', undefined)}
        >
          {countedText(strings.generateMissing, count('missing'))}
        </Button>
      </div>
      {state.isBlocked.value && (
        <Button appearance="primary" onClick={state.enableSound}>
          {strings.enableSound}
        </Button>
      )}
    </header>
  );
}

function countedText(text: string, count: number): string {
  return count === 0 ? text : `${text} (${count})`;
}

function Detail({ state }: { readonly state: CastingState }) {
  const member = state.member.value;
  if (!member) return null;
  const { strings } = state;
  return (
    <section class="detail" aria-label={member.name}>
      <div class="detail-head">
        <h2>{member.name}</h2>
        <p class="quiet casting-of">
          {member.voiceName || strings.notCast}
          {member.sharedWith.length > 0 && (
            <span class="warning"> · {fill(strings.shared, member.sharedWith.join(', '))}</span>
          )}
          {member.sameAs && <span> · {fill(strings.sameAs, member.sameAs.name)}</span>}
        </p>
      </div>
      <div class="voice-columns">
        {/* The search stays as it is from one character to the next: somebody may be typing in it. */}
        <VoiceList state={state} member={member} />
        <SettingsPanel state={state} member={member} key={member.characterId} />
      </div>
      <LineList state={state} member={member} key={member.characterId} />
    </section>
  );
}
