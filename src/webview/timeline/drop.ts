/** Files dragged over the stage: where their clip would lie is shown while they are held, and they are handed to the extension when let go. */
import { placeMedia } from './editing/place.ts';
import { lastFrame } from './editing/sheet.ts';
import { fromSnapped } from './gestures.ts';
import type { Point } from './hitTest.ts';
import { labelWidth, zoneAt } from './lanes.ts';
import { xToFrame } from './layout.ts';
import type { TimelineState } from './state.ts';

/** A file crosses the channel in slices of this many bytes; the next goes when the one before it has arrived. */
const sliceBytes = 1024 * 1024;
/** What one drop may bring. */
const maxFiles = 200;

type MediaKind = 'image' | 'audio' | 'video';

/** Where VS Code's own views put the addresses of what is dragged. */
const addressTypes = ['application/vnd.code.uri-list', 'text/uri-list'];

/** The kinds of what is dragged as far as a browser tells before it is let go; undefined when all of it is of no use here. */
export function draggedKinds(
  items: Iterable<{ readonly kind: string; readonly type: string }>,
): readonly (MediaKind | 'unknown')[] | undefined {
  const all = [...items];
  const files = all.filter(({ kind }) => kind === 'file');
  if (files.length === 0) return all.some(({ type }) => addressTypes.includes(type)) ? ['unknown'] : undefined;
  const kinds = files.flatMap(({ type }) => kindOf(type) ?? []);
  return kinds.length > 0 ? kinds : undefined;
}

/** A type that the system does not know may be of use: its bytes tell. */
function kindOf(type: string): MediaKind | 'unknown' | undefined {
  if (type === '') return 'unknown';
  return (['image', 'audio', 'video'] as const).find((kind) => type.startsWith(`${kind}/`));
}

/** The addresses in what was dropped, each once. */
export function droppedAddresses(data: Pick<DataTransfer, 'getData'>): readonly string[] {
  const lines = addressTypes.flatMap((type) => data.getData(type).split(/\r?\n/));
  return [...new Set(lines.map((line) => line.trim()))].filter((line) => line !== '' && !line.startsWith('#'));
}

/** Hears what is dragged over `element` until it is disposed. */
export function hearDrops(element: HTMLElement, state: TimelineState): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const pointOf = (event: DragEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer) return;
    event.preventDefault();
    const place = hold(state, event.dataTransfer, pointOf(event), event.altKey);
    event.dataTransfer.dropEffect = place ? 'copy' : 'none';
  };
  element.addEventListener('dragenter', over, { signal });
  element.addEventListener('dragover', over, { signal });
  element.addEventListener(
    'dragleave',
    (event) => {
      if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget))) letGo(state);
    },
    { signal },
  );
  element.addEventListener(
    'drop',
    (event) => {
      event.preventDefault();
      const place = event.dataTransfer && hold(state, event.dataTransfer, pointOf(event), event.altKey);
      letGo(state);
      if (event.dataTransfer && place) void take(state, event.dataTransfer, place);
    },
    { signal },
  );
  return () => abort.abort();
}

interface DropPlace {
  readonly frame: number;
  readonly trackId?: string;
}

/** Shows what letting go would do. Undefined when nothing would come of it. */
function hold(state: TimelineState, data: DataTransfer, point: Point, isFree: boolean): DropPlace | undefined {
  const kinds = draggedKinds(data.items);
  const picture = state.picture.peek();
  if (!kinds || picture?.head.timelineId === undefined) {
    state.editor.cancel();
    state.refuseDrop(state.strings.dropRefused);
    return undefined;
  }
  state.refuseDrop(undefined);
  const zone = zoneAt(point.y, picture.lanes, state.viewport.topPixels.peek());
  const track = zone.kind === 'track' ? zone.lane.track : undefined;
  const wanted = Math.round(xToFrame(state.viewport.view.peek(), Math.max(0, point.x - labelWidth)));
  const frame = Math.min(lastFrame / 2, Math.max(0, fromSnapped(state, wanted, isFree)));
  const place = { frame, ...(track && !track.isPlanned ? { trackId: track.id } : {}) };
  // Whoever does not know the kind shows it where the hand is.
  const likely = track?.type === 'audio' ? 'audio' : 'image';
  const media = kinds.map((kind) => ({
    ...{ assetId: '', name: state.strings.dropHere, kind: kind === 'unknown' ? likely : kind },
  }));
  state.editor.drag('place', (sheet, newId) => {
    const patch = placeMedia(sheet, media, place, newId);
    // Of a sound nothing is known yet, but it is to look like one.
    const items = patch.items.map((swap, at) =>
      swap.after && media[at]?.kind === 'audio' ? { ...swap, after: { ...swap.after, soundId: 'dropped' } } : swap,
    );
    return { ...patch, items };
  });
  return place;
}

function letGo(state: TimelineState): void {
  state.editor.cancel();
  state.refuseDrop(undefined);
}

/** Addresses go as they are; files from elsewhere have none and go with their bytes. */
async function take(state: TimelineState, data: DataTransfer, place: DropPlace): Promise<void> {
  const timelineId = state.picture.peek()?.head.timelineId;
  if (timelineId === undefined) return;
  const uris = droppedAddresses(data).slice(0, maxFiles);
  // The list is empty as soon as this event is over.
  const files = uris.length > 0 ? [] : [...data.files].slice(0, maxFiles);
  state.announce(state.strings.saysImporting);
  try {
    const fileIds: string[] = [];
    for (const file of files) fileIds.push(await sendFile(state, file));
    await state.dropMedia({ ...place, timelineId, uris: [...uris], fileIds });
  } catch {
    state.announce(state.strings.dropFailed); // The peer has told the log.
  }
}

async function sendFile(state: TimelineState, file: File): Promise<string> {
  const fileId = crypto.randomUUID();
  let at = 0;
  do {
    const bytes = new Uint8Array(await file.slice(at, at + sliceBytes).arrayBuffer());
    await state.dropSlice({ fileId, name: file.name.slice(0, 1000), at, bytes });
    at += sliceBytes;
  } while (at < file.size);
  return fileId;
}
