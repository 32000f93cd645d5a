import * as vscode from 'vscode';
import type { StatisticsStrings } from '../../webview/statistics/protocol.ts';

/** What the statistics page says, in the language of VS Code. */
export function statisticsStrings(): StatisticsStrings {
  const { t } = vscode.l10n;
  return {
    noScript: t('Open a screenplay, and its figures are shown here.'),
    emptyScript: t('Nothing to count yet. Write a scene heading or a line of dialogue.'),
    pages: t('Pages'),
    runningTime: t('Running time'),
    scenes: t('Scenes'),
    words: t('Words'),
    dialogueShare: t('Dialogue'),
    measuredAll: t('Times are measured: all {1} lines are voiced.'),
    measuredSome: t('Times are measured for {0} of {1} lines and estimated for the others.'),
    measuredNone: t('Times are estimated: no line has a voice yet.'),
    throughScript: t('Through the script'),
    throughScriptHint: t('Each scene is as wide as it lasts and filled as high as it is spoken.'),
    interior: t('Interior'),
    exterior: t('Exterior'),
    both: t('Both'),
    neither: t('Neither'),
    spoken: t('Spoken'),
    insideOutside: t('Inside and outside'),
    timeOfDay: t('Time of day'),
    noTime: t('No time'),
    total: t('All'),
    cast: t('Cast'),
    character: t('Character'),
    lines: t('Lines'),
    time: t('Time'),
    first: t('First'),
    last: t('Last'),
    presence: t('Speaks in'),
    presenceLabel: t('Speaks in {0} of {1} scenes'),
    places: t('Places'),
    place: t('Place'),
    opening: t('Before the first scene'),
    sceneTip: t('{0} · {1} · {2} pages · {3} % spoken'),
    sortBy: t('Sort by {0}'),
  };
}
