/** What the writer reads about batches. */
import * as vscode from 'vscode';
import { isHumanError } from '../../platform/errors.ts';
import { forWriter } from '../voiceTexts.ts';
import type { BatchEstimate } from './batchPlan.ts';
import type { BatchFailure, BatchState } from './batchRun.ts';

const { t } = vscode.l10n;

function countOfLines(count: number): string {
  return count === 1 ? vscode.l10n.t('1 line') : vscode.l10n.t('{0} lines', count);
}

/** The question before a batch: what will be made, what it costs, what is there already. */
export function questionText(estimate: BatchEstimate, creditsLeft: number | undefined): string {
  const { lines, speakers, characters, credits, cached } = estimate;
  const who = speakers === 1 ? t('1 character') : t('{0} characters', speakers);
  return [
    t(
      '{0}, {1}, {2} letters and signs to speak.',
      countOfLines(lines),
      who,
      characters.toLocaleString(vscode.env.language),
    ),
    cached === 0 ? '' : t('Already there, at no cost: {0}.', countOfLines(cached)),
    costText(credits, creditsLeft),
  ]
    .filter(Boolean)
    .join('\n');
}

function costText(credits: number, creditsLeft: number | undefined): string {
  if (credits === 0) return t('It costs no credits.');
  const cost = credits.toLocaleString(vscode.env.language);
  if (creditsLeft === undefined) return t('About {0} credits.', cost);
  return t('About {0} credits of the {1} that are left.', cost, creditsLeft.toLocaleString(vscode.env.language));
}

/** `3 of 14 · TOVE`. */
export function progressText({ done, failures, total, current }: BatchState): string {
  const at = t('{0} of {1}', Math.min(total, done + failures.length + Math.min(1, current.length)), total);
  const speaker = current[0]?.speaker;
  return speaker ? `${at} · ${speaker}` : at;
}

/** Why a line failed, as one sentence. */
export function reasonText({ cause }: BatchFailure): string {
  const told = forWriter(cause);
  return isHumanError(told) ? t(told.message) : t('Something went wrong; the log tells more.');
}

/** How a batch went, in a sentence or two. */
export function summaryText({ done, reused, failures, left, endedBy }: BatchState): string {
  return [
    done === 1 ? t('1 voice is ready.') : t('{0} voices are ready.', done),
    reused === 0 ? '' : t('{0} were there already.', reused),
    failures.length === 0 ? '' : t('{0} failed.', countOfLines(failures.length)),
    left.length === 0 ? '' : t('Not begun: {0}.', countOfLines(left.length)),
    endedBy === 'failure' && failures[0] ? reasonText(failures[0]) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Each reason with how many lines it kept from their voice. */
export function reasonsText(failures: readonly BatchFailure[]): string {
  const byReason = Map.groupBy(failures, reasonText);
  return [...byReason].map(([reason, those]) => `${speakersOf(those)}: ${reason}`).join('\n');
}

function speakersOf(failures: readonly BatchFailure[]): string {
  const names = Map.groupBy(failures, ({ line }) => line.speaker || t('someone'));
  return [...names].map(([name, lines]) => (lines.length === 1 ? name : `${name} ×${lines.length}`)).join(', ');
}
