/** Writes one export: which files, from what, in which order. Knows no VS Code. */
import { mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join, posix } from 'node:path';
import { safeFileName } from '../library/fileNames.ts';
import { copyWholeFile, writeWholeFile } from '../platform/wholeFile.ts';
import { editDecisionLists } from './editDecisionList.ts';
import type { ExportTimeline } from './exportModel.ts';
import { heardClips, type MixClip, type Mixer, mixInto, stemsOf, unspokenClips } from './mixdown.ts';
import { openTimelineIo } from './openTimelineIo.ts';
import type { SoundFormat } from './soundFile.ts';
import { subRip, webVtt } from './subtitles.ts';
import type { FilmMaker } from './writeFilm.ts';

/**
 * `film`: an animatic, as MP4 or WebM by the target's ending; `package`: its sound, pictures and edit, where no film can be written. `stems`:
 * one WAV for each speaker and one for the rest. `otio`, `edl`: with a folder of the media beside the file.
 */
export const exportKinds = ['film', 'package', 'wav', 'mp3', 'stems', 'srt', 'vtt', 'otio', 'edl'] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportJob {
  readonly kind: ExportKind;
  readonly timeline: ExportTimeline;
  /** The file to write, absolute; for `stems` and `package` the folder to write into. */
  readonly target: string;
  /** In LUFS; missing: as loud as it is. */
  readonly loudness?: number | undefined;
  /** Spoken words as subtitles in a film. */
  readonly withCaptions?: boolean;
}

export interface ExportDeps {
  /** Opened only for sound. */
  readonly mixer: () => Mixer;
  /** Opened only for a film. */
  readonly filmMaker: () => FilmMaker;
  /** Absolute path of a `file_url`. */
  readonly resolve: (fileUrl: string) => string;
  /** What the stem of everything that nobody speaks is called. */
  readonly restName: string;
  readonly signal: AbortSignal;
  /** Told how much is done, 0 to 1, and of what. */
  readonly onProgress: (done: number, what: string) => void;
}

/** Writes the export; resolves with the files that were written. Rejects with the signal's reason when aborted; each file is whole or not there. */
export async function writeExport(job: ExportJob, deps: ExportDeps): Promise<readonly string[]> {
  const { kind, timeline, target } = job;
  switch (kind) {
    case 'wav':
    case 'mp3':
      await writeMix(kind, target, heardClips(timeline), job, deps, (done) => done);
      return [target];
    case 'film':
      return writeAnimatic(job, deps);
    case 'package':
      return writePackage(job, deps);
    case 'stems':
      return writeStems(job, deps);
    case 'srt':
      return writeText(target, subRip(timeline));
    case 'vtt':
      return writeText(target, webVtt(timeline));
    case 'otio':
      return writeOtio(job, deps);
    case 'edl':
      return writeEdl(job, deps);
    default:
      return assertNever(kind);
  }
}

async function writeText(path: string, text: string): Promise<readonly string[]> {
  await writeWholeFile(path, async (file) => void (await file.writeFile(text, 'utf8')));
  return [path];
}

async function writeMix(
  format: SoundFormat,
  path: string,
  clips: readonly MixClip[],
  { timeline, loudness }: ExportJob,
  deps: ExportDeps,
  overall: (done: number) => number,
): Promise<void> {
  const { beginSoundFile } = await import('./soundFile.ts');
  const seconds = timeline.durationFrames / timeline.frameRate;
  const onProgress = (done: number) => deps.onProgress(overall(done), basename(path));
  await writeWholeFile(path, async (file) => {
    const writer = await beginSoundFile(format, file);
    try {
      const options = { signal: deps.signal, onProgress, ...(loudness === undefined ? {} : { loudness }) };
      await mixInto(writer, deps.mixer(), clips, seconds, options);
      await writer.finish();
    } catch (cause) {
      await writer.cancel();
      throw cause;
    }
  });
}

async function writeAnimatic({ timeline, target, withCaptions = true }: ExportJob, deps: ExportDeps) {
  const { filmPlan, writeFilm } = await import('./writeFilm.ts');
  const plan = filmPlan(timeline, extname(target).toLowerCase() === '.mp4' ? 'mp4' : 'webm', withCaptions);
  await writeWholeFile(target, (file) => writeFilm(file, target, timeline, plan, deps.filmMaker(), deps));
  return [target];
}

/** What an editing program needs to make the film: the sound, subtitles, and the edit with its pictures. */
async function writePackage(job: ExportJob, deps: ExportDeps): Promise<readonly string[]> {
  const { timeline, target } = job;
  await mkdir(target, { recursive: true });
  const name = safeFileName(timeline.name);
  const parts = (['otio', 'srt', 'wav'] as const).map((kind) => ({
    ...job,
    kind,
    target: join(target, `${name}.${kind}`),
  }));
  const files: string[] = [];
  for (const part of parts) files.push(...(await writeExport(part, deps)));
  return files;
}

/** All stems are as long as the whole, so that they fall into place when they are laid beside each other. They are never made louder. */
async function writeStems(job: ExportJob, deps: ExportDeps): Promise<readonly string[]> {
  const { timeline, target } = job;
  const rest = unspokenClips(timeline);
  const stems = [
    ...stemsOf(timeline).map((speaker) => ({ name: speaker, clips: heardClips(timeline, speaker) })),
    ...(rest.length > 0 ? [{ name: deps.restName, clips: rest }] : []),
  ];
  await mkdir(target, { recursive: true });
  const nameOf = uniqueNames();
  const written: string[] = [];
  for (const [index, { name, clips }] of stems.entries()) {
    const path = join(target, nameOf(safeFileName(`${timeline.name} - ${name}.wav`)));
    const asItIs = { ...job, loudness: undefined };
    await writeMix('wav', path, clips, asItIs, deps, (done) => (index + done) / stems.length);
    written.push(path);
  }
  return written;
}

async function writeOtio({ timeline, target }: ExportJob, deps: ExportDeps): Promise<readonly string[]> {
  const media = await copyMedia(timeline, target, deps);
  const address = (fileUrl: string) => (media.nameOf(fileUrl) ?? '').split('/').map(encodeURIComponent).join('/');
  return [...(await writeText(target, openTimelineIo(timeline, address))), ...media.files];
}

async function writeEdl({ timeline, target }: ExportJob, deps: ExportDeps): Promise<readonly string[]> {
  const media = await copyMedia(timeline, target, deps);
  const lists = editDecisionLists(timeline, (fileUrl) => media.nameOf(fileUrl) ?? '');
  const ending = extname(target);
  const files: string[] = [];
  for (const [index, text] of lists.entries()) {
    const path = index === 0 ? target : `${target.slice(0, target.length - ending.length)} ${index + 1}${ending}`;
    files.push(...(await writeText(path, text)));
  }
  return [...files, ...media.files];
}

interface CopiedMedia {
  /** Path of an asset's copy, relative to the exported file, with `/`. */
  nameOf(fileUrl: string): string | undefined;
  readonly files: readonly string[];
}

/** Copies what the timeline plays beside the exported file: the media store is the extension's own and may change. */
async function copyMedia(timeline: ExportTimeline, target: string, deps: ExportDeps): Promise<CopiedMedia> {
  const folder = `${basename(target, extname(target))} media`;
  const assets = timeline.tracks.flatMap((track) => track.clips).flatMap((clip) => clip.asset ?? []);
  const used = [...new Map(assets.map((asset) => [asset.fileUrl, asset])).values()];
  if (used.length > 0) await mkdir(join(dirname(target), folder), { recursive: true });
  const unique = uniqueNames();
  const names = new Map<string, string>();
  const files: string[] = [];
  for (const [index, { fileUrl, name }] of used.entries()) {
    deps.signal.throwIfAborted();
    deps.onProgress(index / used.length, name);
    const ending = extname(fileUrl);
    const copy = unique(
      safeFileName(`${name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name}${ending}`),
    );
    const path = join(dirname(target), folder, copy);
    await copyWholeFile(deps.resolve(fileUrl), path);
    names.set(fileUrl, posix.join(folder, copy));
    files.push(path);
  }
  return { nameOf: (fileUrl) => names.get(fileUrl), files };
}

/** Gives a name that was given before a number of its own; upper and lower case are one to many file systems. */
function uniqueNames(): (name: string) => string {
  const given = new Set<string>();
  return (name) => {
    const ending = extname(name);
    let unique = name;
    for (let count = 2; given.has(unique.toLowerCase()); count++) {
      unique = `${name.slice(0, name.length - ending.length)} ${count}${ending}`;
    }
    given.add(unique.toLowerCase());
    return unique;
  };
}

function assertNever(kind: never): never {
  throw new Error(`Unknown kind of export ${String(kind)}`);
}
