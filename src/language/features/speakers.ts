import type { Element } from '../document.ts';
import type { CaretLine } from './caretLine.ts';
import { indexAt, type ScriptView } from './scriptView.ts';

/**
 * Who may speak at a line, the likeliest first: the last speaker but one of the scene, the rest of the scene's cast from the latest
 * speaker on, then the script's other characters by how often they speak.
 */
export function speakersAt(view: Pick<ScriptView, 'screenplay'>, line: CaretLine): readonly string[] {
  const { elements } = view.screenplay;
  const before = indexAt(elements, line.start - 1);
  const scene = latestFirst(elements, before);
  const [last, lastButOne, ...rest] = scene;
  const inScene = lastButOne !== undefined && last !== undefined ? [lastButOne, last, ...rest] : scene;
  return [...new Set([...inScene, ...byLines(elements, line)])];
}

/** The scene's speakers up to the element at `from`, each once, the latest first. */
function latestFirst(elements: readonly Element[], from: number): readonly string[] {
  const names = new Set<string>();
  for (let index = from; index >= 0; index--) {
    const element = elements[index];
    if (!element || element.type === 'sceneHeading') break;
    if (element.cue) names.add(element.cue.name);
  }
  return [...names];
}

function byLines(elements: readonly Element[], line: CaretLine): readonly string[] {
  const counts = new Map<string, number>();
  for (const { cue, start } of elements) {
    if (cue && cue.name !== '' && !isOn(line, start)) counts.set(cue.name, (counts.get(cue.name) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
}

/** What is being typed is no suggestion for itself. */
function isOn({ start, end }: CaretLine, offset: number): boolean {
  return start <= offset && offset <= end;
}
