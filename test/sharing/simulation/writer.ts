/** What writers do, at random, and what must be true of it afterwards. Every text they write has a word of its own. */
import { randomUUID } from 'node:crypto';
import type { Change } from '../../../src/extension/library/library.ts';
import type { ScriptElement } from '../../../src/language/document.ts';
import type { Replica } from './replica.ts';

export type Random = (below: number) => number;

/** Words and rows that were made and never knowingly taken away by somebody who saw them. */
export class Ledger {
  readonly words = new Set<string>();
  readonly rows = new Map<string, string>();
  #count = 0;

  /** A text with a new word. */
  newText(random: Random): string {
    const word = `ord${this.#count++}`;
    this.words.add(word);
    return `${'Å'.repeat(random(3))}Hon säger ${word}.`;
  }

  /** Somebody replaces or deletes this text, knowing it. */
  giveUp(text: string): void {
    for (const word of text.match(/ord\d+/g) ?? []) this.words.delete(word);
  }
}

const pick = <T>(list: readonly T[], random: Random): T | undefined => list[random(list.length)];

type Move = (replica: Replica, ledger: Ledger, random: Random) => void;

const rewriteLine: Move = (replica, ledger, random) => {
  const line = pick(
    replica.document.filter(({ type }) => type === 'dialogue' || type === 'action'),
    random,
  );
  if (!line) return;
  ledger.giveUp(line.text);
  const text = ledger.newText(random);
  replica.document = replica.document.map((element) => (element === line ? { ...element, text } : element));
};

const addLines: Move = (replica, ledger, random) => {
  const at = random(replica.document.length + 1);
  const action = (): ScriptElement => ({ id: randomUUID(), type: 'action', text: ledger.newText(random) });
  const speech = (): readonly ScriptElement[] => [
    { id: randomUUID(), type: 'character', text: pick(['TOVE', 'ÅSA', 'ÖRJAN', 'NILS'], random) ?? 'TOVE' },
    { id: randomUUID(), type: 'dialogue', text: ledger.newText(random) },
  ];
  const scene = (): readonly ScriptElement[] => [
    { id: randomUUID(), type: 'sceneHeading', text: `INT. KÖK ${random(1000)} - DAG` },
    action(),
  ];
  const added = [speech, scene, () => [action()]][random(3)] ?? speech;
  replica.document = replica.document.toSpliced(at, 0, ...added());
};

const deleteLines: Move = (replica, ledger, random) => {
  const at = random(replica.document.length);
  const gone = replica.document.slice(at, at + 1 + random(2));
  for (const { text } of gone) ledger.giveUp(text);
  replica.document = replica.document.filter((element) => !gone.includes(element));
};

const moveLine: Move = (replica, _ledger, random) => {
  const line = pick(replica.document, random);
  if (!line) return;
  const others = replica.document.filter((element) => element !== line);
  replica.document = others.toSpliced(random(others.length + 1), 0, line);
};

const voiceLine: Move = (replica, ledger, random) => {
  const lines = replica.scriptId === undefined ? [] : replica.library.content(replica.scriptId);
  const line = pick(
    lines.filter(({ type }) => type === 'dialogue'),
    random,
  );
  if (!line) return;
  const id = randomUUID();
  const file_url = replica.media.relativePath(replica.projectId, 'audio', id, 'röst.wav');
  replica.putMedia(file_url, Buffer.from(`${id} låter`.repeat(1 + random(50))));
  replica.library.apply([
    {
      table: 'rewrite_assets',
      kind: 'insert',
      row: {
        id,
        project_id: replica.projectId,
        file_type: 'audio',
        file_url,
        metadata: { element_id: line.element_id },
      },
    },
    {
      table: 'rewrite_scene_content',
      kind: 'update',
      id: line.id,
      patch: { audio_asset_id: id, audio_status: 'generated' },
    },
  ]);
  ledger.rows.set(id, 'rewrite_assets');
};

const deleteAsset: Move = (replica, ledger, random) => {
  const asset = pick(replica.library.assets(replica.projectId), random);
  if (!asset) return;
  ledger.rows.delete(asset.id);
  replica.library.apply([{ table: 'rewrite_assets', kind: 'delete', id: asset.id }]);
};

const cast: Move = (replica, _ledger, random) => {
  const character = pick(replica.library.characters(replica.projectId), random);
  if (!character) return;
  const patch = { voice_id: `röst-${random(5)}`, voice_settings: { stability: random(100) / 100, style: 0 } };
  replica.library.apply([{ table: 'rewrite_characters', kind: 'update', id: character.id, patch }]);
};

/** By hand, or by following the script. */
function pin({ library }: Replica, timelineId: string, id: string, random: Random): readonly Change[] {
  const origin = library.clipOrigins(timelineId).find(({ clip_id }) => clip_id === id);
  if (!origin || random(2) === 0) return [];
  return [{ table: 'rewrite_clip_origins', kind: 'update', id, patch: { pinned_start: true } }];
}

const arrange: Move = (replica, ledger, random) => {
  const { library, projectId } = replica;
  const timeline = library.timelines(projectId)[0];
  const track = timeline && pick(library.tracks(timeline.id), random);
  if (!track) return;
  const clips = library.clips(timeline.id);
  const clip = pick(clips, random);
  switch (random(4)) {
    case 0: {
      const id = randomUUID();
      const element = pick(replica.document, random);
      const asset = pick(library.assets(projectId), random);
      library.apply([
        {
          table: 'rewrite_clips',
          kind: 'insert',
          row: { id, track_id: track.id, start_frame: random(900), duration_frames: 30, asset_id: asset?.id ?? null },
        },
        ...(element
          ? [{ table: 'rewrite_clip_origins', kind: 'insert', row: { clip_id: id, element_id: element.id } } as const]
          : []),
      ]);
      ledger.rows.set(id, 'rewrite_clips');
      return;
    }
    case 1:
      if (clip)
        library.apply([
          { table: 'rewrite_clips', kind: 'update', id: clip.id, patch: { start_frame: random(900) } },
          ...pin(replica, timeline.id, clip.id, random),
        ]);
      return;
    case 2:
      if (clip)
        library.apply([{ table: 'rewrite_clips', kind: 'update', id: clip.id, patch: { volume: random(100) / 100 } }]);
      return;
    default:
      if (!clip) return;
      ledger.rows.delete(clip.id);
      library.apply([{ table: 'rewrite_clips', kind: 'delete', id: clip.id }]);
  }
};

const rename: Move = (replica, _ledger, random) => {
  const timeline = replica.library.timelines(replica.projectId)[0];
  if (timeline)
    replica.library.apply([
      { table: 'rewrite_timelines', kind: 'update', id: timeline.id, patch: { name: `Tidslinje ${random(100)}` } },
    ]);
};

const moves: readonly Move[] = [
  rewriteLine,
  rewriteLine,
  rewriteLine,
  addLines,
  addLines,
  deleteLines,
  moveLine,
  voiceLine,
  deleteAsset,
  cast,
  arrange,
  arrange,
  rename,
];

/** One thing that a writer does on a machine that has the project. */
export function write(replica: Replica, ledger: Ledger, random: Random): void {
  if (replica.scriptId === undefined || !replica.library.project(replica.projectId)) return;
  pick(moves, random)?.(replica, ledger, random);
  if (random(3) > 0) replica.flush();
}
