// What stands below a picture, for a reader who sees nothing else: the key, the counts, the day, the link.
import { lookOf, outline } from '../diagram/shapes';
import { words } from '../model/data';
import { dateWords } from '../model/dates';
import { shownEdges, shownEntities } from '../model/drawing';
import { groupBy } from '../model/lines';
import { measure } from '../model/measure';
import { hereURL, place } from '../model/place';
import { standingOf, standings, type Standing } from '../model/words';
import { text } from '../strings';
import { element, token, type Box } from './svg';

const family = 'Inter Variable, Inter, sans-serif';
const font = `400 10.5px ${family}`;
const margin = 20;
const lineHeight = 16;

interface Foot {
  parts: SVGElement[];
  /** Where it ends. */
  bottom: number;
}

/** The foot of a picture, from the given height on. */
export function footOf(box: Box, top: number): Foot {
  const key = keyOf(box, top);
  const lines = [...sayings(), hereURL()].flatMap((line) => wrapped(line, box.width - 2 * margin));
  const first = key.bottom + 8;
  const parts = lines.map((line, i) => label(line, box.x + margin, first + i * lineHeight));
  return { parts: [...key.parts, ...parts], bottom: first + lines.length * lineHeight + 4 };
}

const label = (words: string, x: number, y: number) =>
  element('text', { x, y, 'font-family': family, 'font-size': 10.5, fill: token('--muted') }, words);

function sayings(): string[] {
  const { known } = place.peek();
  const counts = text.pictureCount(shownEntities.peek().length, shownEdges.peek().length);
  const asKnown = known ? ` ${text.asKnownOn(dateWords(known))}` : '';
  const day = text.pictureDate(dateWords(new Date().toISOString().slice(0, 10)));
  return [`${counts}${asKnown} ${day}`, text.footnote];
}

/** Breaks a text between words, and an address anywhere. */
function wrapped(line: string, width: number): string[] {
  const lines = [''];
  for (const part of line.match(/\S{1,20}\s*/g) ?? []) {
    const longer = (lines.at(-1) ?? '') + part;
    if (lines.at(-1) !== '' && measure(longer.trimEnd(), font) > width) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((l) => l.trimEnd());
}

/** The signs and lines that the picture uses, each with its name. */
function keyOf(box: Box, top: number): Foot {
  const w = words.peek().data;
  const kinds = groupBy(shownEntities.peek(), (e) => e.kind).map((list) => list[0]?.kind ?? '');
  const used = new Set(shownEdges.peek().map(standingOf));
  const entries = [
    ...kinds.map((kind) => ({ name: w?.kind(kind) ?? kind, sign: signOf(kind), room: 18 })),
    ...standings.filter((s) => used.has(s)).map((s) => ({ name: text.standingNames[s], sign: sampleOf(s), room: 36 })),
  ];
  const parts: SVGElement[] = [];
  let [x, y] = [box.x + margin, top + 6];
  for (const { name, sign, room } of entries) {
    const width = room + measure(name, font) + 18;
    if (x + width > box.x + box.width - margin) [x, y] = [box.x + margin, y + 20];
    const group = element('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
    group.append(...sign, label(name, room, 3.5));
    parts.push(group);
    x += width;
  }
  return { parts, bottom: y + 14 };
}

function signOf(kind: string): SVGElement[] {
  const look = lookOf(kind);
  return [
    element('path', { d: outline(look.form, 6), fill: token(`--kind-${look.tone}`), transform: 'translate(7 0)' }),
  ];
}

const dashes: Partial<Record<Standing, string>> = { alleged: '7 5', denied: '2 4' };
const widths: Partial<Record<Standing, number>> = { reported: 1.3, found: 6 };

function sampleOf(standing: Standing): SVGElement[] {
  const line = { d: 'M0 0H30', fill: 'none', stroke: token('--ink'), 'stroke-width': widths[standing] ?? 2 };
  const dash = dashes[standing] ? { 'stroke-dasharray': dashes[standing] } : {};
  const faint = standing === 'ended' ? { 'stroke-opacity': 0.45 } : {};
  const inner = element('path', { ...line, stroke: token('--canvas'), 'stroke-width': 2.4 });
  return [element('path', { ...line, ...dash, ...faint }), ...(standing === 'found' ? [inner] : [])];
}
