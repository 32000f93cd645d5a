// SPDX-License-Identifier: GPL-3.0-or-later
// Ships eSpeak NG with the data of the languages and voices that the studio offers, and nothing else.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const enginePackage = path.dirname(fileURLToPath(import.meta.resolve('@echogarden/espeak-ng-emscripten')));
const offered = JSON.parse(fs.readFileSync(new URL('../draftVoices.json', import.meta.url), 'utf8'));

const dataRoot = '/usr/share/espeak-ng-data/';
/** What every voice needs, whatever its language. */
const commonFiles = ['phontab', 'phonindex', 'phondata', 'intonations'];
/** Every language hands foreign words in Latin letters to this voice. */
const foreignWordsVoice = 'en';

/** The table of files within the data, as Emscripten's file packager writes it into the engine's JavaScript. */
const packagePattern =
  /loadPackage\(\{files:\[((?:\{filename:"[^"]+",start:\d+,end:\d+\},?)+)\],remote_package_size:(\d+)\}\)/;

function readFileTable(engine) {
  const found = packagePattern.exec(engine);
  if (!found) {
    throw new Error('eSpeak NG: espeak-ng.js has no file table in the known form; repack.mjs must learn the new one.');
  }
  const files = [...found[1].matchAll(/\{filename:"([^"]+)",start:(\d+),end:(\d+)\}/g)].map(([, name, start, end]) => ({
    name,
    start: Number(start),
    end: Number(end),
  }));
  return { files, size: Number(found[2]) };
}

/** The description of a voice and the dictionary that it names; by default that of its language. */
function filesOfVoice(voice, files, data) {
  const description = files.find(({ name }) => name.startsWith(`${dataRoot}lang/`) && name.endsWith(`/${voice}`));
  if (!description) throw new Error(`eSpeak NG: there is no voice "${voice}".`);
  const text = data.toString('utf8', description.start, description.end);
  const dictionary = /^dictionary\s+(\S+)/m.exec(text)?.[1] ?? voice.split('-')[0];
  return [description.name, `${dataRoot}${dictionary}_dict`];
}

function wantedFiles(files, data) {
  const voices = [foreignWordsVoice, ...Object.values(offered.languages)];
  return new Set([
    ...commonFiles.map((name) => dataRoot + name),
    ...voices.flatMap((voice) => filesOfVoice(voice, files, data)),
    ...offered.presets.map(({ variant }) => `${dataRoot}voices/!v/${variant}`),
  ]);
}

/** Lays the wanted files one after the other, in the order of the full data, and says where each came to lie. */
function cutDown(files, data, wanted) {
  const kept = files.filter(({ name }) => wanted.has(name));
  const missing = [...wanted].filter((name) => !kept.some((file) => file.name === name));
  if (missing.length > 0) throw new Error(`eSpeak NG: the data lacks ${missing.join(', ')}.`);
  let size = 0;
  const table = kept.map(({ name, start, end }) => {
    const from = size;
    size += end - start;
    return `{filename:"${name}",start:${from},end:${size}}`;
  });
  return { table, bytes: Buffer.concat(kept.map(({ start, end }) => data.subarray(start, end))) };
}

/**
 * Writes eSpeak NG, its data cut down to `draftVoices.json`, and its licence to `folder`.
 * Fails when the engine in `source` has another form than the one known here.
 */
export async function repackDraftVoice(folder, source = enginePackage) {
  const engine = fs.readFileSync(path.join(source, 'espeak-ng.js'), 'utf8');
  const data = fs.readFileSync(path.join(source, 'espeak-ng.data'));
  const { files, size } = readFileTable(engine);
  if (size !== data.length) throw new Error('eSpeak NG: espeak-ng.data does not fit the file table in espeak-ng.js.');
  const { table, bytes } = cutDown(files, data, wantedFiles(files, data));
  const newPackage = `loadPackage({files:[${table.join(',')}],remote_package_size:${bytes.length}})`;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'espeak-ng.js'),
    engine.replace(packagePattern, () => newPackage),
  );
  fs.writeFileSync(path.join(folder, 'espeak-ng.data'), bytes);
  for (const name of ['COPYING', 'README.md']) fs.copyFileSync(path.join(source, name), path.join(folder, name));
}
