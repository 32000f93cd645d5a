/** What each editing command does to the selection, the playhead's clips or the track in hand. */

import type { TimelineCommand } from './editing/commandNames.ts';
import { duplicateClips, pasteClips, removeClips, splitClips } from './editing/cut.ts';
import { clipsAt, giveBackClips, pinClips, renameClip, setFade, setOpacity, setVolume } from './editing/levels.ts';
import { moveClips } from './editing/move.ts';
import { emptyPatch } from './editing/patch.ts';
import { itemsFrom } from './editing/selection.ts';
import { endOf, isClip, isScripts } from './editing/sheet.ts';
import { addTrack, changeTrack, moveTrack, removeTrack, trackHeights } from './editing/tracks.ts';
import { type Edge, neighbourAtCut, rippleTrim, rollCut, slipClips, trimClips, trimTo } from './editing/trim.ts';
import type { Edit, Editor } from './editor.ts';
import { naturalHeight } from './lanes.ts';
import { itemsInOrder, neighbourItem, type Picture } from './model.ts';
import type { TimelineTrack } from './protocol.ts';
import { parseTimecode } from './timecode.ts';

type Action = (editor: Editor) => void | Promise<void>;

/** A long step, in seconds. */
const manySeconds = 1;
const fadeSeconds = 0.5;
const volumeStep = 0.1;
const heightStep = 12;

const ids = (editor: Editor) => editor.deps.selection.ids.peek();
const playhead = (editor: Editor) => Math.round(editor.deps.playheadFrame.peek());

/** The selected clips, else those under the playhead. */
function targets(editor: Editor, picture: Picture): ReadonlySet<string> {
  const selected = ids(editor);
  if (selected.size > 0) return selected;
  return new Set(clipsAt(picture, playhead(editor)).map((clip) => clip.id));
}

/** The selected clips that the playhead is in, else all that it is in. */
function underPlayhead(editor: Editor, picture: Picture): readonly string[] {
  const frame = playhead(editor);
  const there = clipsAt(picture, frame);
  const selected = there.filter((clip) => ids(editor).has(clip.id));
  return (selected.length > 0 ? selected : there).map((clip) => clip.id);
}

function move(frames: (picture: Picture) => number, tracks = 0): Action {
  return (editor) => {
    const anchorId = editor.deps.selection.primary.peek()?.id;
    const anchor = anchorId === undefined ? {} : { anchorId };
    editor.make('move', (picture) =>
      moveClips(picture, { ids: ids(editor), frames: frames(picture), tracks, ...anchor }),
    );
    showSelected(editor);
  };
}

function showSelected(editor: Editor): void {
  const item = editor.deps.selection.primary.peek();
  if (item) editor.deps.show(item);
}

const one = () => 1;
const back = () => -1;
const many = (picture: Picture) => Math.round(manySeconds * picture.frameRate);

function trim(edge: Edge, frames: number): Action {
  return (editor) => {
    editor.make('trim', (picture) => trimClips(picture, { ids: ids(editor), edge, frames }));
  };
}

/** Of the clip in hand. */
function ofPrimary(editor: Editor, make: (id: string) => Edit): Edit {
  const id = editor.deps.selection.primary.peek()?.id;
  return id === undefined ? () => emptyPatch : make(id);
}

function ripple(edge: Edge, frames: number): Action {
  return (editor) => {
    const edit = ofPrimary(editor, (id) => (picture, newId) => rippleTrim(picture, { id, edge, frames }, newId));
    editor.make('rippleTrim', edit);
  };
}

/** The cut at the end of the clip in hand, else the one at its start. */
function roll(frames: number): Action {
  return (editor) => {
    const edit = ofPrimary(editor, (id) => (picture) => {
      const clip = picture.items.get(id);
      const next = clip && neighbourAtCut(picture, clip, 'end');
      if (next) return rollCut(picture, { leftId: id, rightId: next.id, frames });
      const before = clip && neighbourAtCut(picture, clip, 'start');
      return before ? rollCut(picture, { leftId: before.id, rightId: id, frames }) : emptyPatch;
    });
    editor.make('roll', edit);
  };
}

function slip(frames: number): Action {
  return (editor) => {
    editor.make('slip', (picture) => slipClips(picture, ids(editor), frames));
  };
}

function remove(isRipple: boolean): Action {
  return (editor) => {
    const next = afterRemoval(editor);
    const kind = isRipple ? 'rippleDelete' : 'delete';
    const isDone = editor.make(kind, (picture, newId) => removeClips(picture, ids(editor), isRipple, newId));
    if (isDone) editor.deps.selection.choose(next);
  };
}

/** What the keyboard is on when the selection is gone: the next clip, else the one before. */
function afterRemoval(editor: Editor) {
  const picture = editor.deps.base.peek();
  if (!picture) return undefined;
  const gone = ids(editor);
  const ordered = itemsInOrder(picture);
  const at = ordered.findLastIndex((item) => gone.has(item.id));
  return (
    ordered.slice(at + 1).find((item) => !gone.has(item.id)) ??
    ordered.slice(0, at).findLast((item) => !gone.has(item.id))
  );
}

function cutAtPlayhead(edge: Edge, isRipple: boolean): Action {
  return (editor) => {
    const frame = playhead(editor);
    const kind = isRipple ? 'rippleDelete' : 'trim';
    const isDone = editor.make(kind, (picture, newId) =>
      trimTo(picture, { ids: underPlayhead(editor, picture), edge, frame, ripple: isRipple }, newId),
    );
    const item = editor.deps.selection.primary.peek();
    // What was cut off on the left has closed up: the playhead goes along.
    if (isDone && isRipple && edge === 'start' && item && item.startFrame < frame) editor.deps.seek(item.startFrame);
  };
}

function copy(editor: Editor): void {
  const items = editor.deps.selection.items.peek().filter(isClip);
  if (items.length > 0) editor.clipboard = items;
}

function fade(edge: Edge): Action {
  return (editor) => {
    editor.make('fade', (picture) => {
      const chosen = targets(editor, picture);
      const length = Math.round(fadeSeconds * picture.frameRate);
      const has = [...chosen].some((id) => {
        const item = picture.items.get(id);
        return ((edge === 'start' ? item?.fadeInFrames : item?.fadeOutFrames) ?? 0) > 0;
      });
      return setFade(picture, chosen, edge, has ? 0 : length);
    });
  };
}

function volume(by: number): Action {
  return (editor) => {
    const level = editor.deps.selection.primary.peek()?.volume ?? 1;
    editor.make('volume', (picture) => setVolume(picture, ids(editor), level + by));
  };
}

const percent = (value: number) => String(Math.round(value * 100));
const number = (text: string) => Number(text.trim().replace(',', '.'));

function ask(what: 'volume' | 'opacity' | 'fadeIn' | 'fadeOut' | 'clipName'): Action {
  return async (editor) => {
    const item = editor.deps.selection.primary.peek();
    const picture = editor.deps.base.peek();
    if (!item || !picture) return;
    const seconds = (frames = 0) => String(Math.round((frames / picture.frameRate) * 100) / 100);
    const shown = {
      volume: percent(item.volume),
      opacity: percent(item.opacity ?? 1),
      fadeIn: seconds(item.fadeInFrames),
      fadeOut: seconds(item.fadeOutFrames),
      clipName: item.name,
    };
    const chosen = ids(editor);
    const answer = await editor.deps.host.askText(what, shown[what]);
    if (answer === undefined) return;
    const frames = number(answer) * picture.frameRate;
    if (what === 'volume') editor.make('volume', (now) => setVolume(now, chosen, number(answer) / 100));
    else if (what === 'opacity') editor.make('opacity', (now) => setOpacity(now, chosen, number(answer) / 100));
    else if (what === 'clipName') editor.make('rename', (now) => renameClip(now, item.id, answer));
    else editor.make('fade', (now) => setFade(now, chosen, what === 'fadeIn' ? 'start' : 'end', frames));
  };
}

/** The track of the clip in hand; without one, the last track that is not hidden. */
function trackInHand(editor: Editor): TimelineTrack | undefined {
  const picture = editor.deps.base.peek();
  const { selection } = editor.deps;
  const id = selection.trackId.peek() ?? selection.primary.peek()?.trackId;
  const own = picture?.tracks.find((track) => track.id === id);
  return own ?? picture?.tracks.findLast((track) => !track.hidden && !track.isPlanned);
}

function onTrack(kind: 'changeTrack' | 'moveTrack' | 'removeTrack', make: (track: TimelineTrack) => Edit): Action {
  return (editor) => {
    const track = trackInHand(editor);
    if (track) editor.make(kind, make(track));
  };
}

const setTrack = (look: (track: TimelineTrack) => Parameters<typeof changeTrack>[2]) =>
  onTrack('changeTrack', (track) => (picture) => changeTrack(picture, track.id, look(track)));

function height(by: number) {
  return setTrack((track) => {
    const tall = (track.heightPixels ?? naturalHeight(track)) + by;
    return { heightPixels: Math.min(trackHeights.most, Math.max(trackHeights.least, tall)) };
  });
}

async function renameTrack(editor: Editor): Promise<void> {
  const track = trackInHand(editor);
  if (!track) return;
  const name = await editor.deps.host.askText('trackName', track.name);
  if (name !== undefined)
    editor.make('changeTrack', (picture) => changeTrack(picture, track.id, { name: name.trim() }));
}

function walk(by: 1 | -1, isExtending: boolean): Action {
  return (editor) => {
    const { selection, base, playheadFrame, show } = editor.deps;
    const picture = base.peek();
    if (!picture) return;
    const item = neighbourItem(picture, selection.primary.peek()?.id, by, playheadFrame.peek());
    if (!item) return;
    if (isExtending) selection.add(item);
    else selection.choose(item);
    show(item);
  };
}

/** The nearest edge of a clip before or after the playhead. */
function goToEdit(by: 1 | -1): Action {
  return (editor) => {
    const picture = editor.deps.base.peek();
    const frame = playhead(editor);
    let best: number | undefined;
    for (const item of picture?.items.values() ?? []) {
      for (const edge of [item.startFrame, endOf(item)]) {
        const isAhead = by > 0 ? edge > frame : edge < frame;
        if (isAhead && (best === undefined || Math.abs(edge - frame) < Math.abs(best - frame))) best = edge;
      }
    }
    if (best !== undefined) editor.deps.seek(best);
  };
}

function selectWhere(
  choose: (picture: Picture, editor: Editor) => Parameters<Editor['deps']['selection']['chooseAll']>[0],
): Action {
  return (editor) => {
    const picture = editor.deps.base.peek();
    if (picture) editor.deps.selection.chooseAll(choose(picture, editor));
  };
}

function togglePins(editor: Editor): void {
  const items = editor.deps.selection.items.peek();
  const isPinned = items.some((item) => item.elementId !== undefined && !isScripts(item));
  if (isPinned) editor.make('giveBack', (picture) => giveBackClips(picture, ids(editor)));
  else editor.make('pin', (picture) => pinClips(picture, ids(editor)));
}

async function goToTimecode(editor: Editor): Promise<void> {
  const rate = editor.deps.base.peek()?.frameRate ?? 30;
  const text = await editor.deps.host.askText('timecode', '');
  const frame = text === undefined ? undefined : parseTimecode(text, rate);
  if (frame !== undefined) editor.deps.seek(frame);
}

function mark(name: 'in' | 'out'): Action {
  return (editor) => {
    const { inOut } = editor.deps;
    const next = { ...inOut.peek(), [name]: playhead(editor) };
    // A mark beyond the other one takes its place.
    const isTurned = next.in !== undefined && next.out !== undefined && next.in >= next.out;
    inOut.value = isTurned ? { [name]: next[name] } : next;
  };
}

export const editCommands: Partial<Record<TimelineCommand, Action>> = {
  selectNext: walk(1, false),
  selectPrevious: walk(-1, false),
  extendNext: walk(1, true),
  extendPrevious: walk(-1, true),
  selectAll: selectWhere((picture) => itemsInOrder(picture)),
  selectNone: (editor) => editor.deps.selection.clear(),
  selectForward: selectWhere((picture, editor) => itemsFrom(picture, playhead(editor))),
  moveLeft: move(back),
  moveRight: move(one),
  moveLeftMany: move((picture) => -many(picture)),
  moveRightMany: move(many),
  moveToTrackAbove: move(() => 0, -1),
  moveToTrackBelow: move(() => 0, 1),
  trimStartLeft: trim('start', -1),
  trimStartRight: trim('start', 1),
  trimEndLeft: trim('end', -1),
  trimEndRight: trim('end', 1),
  rippleTrimStartLeft: ripple('start', -1),
  rippleTrimStartRight: ripple('start', 1),
  rippleTrimEndLeft: ripple('end', -1),
  rippleTrimEndRight: ripple('end', 1),
  rollLeft: roll(-1),
  rollRight: roll(1),
  slipLeft: slip(-1),
  slipRight: slip(1),
  split: (editor) => {
    editor.make('split', (picture, newId) =>
      splitClips(picture, underPlayhead(editor, picture), playhead(editor), newId),
    );
  },
  splitAll: (editor) => {
    editor.make('split', (picture, newId) => splitClips(picture, picture.items.keys(), playhead(editor), newId));
  },
  delete: remove(false),
  rippleDelete: remove(true),
  deleteLeft: cutAtPlayhead('start', false),
  deleteRight: cutAtPlayhead('end', false),
  rippleDeleteLeft: cutAtPlayhead('start', true),
  rippleDeleteRight: cutAtPlayhead('end', true),
  duplicate: (editor) => {
    editor.make('duplicate', (picture, newId) => duplicateClips(picture, ids(editor), newId), { selectNew: true });
  },
  copy,
  cut: (editor) => {
    copy(editor);
    return remove(false)(editor);
  },
  paste: (editor) => {
    const frame = playhead(editor);
    editor.make('paste', (picture, newId) => pasteClips(picture, editor.clipboard, frame, newId), { selectNew: true });
  },
  toggleSnap: (editor) => {
    editor.isSnapping.value = !editor.isSnapping.peek();
    const { strings, announce } = editor.deps;
    announce(editor.isSnapping.peek() ? strings.snapOn : strings.snapOff);
  },
  fadeIn: fade('start'),
  fadeOut: fade('end'),
  volumeUp: volume(volumeStep),
  volumeDown: volume(-volumeStep),
  setVolume: ask('volume'),
  setOpacity: ask('opacity'),
  setFadeIn: ask('fadeIn'),
  setFadeOut: ask('fadeOut'),
  renameClip: ask('clipName'),
  pin: togglePins,
  giveBack: (editor) => {
    editor.make('giveBack', (picture) => giveBackClips(picture, ids(editor)));
  },
  addVideoTrack: (editor) => {
    editor.make('addTrack', (picture, newId) => addTrack(picture, 'video', newId));
  },
  addAudioTrack: (editor) => {
    editor.make('addTrack', (picture, newId) => addTrack(picture, 'audio', newId));
  },
  removeTrack: onTrack('removeTrack', (track) => (picture, newId) => removeTrack(picture, track.id, newId)),
  renameTrack,
  moveTrackUp: onTrack('moveTrack', (track) => (picture) => moveTrack(picture, track.id, -1)),
  moveTrackDown: onTrack('moveTrack', (track) => (picture) => moveTrack(picture, track.id, 1)),
  muteTrack: setTrack((track) => ({ muted: !track.muted })),
  soloTrack: setTrack((track) => ({ solo: !track.solo })),
  lockTrack: setTrack((track) => ({ locked: !track.locked })),
  hideTrack: setTrack((track) => ({ hidden: !track.hidden })),
  showAllTracks: (editor) => {
    editor.make('changeTrack', (picture) =>
      picture.tracks.some((track) => track.hidden)
        ? {
            ...emptyPatch,
            tracks: { before: picture.tracks, after: picture.tracks.map((track) => ({ ...track, hidden: false })) },
          }
        : emptyPatch,
    );
  },
  tallerTrack: height(heightStep),
  shorterTrack: height(-heightStep),
  markIn: mark('in'),
  markOut: mark('out'),
  clearInOut: (editor) => {
    editor.deps.inOut.value = {};
  },
  goToTimecode,
  nextEdit: goToEdit(1),
  previousEdit: goToEdit(-1),
};
