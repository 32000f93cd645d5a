import type { FeatureTexts } from '../featureTexts.ts';
import type { CharacterFacts, SceneFacts } from './hover.ts';

/** Puts values where a sentence has `{0}`, `{1}` and so on. */
export function fill(sentence: string, ...values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d)\}/g, (mark, index: string) => String(values[Number(index)] ?? mark));
}

/** `m:ss`, as running times are written; `seconds` is 0 or more. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** Markdown of two short paragraphs. */
export function hoverText(facts: SceneFacts | CharacterFacts, texts: FeatureTexts): string {
  return facts.kind === 'scene' ? sceneText(facts, texts) : characterText(facts, texts);
}

function sceneText(facts: SceneFacts, texts: FeatureTexts): string {
  const { title, pageEighths, seconds, words, cast } = facts;
  const counts = [pagesText(pageEighths, texts), clock(seconds), plural(words, texts.word, texts.words)];
  const speakers = cast.length === 0 ? texts.nobodySpeaks : fill(texts.speakers, cast.map(escapeMarkdown).join(', '));
  return `**${escapeMarkdown(title || texts.scene)}**\n\n${counts.join(' · ')}\n\n${speakers}`;
}

function characterText({ name, lines, words, scenes }: CharacterFacts, texts: FeatureTexts): string {
  const counts = [
    plural(lines, texts.line, texts.lines),
    plural(words, texts.word, texts.words),
    plural(scenes, texts.oneScene, texts.scenes),
  ];
  return `**${escapeMarkdown(name)}**\n\n${counts.join(' · ')}`;
}

/** Productions count in eighths: `3/8`, `1`, `2 1/8`. */
function pagesText(pageEighths: number, texts: FeatureTexts): string {
  const whole = Math.floor(pageEighths / 8);
  const eighths = pageEighths % 8;
  const parts = [whole > 0 || eighths === 0 ? String(whole) : '', eighths > 0 ? `${eighths}/8` : ''];
  return fill(pageEighths > 0 && pageEighths <= 8 ? texts.page : texts.pages, parts.filter(Boolean).join(' '));
}

function plural(count: number, one: string, many: string): string {
  return fill(count === 1 ? one : many, count);
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~|<>&]/g, '\\$&').replace(/\s+/g, ' ');
}
