interface BarProps {
  /** Of the longest bar, 0 to 1. */
  readonly share: number;
  /** What the bar stands for, beside it. */
  readonly text: string;
}

/** A cell's figure with a bar before it, so that a column reads as a chart. */
export function Bar({ share, text }: BarProps) {
  return (
    <span class="with-bar">
      <span class="bar-room" aria-hidden="true">
        <span class="bar" style={{ width: `${share * 100}%` }} />
      </span>
      {text}
    </span>
  );
}
