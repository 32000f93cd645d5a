import type { ElementType } from './document.ts';

/** Whether dialogue may go on on the line after an element of this type; `wasOpen` says whether it could before that element. */
export function keepsDialogueOpen(type: ElementType, wasOpen: boolean): boolean {
  if (type === 'character' || type === 'dialogue' || type === 'parenthetical') return true;
  return wasOpen && (type === 'lyrics' || type === 'note' || type === 'boneyard');
}
