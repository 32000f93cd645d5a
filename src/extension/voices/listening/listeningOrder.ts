/** What is heard, in which order, when a writer listens to a script. Knows no VS Code. */
import type { ScriptElement } from '../../../language/document.ts';
import { spokenText } from '../../../language/timing.ts';

/** How much is heard: from a line on, the scene that it is in, or all. */
export type ListenScope = 'fromHere' | 'scene' | 'script';

/** What a narrator reads between the lines. */
export type Narration = 'none' | 'headings' | 'headingsAndAction';

export interface HeardElement {
  readonly elementId: string;
  readonly kind: 'line' | 'narration';
  /** As the script has it. */
  readonly text: string;
}

type Elements = readonly Pick<ScriptElement, 'id' | 'type' | 'text'>[];

/** The elements to be heard in order. `fromId` is where the writer is; an unknown one is the beginning. */
export function listeningOrder(
  elements: Elements,
  fromId: string | undefined,
  scope: ListenScope,
  narration: Narration,
): readonly HeardElement[] {
  const here = Math.max(
    0,
    elements.findIndex(({ id }) => id === fromId),
  );
  const [start, end] = rangeOf(elements, here, scope);
  return elements.slice(start, end).flatMap((element) => heard(element, narration) ?? []);
}

function rangeOf(elements: Elements, here: number, scope: ListenScope): readonly [number, number] {
  const isHeading = ({ type }: { readonly type: string }) => type === 'sceneHeading';
  switch (scope) {
    case 'script':
      return [0, elements.length];
    case 'fromHere':
      return [cueOf(elements, here), elements.length];
    case 'scene': {
      const heading = elements.slice(0, here + 1).findLastIndex(isHeading);
      const next = elements.findIndex((element, index) => index > here && isHeading(element));
      return [Math.max(0, heading), next === -1 ? elements.length : next];
    }
  }
}

/** A line is heard from its beginning, also when the caret is in its second paragraph or its direction. */
function cueOf(elements: Elements, here: number): number {
  for (let at = here; at >= 0; at--) {
    const type = elements[at]?.type;
    if (type === 'character') return at;
    if (type !== 'parenthetical') break;
  }
  return here;
}

function heard({ id, type, text }: Elements[number], narration: Narration): HeardElement | undefined {
  const isRead =
    (type === 'sceneHeading' && narration !== 'none') || (type === 'action' && narration === 'headingsAndAction');
  if (type !== 'dialogue' && !isRead) return undefined;
  if (!/[\p{L}\p{N}]/u.test(spokenText(text))) return undefined;
  return { elementId: id, kind: type === 'dialogue' ? 'line' : 'narration', text };
}
