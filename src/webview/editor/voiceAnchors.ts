/** Which element a line's voice is shown beside. Pure. */
import type { ScriptElement } from '../../language/document.ts';

/** The dialogue `elementId` of `speaker` has its voice beside the element at `anchorIndex`: its cue, or itself when it is not the first of a speech. */
export interface VoiceAnchor {
  readonly elementId: string;
  readonly anchorIndex: number;
  readonly dialogueIndex: number;
  readonly speaker: string;
}

/** All lines of a script that can be spoken, in its order. A dialogue without words has no voice. */
export function findVoiceAnchors(elements: readonly ScriptElement[]): VoiceAnchor[] {
  const anchors: VoiceAnchor[] = [];
  let cueIndex = -1;
  let speaker = '';
  elements.forEach((element, index) => {
    if (element.type === 'character') {
      cueIndex = index;
      speaker = element.text;
    } else if (element.type === 'dialogue') {
      if (element.text.trim() !== '') {
        const anchorIndex = cueIndex >= 0 ? cueIndex : index;
        anchors.push({ elementId: element.id, anchorIndex, dialogueIndex: index, speaker });
        cueIndex = -1;
      }
    } else if (element.type !== 'parenthetical') {
      cueIndex = -1;
      speaker = '';
    }
  });
  return anchors;
}

/** Whether the anchors of `before` are those of `after`. */
export function haveSameAnchors(before: readonly ScriptElement[], after: readonly ScriptElement[]): boolean {
  return before.length === after.length && before.every((element, index) => isSameForVoices(element, after[index]));
}

function isSameForVoices(a: ScriptElement, b: ScriptElement | undefined): boolean {
  if (a === b) return true;
  if (a.id !== b?.id || a.type !== b.type) return false;
  if (a.type === 'dialogue') return (a.text.trim() === '') === (b.text.trim() === '');
  return a.type !== 'character' || a.text === b.text;
}

/** The first anchor at or after an element, for "the voice of the line where the caret is"; its own speech's first line when the caret is in one. */
export function anchorNear(anchors: readonly VoiceAnchor[], elementIndex: number): VoiceAnchor | undefined {
  return anchors.find((anchor) => anchor.dialogueIndex >= elementIndex) ?? anchors.at(-1);
}
