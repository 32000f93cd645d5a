import * as vscode from 'vscode';
import { parseLike } from '../../language/parse.ts';
import type { StatisticsModel } from '../../webview/statistics/protocol.ts';
import type { Library } from '../library/library.ts';
import type { Log } from '../platform/log.ts';
import type { ScriptLink, ScriptSession } from '../sync/scripts.ts';
import { statisticsModel } from './statisticsModel.ts';

/** Reads the figures of an open script: its text as it stands now and the voices that the library has. */
export function readStatistics(session: ScriptSession, library: Library, log: Log): StatisticsModel {
  const { document, link } = session;
  const screenplay = parseLike(session, document.getText());
  const idsByStart = new Map(session.elements.map(({ start, id }) => [start, id]));
  const settings = vscode.workspace.getConfiguration('screenplay', document);
  return statisticsModel({
    screenplay,
    ids: screenplay.elements.map(({ start }) => idsByStart.get(start) ?? ''),
    voices: link ? voiceSeconds(library, link, log) : new Map(),
    paper: settings.get<string>('editor.paperSize') === 'letter' ? 'letter' : 'a4',
    fileName: fileNameOf(document.uri),
  });
}

/** Seconds of the voice of each line that has one for its words as they are. */
function voiceSeconds(library: Library, { projectId, scriptId }: ScriptLink, log: Log): ReadonlyMap<string, number> {
  try {
    const lengths = new Map(library.assets(projectId).map(({ id, duration_ms }) => [id, duration_ms]));
    return new Map(
      library.content(scriptId).flatMap(({ element_id, audio_asset_id, audio_status }) => {
        const milliseconds = audio_asset_id === null ? undefined : lengths.get(audio_asset_id);
        if (audio_status !== 'generated' || typeof milliseconds !== 'number') return [];
        return [[element_id, milliseconds / 1000] as const];
      }),
    );
  } catch (cause) {
    log.warn('The voices could not be read for the statistics', cause);
    return new Map();
  }
}

function fileNameOf(uri: vscode.Uri): string {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  return name.replace(/\.(screenplay|fountain)$/i, '');
}
