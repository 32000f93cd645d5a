import { createElement } from 'preact';

interface SearchFieldProps {
  /** For a screen reader, and as the placeholder. */
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function typedIn({ currentTarget }: Event): string {
  // The toolkit's elements have a value as native fields do.
  return (currentTarget as unknown as { readonly value: string }).value;
}

/** A line to type in, with a magnifier. */
export function SearchField({ label, value, onInput }: SearchFieldProps) {
  return createElement('vscode-text-field', {
    class: 'search-field',
    // The element names itself "Text field" when it comes into the page: its name is put right after that.
    ref: (field: Element | null) => field?.setAttribute('aria-label', label),
    placeholder: label,
    value,
    onInput: (event: Event) => onInput(typedIn(event)),
  });
}

interface CheckboxProps {
  readonly label: string;
  readonly title: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** A box to tick, with its words. */
export function Checkbox({ label, title, isChecked, onChange }: CheckboxProps) {
  return createElement(
    'vscode-checkbox',
    {
      checked: isChecked,
      title,
      onChange: ({ currentTarget }: Event) => {
        const next = (currentTarget as unknown as { readonly checked: boolean }).checked;
        // The element says so too when it is set from here.
        if (next !== isChecked) onChange(next);
      },
    },
    label,
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  readonly onChange: (value: string) => void;
}

/** A choice of one, by name. */
export function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <select
      class="select"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.text}
        </option>
      ))}
    </select>
  );
}

interface SliderProps {
  readonly label: string;
  readonly title: string;
  /** 0 to 1; undefined while nothing is set. */
  readonly value: number | undefined;
  /** Where the handle stands while nothing is set. */
  readonly fallback: number;
  /** The value in words. */
  readonly text: string;
  /** The handle was let go. */
  readonly onChange: (value: number) => void;
  /** The handle moves. */
  readonly onInput?: (value: number) => void;
}

/** A value between none and all, in steps of a twentieth. */
export function Slider({ label, title, value, fallback, text, onChange, onInput }: SliderProps) {
  return (
    <label class="slider" title={title}>
      <span class="slider-label">{label}</span>
      <input
        type="range"
        min="0"
        max="1"
        step="0.05"
        value={value ?? fallback}
        aria-label={label}
        aria-valuetext={text}
        onInput={({ currentTarget }) => onInput?.(Number(currentTarget.value))}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
      <span class="slider-value" aria-hidden="true">
        {text}
      </span>
    </label>
  );
}

/** How far something is; `share` is 0 to 1. */
export function ProgressBar({
  label,
  share,
  text,
}: {
  readonly label: string;
  readonly share: number;
  readonly text: string;
}) {
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={text}
    >
      <span style={{ width: `${share * 100}%` }} />
    </div>
  );
}

interface RadioProps {
  /** Radios of one name are one choice. */
  readonly name: string;
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChoose: () => void;
}

/** One of several; the arrow keys go from one to the next. */
export function Radio({ name, label, isChecked, onChoose }: RadioProps) {
  return (
    <input
      type="radio"
      class="radio"
      name={name}
      aria-label={label}
      title={label}
      checked={isChecked}
      onChange={onChoose}
    />
  );
}
