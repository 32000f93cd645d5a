import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FindActions, FindState } from '../find.tsx';
import type { StringKey, Translate } from '../strings.ts';

interface Props {
  readonly state: FindState;
  readonly actions: FindActions;
  readonly translate: Translate;
  readonly isReadOnly: boolean;
}

/** The words looked for, how many there are, and what to put in their place. Return goes on, Shift+Return back, Escape closes. */
export function FindBar({ state, actions, translate, isReadOnly }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const requests = state.focusRequests.value;
  useLayoutEffect(() => {
    if (requests === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [requests]);
  const { words, matchCase, wholeWord } = state.query.value;
  const toggle = (name: 'matchCase' | 'wholeWord') =>
    actions.search({ ...state.query.value, [name]: !state.query.value[name] });
  const onKeyDown = (event: KeyboardEvent) => {
    // Undo and the like within the box are the box's own.
    if ((event.ctrlKey || event.metaKey) && ownKeys.has(event.key)) event.stopPropagation();
    if (!actOnKey(event, actions, toggle)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search class="find" aria-label={translate('find.label')} onKeyDown={onKeyDown}>
      <div class="find-row">
        <input
          ref={input}
          type="text"
          spellcheck={false}
          value={words}
          aria-label={translate('find.words')}
          placeholder={translate('find.words')}
          onInput={({ currentTarget }) => actions.search({ ...state.query.value, words: currentTarget.value })}
        />
        <Toggle label={translate('find.matchCase')} glyph="case" isOn={matchCase} onClick={() => toggle('matchCase')} />
        <Toggle label={translate('find.wholeWord')} glyph="word" isOn={wholeWord} onClick={() => toggle('wholeWord')} />
        <span class="find-count" role="status">
          {countText(state, translate)}
        </span>
        <Action label={translate('find.previous')} glyph="up" onClick={() => actions.step(-1)} />
        <Action label={translate('find.next')} glyph="down" onClick={() => actions.step(1)} />
        <Action label={translate('find.close')} glyph="close" onClick={actions.close} />
      </div>
      {state.isReplacing.value && !isReadOnly && <ReplaceRow state={state} actions={actions} translate={translate} />}
    </search>
  );
}

function ReplaceRow({ state, actions, translate }: Omit<Props, 'isReadOnly'>) {
  return (
    <div class="find-row">
      <input
        type="text"
        spellcheck={false}
        data-replace
        value={state.replacement.value}
        aria-label={translate('find.replacement')}
        placeholder={translate('find.replacement')}
        onInput={({ currentTarget }) => {
          state.replacement.value = currentTarget.value;
        }}
      />
      <Action label={translate('find.replace')} glyph="replace" onClick={actions.replace} />
      <Action label={translate('find.replaceAll')} glyph="replace-all" onClick={actions.replaceAll} />
    </div>
  );
}

function countText({ query, count, current }: FindState, translate: Translate): string {
  if (query.value.words === '') return '';
  if (count.value === 0) return translate('find.none');
  return translate('find.count', String(current.value), String(count.value));
}

const ownKeys: ReadonlySet<string> = new Set(['z', 'y', 'a', 'b', 'i', 'u', 'x', 'c', 'v']);

/** What a key does in the bar; false leaves it alone. */
function actOnKey(
  event: KeyboardEvent,
  actions: FindActions,
  toggle: (name: 'matchCase' | 'wholeWord') => void,
): boolean {
  const { key, shiftKey, altKey, ctrlKey, metaKey, target } = event;
  const isReplacement = target instanceof HTMLInputElement && target.dataset['replace'] !== undefined;
  const command = ctrlKey || metaKey;
  if (key === 'Escape') actions.close();
  else if (key === 'F3') actions.step(shiftKey ? -1 : 1);
  else if (key === 'Enter' && target instanceof HTMLInputElement) {
    if (!isReplacement) actions.step(shiftKey ? -1 : 1);
    else if (command) actions.replaceAll();
    else actions.replace();
  } else if (altKey && event.code === 'KeyC') toggle('matchCase');
  else if (altKey && event.code === 'KeyW') toggle('wholeWord');
  else return false;
  return true;
}

interface ActionProps {
  readonly label: StringKey | string;
  readonly glyph: string;
  readonly onClick: () => void;
}

function Action({ label, glyph, onClick }: ActionProps) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} onClick={onClick}>
      <i class={`icon ${glyph}`} aria-hidden="true" />
    </button>
  );
}

function Toggle({ label, glyph, isOn, onClick }: ActionProps & { readonly isOn: boolean }) {
  return (
    <button type="button" class="tool" aria-label={label} title={label} aria-pressed={isOn} onClick={onClick}>
      <i class={`icon ${glyph}`} aria-hidden="true" />
    </button>
  );
}
