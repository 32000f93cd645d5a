/** A project in a real library whose script is a literal text, and what a timeline holds, written as text. */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Library, NewRow } from '../../src/extension/library/library.ts';
import { createLibrary } from '../../src/extension/library/sqliteLibrary.ts';
import { knownElements } from '../../src/extension/sync/knownElements.ts';
import { planSync } from '../../src/extension/sync/planSync.ts';
import { linkScript } from '../../src/extension/sync/scriptLinks.ts';
import { createLanding, type Landing } from '../../src/extension/timeline/landing.ts';
import { currentTimeline } from '../../src/extension/timeline/projectTimeline.ts';
import { BeatReader } from '../../src/extension/timeline/scriptBeats.ts';
import { alignElements } from '../../src/language/identity.ts';
import { parse } from '../../src/language/parse.ts';
import { placeElements } from '../../src/language/placedElements.ts';

export const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

const wordCount = (text: string) => text.match(/\p{L}+/gu)?.length ?? 0;

/** A second for each word: easy to count in a test. */
const wordSeconds = { dialogueSeconds: wordCount, actionSeconds: wordCount };

export class Studio {
  readonly library: Library;
  readonly landing: Landing;
  readonly reader: BeatReader;
  readonly projectId: string;
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screenplay-landing-'));
  readonly scriptId: string;

  constructor(text: string) {
    this.library = createLibrary({ directory: this.#folder, log: quiet });
    this.reader = new BeatReader(this.library, wordSeconds);
    this.landing = createLanding(this.library, this.reader, () => randomUUID());
    const link = linkScript(this.library, {
      fileUri: 'file:///fyren/201.screenplay',
      folderUri: 'file:///fyren',
      folderName: 'Fyren',
      title: '201',
    });
    this.projectId = link.projectId;
    this.scriptId = link.scriptId;
    this.write(text);
  }

  close(): void {
    this.library.dispose();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The script now says this; lines that stayed keep their ids. */
  write(text: string): void {
    const { library } = this;
    const screenplay = parse(text);
    const scenes = library.scenes(this.scriptId);
    const content = library.content(this.scriptId);
    const ids = alignElements(knownElements(this.scriptId, scenes, content), screenplay.elements);
    const elements = placeElements(
      screenplay,
      ids.map((id) => id ?? randomUUID()),
    );
    const script = library.script(this.scriptId);
    if (!script) throw new Error('The script must be there');
    const { projectId } = this;
    const state = {
      ...{ script, scenes, content },
      characters: library.characters(projectId),
      assets: library.assets(projectId),
    };
    library.apply(planSync(state, { elements }));
  }

  /** The element id of the line with these words. */
  lineOf(words: string): string {
    const row = this.library.content(this.scriptId).find((line) => line.type === 'dialogue' && line.content === words);
    if (!row) throw new Error(`No line says ${words}`);
    return row.element_id;
  }

  /** Gives the line with these words a voice of this length, in one transaction with its landing. */
  voice(words: string, seconds: number, fileUrl = 'sound.wav'): void {
    const elementId = this.lineOf(words);
    const context = this.library.line(elementId);
    if (!context) throw new Error('The line must have a row');
    const asset: NewRow<'rewrite_assets'> = {
      id: randomUUID(),
      project_id: this.projectId,
      name: 'take',
      file_type: 'audio',
      file_url: fileUrl,
      duration_ms: Math.round(seconds * 1000),
      metadata: { element_id: elementId, content_hash: context.line.content_hash, peaks: 'AAAA' },
    };
    this.library.apply([
      { table: 'rewrite_assets', kind: 'insert', row: asset },
      {
        table: 'rewrite_scene_content',
        kind: 'update',
        id: context.line.id,
        patch: { audio_asset_id: asset.id, audio_status: 'generated' },
      },
      ...this.landing.changesFor({ projectId: this.projectId, elementId, asset }),
    ]);
  }

  /** Brings the clips in step with the script, as the extension does when the rows have changed; says how many changes it took. */
  follow(): number {
    const changes = this.landing.changesForScripts(this.projectId);
    this.library.apply(changes);
    return changes.length;
  }

  get timelineId(): string {
    const project = this.library.project(this.projectId);
    const timeline = project && currentTimeline(this.library, project);
    if (!timeline) throw new Error('The project must have a timeline');
    return timeline.id;
  }

  /** The clip that speaks the line with these words. */
  clipOf(words: string) {
    const elementId = this.lineOf(words);
    const origin = this.library.clipOrigins(this.timelineId).find((entry) => entry.element_id === elementId);
    const clip = this.library.clips(this.timelineId).find((entry) => entry.id === origin?.clip_id);
    if (!clip) throw new Error(`No clip speaks ${words}`);
    return clip;
  }

  /** All clips as `A1 TOVE 24+60`: track, name, first frame, frames. */
  clips(): readonly string[] {
    const tracks = new Map(this.library.tracks(this.timelineId).map((track) => [track.id, track.name]));
    return this.library
      .clips(this.timelineId)
      .map((clip) => `${tracks.get(clip.track_id)} ${clip.name} ${clip.start_frame}+${clip.duration_frames}`);
  }
}
