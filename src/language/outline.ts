/** What a script consists of: its scenes under their sections, and who speaks in them. */
import type { Element, Screenplay } from './document.ts';
import { countSpokenWords } from './timing.ts';

export { languageOf, languageOfText } from './scriptLanguage.ts';

/** A scene: its heading and everything to the next one. */
export interface SceneOutline {
  /** Missing for what stands before the first heading. */
  readonly heading?: Element;
  /** Elements of the scene as indices, half-open, heading included. */
  readonly firstElement: number;
  readonly endElement: number;
  /** Titles of the sections that the scene stands under, outermost first. */
  readonly sections: readonly string[];
}

/** A character who has a cue. */
export interface CastMember {
  /** As in the first cue, without extensions, in NFC. */
  readonly name: string;
  /** Speeches: cues, however many lines they have. */
  readonly lines: number;
  /** Words that a voice says: without notes and directions. */
  readonly words: number;
  /** Indices into {@link Outline.scenes}. */
  readonly firstScene: number;
  readonly lastScene: number;
}

export interface Outline {
  readonly scenes: readonly SceneOutline[];
  /** In the order of their first cue. */
  readonly cast: readonly CastMember[];
}

interface OpenSection {
  readonly depth: number;
  readonly title: string;
}

/** What belongs to the page rather than to a scene does not make an opening scene. */
function makesScene({ type }: Element): boolean {
  return type !== 'section' && type !== 'synopsis' && type !== 'note' && type !== 'boneyard' && type !== 'pageBreak';
}

function scenesOf(elements: readonly Element[]): readonly SceneOutline[] {
  const scenes: SceneOutline[] = [];
  let sections: readonly OpenSection[] = [];
  let open: Omit<SceneOutline, 'endElement'> | undefined;
  const close = (endElement: number): void => {
    if (open) scenes.push({ ...open, endElement });
    open = undefined;
  };
  elements.forEach((element, index) => {
    if (element.type === 'section') {
      const depth = element.depth ?? 1;
      sections = [...sections.filter((section) => section.depth < depth), { depth, title: element.text.trim() }];
    }
    const titles = sections.map(({ title }) => title);
    if (element.type === 'sceneHeading') {
      close(index);
      open = { heading: element, firstElement: index, sections: titles };
    } else if (!open && makesScene(element)) open = { firstElement: index, sections: titles };
  });
  close(elements.length);
  return scenes;
}

function castOf(elements: readonly Element[], scenes: readonly SceneOutline[]): readonly CastMember[] {
  const cast = new Map<string, CastMember>();
  scenes.forEach((scene, sceneIndex) => {
    let speaker: string | undefined;
    for (const element of elements.slice(scene.firstElement, scene.endElement)) {
      if (element.type === 'character') {
        const name = element.cue?.name ?? '';
        speaker = name === '' ? undefined : name.toUpperCase();
        if (speaker === undefined) continue;
        const known = cast.get(speaker) ?? { name, lines: 0, words: 0, firstScene: sceneIndex, lastScene: sceneIndex };
        cast.set(speaker, { ...known, lines: known.lines + 1, lastScene: sceneIndex });
      } else if (element.type === 'dialogue' || element.type === 'lyrics') {
        const known = speaker === undefined ? undefined : cast.get(speaker);
        if (speaker !== undefined && known) {
          cast.set(speaker, { ...known, words: known.words + countSpokenWords(element.text) });
        }
      } else if (element.type === 'action' || element.type === 'transition') speaker = undefined;
    }
  });
  return [...cast.values()];
}

/**
 * The scenes and cast of a script. A scene ends where the next heading stands; a section between two scenes belongs to the first one's
 * elements and to the second one's `sections`. Characters that differ only in extensions, case or accents' normal form are one.
 */
export function outlineOf({ elements }: Pick<Screenplay, 'elements'>): Outline {
  const scenes = scenesOf(elements);
  return { scenes, cast: castOf(elements, scenes) };
}
