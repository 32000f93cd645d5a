/** Edits of a long timeline that nobody sees: what a browser has run before it runs quickly when the writer's own first edit comes. */
import { removeClips } from './editing/cut.ts';
import { moveClips } from './editing/move.ts';
import { isClip } from './editing/sheet.ts';
import { rippleTrim } from './editing/trim.ts';
import { editPicture, type Picture, settlePicture } from './model.ts';

/** Shorter timelines are quick at the first time. */
const longFrom = 1000;
/** By then the loops over all clips have been compiled. */
const times = 3;

/** Short pieces of work to be done one by one while nothing else is; nothing comes of them. None for a short timeline. */
export function rehearsalsOf(picture: Picture): readonly (() => void)[] {
  const clip = picture.items.size < longFrom ? undefined : [...picture.items.values()].find(isClip);
  if (!clip) return [];
  const newId = () => 'rehearsed';
  const { id } = clip;
  const edits = [
    () => rippleTrim(picture, { id, edge: 'end', frames: -1 }, newId),
    () => removeClips(picture, [id], true, newId),
    () => moveClips(picture, { ids: new Set([id]), frames: 1, tracks: 0, anchorId: id }),
  ];
  const once = edits.map((edit) => () => settlePicture(editPicture(picture, edit())));
  return Array.from({ length: times }, () => once).flat();
}
