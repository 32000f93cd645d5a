import type { Element } from '../document.ts';
import { withoutHidden } from '../hiddenText.ts';
import { type Outline, outlineOf, type SceneOutline } from '../outline.ts';
import type { PaperSize } from '../pageLines.ts';
import { pageEighths } from '../timing.ts';
import { sameName } from './headingParts.ts';
import { indexAt, type ScriptView, type Span } from './scriptView.ts';
import { findNameAt } from './storyNames.ts';

/** What is worth knowing of a scene. */
export interface SceneFacts {
  readonly kind: 'scene';
  readonly span: Span;
  /** Number and heading. */
  readonly title: string;
  /** Eighths of a page. */
  readonly pageEighths: number;
  /** Estimated seconds on screen. */
  readonly seconds: number;
  /** Words that a reader sees. */
  readonly words: number;
  /** Who speaks, in the order of their first cue. */
  readonly cast: readonly string[];
}

/** What is worth knowing of a character. */
export interface CharacterFacts {
  readonly kind: 'character';
  readonly span: Span;
  readonly name: string;
  /** Speeches. */
  readonly lines: number;
  /** Spoken words. */
  readonly words: number;
  /** How many scenes the character speaks in. */
  readonly scenes: number;
}

/** What to tell of the scene whose heading, or the character whose cue or mention in action, stands at `offset`. */
export function findFacts(view: ScriptView, offset: number, paper: PaperSize): SceneFacts | CharacterFacts | undefined {
  const { elements } = view.screenplay;
  const index = indexAt(elements, offset);
  const element = elements[index];
  if (!element || offset > element.end) return undefined;
  if (element.type === 'sceneHeading') return sceneFacts(view, index, element, paper);
  const found = findNameAt(view, offset, { mentionsInAction: true });
  return found?.named.kind === 'character' ? characterFacts(view, found.named.name, found.span) : undefined;
}

function sceneFacts(view: ScriptView, index: number, heading: Element, paper: PaperSize): SceneFacts {
  const next = view.screenplay.elements.findIndex(({ type }, at) => at > index && type === 'sceneHeading');
  const end = next === -1 ? view.screenplay.elements.length : next;
  const elements = view.screenplay.elements.slice(index, end);
  const number = heading.heading?.sceneNumber;
  return {
    kind: 'scene',
    span: { start: heading.start, end: heading.end },
    title: number ? `${number} ${heading.text}` : heading.text,
    pageEighths: pageEighths({ elements }, paper),
    seconds: view.seconds.slice(index, end).reduce((sum, each) => sum + each, 0),
    words: elements.reduce((sum, each) => sum + readWords(each), 0),
    cast: outlineOf({ elements }).cast.map(({ name }) => name),
  };
}

function readWords({ type, text }: Element): number {
  if (type === 'note' || type === 'boneyard' || type === 'section' || type === 'synopsis') return 0;
  return withoutHidden(text).match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
}

function characterFacts(view: ScriptView, name: string, span: Span): CharacterFacts | undefined {
  const outline = outlineOf(view.screenplay);
  const member = outline.cast.find((each) => sameName(each.name) === name);
  if (!member) return undefined;
  return {
    kind: 'character',
    span,
    name: member.name,
    lines: member.lines,
    words: member.words,
    scenes: scenesWith(view, outline, name),
  };
}

function scenesWith({ screenplay: { elements } }: ScriptView, { scenes }: Outline, name: string): number {
  const speaks = ({ firstElement, endElement }: SceneOutline) =>
    elements.slice(firstElement, endElement).some(({ cue }) => cue && sameName(cue.name) === name);
  return scenes.filter(speaks).length;
}
