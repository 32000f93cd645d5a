/** Scripts for the page editor alone: a scene with everything in it, and a script of 120 pages. */
import type { ElementType, ScriptElement } from '../../../src/language/document.ts';
import type { LineState } from '../../../src/webview/editor/protocol.ts';

export interface PageScript {
  readonly elements: ScriptElement[];
  readonly lineStates: LineState[];
}

const element = (id: string, type: ElementType, text: string, more: Partial<ScriptElement> = {}): ScriptElement => ({
  id,
  type,
  text,
  ...more,
});

/** A page that shows every element type, every voice state and a page break. */
export function sceneOfEverything(): PageScript {
  const elements = [
    element('sec', 'section', 'Första akten', { depth: 1 }),
    element('syn', 'synopsis', 'Tove ser ljuset och får ingen att tro henne.'),
    element('h1', 'sceneHeading', 'INT. FYRVAKTARENS HUS - KVÄLL', { sceneNumber: '201' }),
    element(
      'a1',
      'action',
      'Regnet slår mot rutan. ÅKE, 70, vrider upp lampan. I dörren står TOVE, 12, dyblöt, med en kikare hårt mot bröstet.',
    ),
    element('c1', 'character', 'TOVE'),
    element('p1', 'parenthetical', '(viskar)'),
    element('d1', 'dialogue', 'Den blinkade igen. Tre gånger.'),
    element('c2', 'character', 'ÅKE'),
    element('d2', 'dialogue', 'Det finns ingen fyr därute. Har inte funnits på fyrtio år.'),
    element(
      'a2',
      'action',
      'Hon räcker fram kikaren. Han tar den *inte*. På bordet ligger **loggboken**, [[kolla årtalet]] uppslagen vid _1983_.',
    ),
    element('c3', 'character', 'BERÄTTARRÖST (V.O.)'),
    element('d3', 'dialogue', 'Så började det. Med ett ljus som inte borde finnas.'),
    element('n1', 'note', 'Ska Åke ljuga redan här? Prata med Mårten.'),
    element('h2', 'sceneHeading', 'EXT. PIREN - NATT', { sceneNumber: '202' }),
    element('a3', 'action', 'Vågorna bryter över stenarna. Långt ute: ett sken. Ett till. Ett till.'),
    element('c4', 'character', 'TOVE'),
    element('d4', 'dialogue', 'Där! Såg du?'),
    element('c5', 'character', 'MÅRTEN', { dual: true }),
    element('d5', 'dialogue', 'Jag såg ingenting alls. Det är blixten, Tove, kom in nu innan du blåser i sjön.'),
    element('b1', 'boneyard', 'En gammal version: Mårten ser också ljuset.'),
    element('l1', 'lyrics', 'Och havet det tar vad havet vill ha'),
    element('ce', 'centered', 'SLUT PÅ FÖRSTA AKTEN'),
    element('t1', 'transition', 'KLIPP TILL:'),
    element('h3', 'sceneHeading', 'INT. BÅTHUSET - GRYNING', { sceneNumber: '203' }),
  ];
  const filler = [
    'Nät hänger från taket. Ljuset faller in i springor mellan plankorna och ritar streck över golvet.',
    'Tove väntar. Hon har väntat länge.',
    'En motor hostar till ute på vattnet, tystnar, hostar igen. Hon lägger örat mot väggen och håller andan tills den är borta.',
  ];
  for (let at = 0; at < 12; at++) elements.push(element(`f${at}`, 'action', filler[at % filler.length] ?? ''));
  elements.push(
    element('c6', 'character', 'ÅKE'),
    element(
      'd6',
      'dialogue',
      'Jag tände den sista gången i november. Det var storm. Sen kom de och tog linsen och sa att det var slut. Jag har inte varit där sedan dess. Ingen har varit där sedan dess. Det är bara fågel nu, och vind, och en trappa som inte bär.',
    ),
    element('c7', 'character', 'TOVE'),
    element('d7', 'dialogue', 'Vem tänder den då?'),
    element('h4', 'sceneHeading', 'EXT. FYREN - DAG', { sceneNumber: '204' }),
    element('a9', 'action', 'Dörren står öppen.'),
  );
  const lineStates: LineState[] = [
    { elementId: 'd1', state: 'generated', durationSeconds: 2.1 },
    { elementId: 'd2', state: 'stale', durationSeconds: 3.4 },
    { elementId: 'd3', state: 'none' },
    { elementId: 'd4', state: 'generating' },
    { elementId: 'd5', state: 'generated', durationSeconds: 4.8 },
    { elementId: 'd6', state: 'generated', durationSeconds: 16.2 },
  ];
  return { elements, lineStates };
}

export const titlePage = [
  { key: 'Title', value: 'FYREN\n_**Avsnitt 201**_' },
  { key: 'Credit', value: 'skrivet av' },
  { key: 'Author', value: 'Elsa Lindgren' },
  { key: 'Draft date', value: '2026-11-22' },
  { key: 'Contact', value: 'elsa@example.com' },
];

const names = ['TOVE', 'ÅKE', 'BERÄTTARRÖST', 'MÅRTEN', 'SIGRID'];
const words =
  'dörren öppnas och en lång vind går genom tomma rum medan någon ropar hennes namn igen the old lamp turns slowly above them until nobody remembers who lit it first'.split(
    ' ',
  );

/** About 4,000 elements, 120 pages: headings, action, speeches; the same every time. */
export function longScript(): PageScript {
  const elements: ScriptElement[] = [];
  let seed = 5;
  const next = (limit: number) => {
    seed = (seed * 16807) % 2147483647;
    return seed % limit;
  };
  const prose = (count: number) => {
    const text = Array.from({ length: count }, () => words[next(words.length)]).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  const add = (type: ElementType, text: string, more?: Partial<ScriptElement>) =>
    elements.push(element(`e${elements.length}`, type, text, more));
  while (elements.length < 4000) {
    const scene = elements.length;
    add('sceneHeading', `${next(2) ? 'INT' : 'EXT'}. RUM ${scene} - DAG`, { sceneNumber: String(scene) });
    for (let beat = 0; beat < 9; beat++) {
      if (next(3) === 0) add('action', prose(8 + next(14)));
      add('character', names[next(names.length)] ?? '');
      if (next(9) === 0) add('parenthetical', '(tyst)');
      add('dialogue', prose(4 + next(10)));
    }
    if (next(4) === 0) add('transition', 'KLIPP TILL:');
  }
  return { elements, lineStates: [] };
}
