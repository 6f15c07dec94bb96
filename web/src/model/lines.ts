// Relations become lines: what lies side by side between the same two entities is drawn once.
import type { Edge } from '../api/types';
import { text } from '../strings';
import { cut } from './characters';
import { standingOf, standings, type Standing, type Words } from './words';

/** What is drawn between two entities, for one relation or several. */
export interface Line {
  id: string;
  from: string;
  to: string;
  edges: Edge[];
  family: string;
  standing: Standing;
  /** The verb, and below it what qualifies it. */
  label: string[];
  /** The same without numbers: what the label of a group says for all its lines. */
  verb: string;
  headFrom: boolean;
  headTo: boolean;
  disputed: boolean;
}

/** Beyond so many lines between two entities, each family is one line. */
const maxLines = 2;

const longestLabel = 24;

export function linesOf(edges: Edge[], words: Words): Line[] {
  const lines: Line[] = [];
  for (const between of groupBy(edges, (e) => [e.from_id, e.to_id].sort().join('\n'))) {
    const byType = groupBy(between, (e) => `${e.type} ${e.from_id} ${e.polarity}`);
    const parts = byType.length <= maxLines ? byType : groupBy(between, (e) => e.family);
    lines.push(...parts.map((part) => lineOf(part, words)));
  }
  return lines;
}

function lineOf(edges: Edge[], words: Words): Line {
  const first = edges[0];
  if (!first) throw new Error('a line without a relation');
  const { from_id: from, to_id: to } = first;
  const headTo = edges.some((e) => !words.isSymmetric(e.type) && e.to_id === to);
  const headFrom = edges.some((e) => !words.isSymmetric(e.type) && e.to_id === from);
  return {
    id: first.key,
    from,
    to,
    edges,
    family: first.family,
    standing: weakest(edges),
    label: labelOf(edges, words),
    verb: verbOf(edges, words),
    headFrom,
    headTo,
    disputed: edges.some((e) => e.disputed),
  };
}

/** A line that stands for several says no more than the weakest of them. */
function weakest(edges: Edge[]): Standing {
  const all = new Set(edges.map(standingOf));
  return (
    standings.find((s) => s !== 'denied' && s !== 'ended' && all.has(s)) ??
    standings.find((s) => all.has(s)) ??
    'reported'
  );
}

function verbOf(edges: Edge[], words: Words): string {
  return [...new Set(edges.map((e) => words.short(e)))].join(', ');
}

function labelOf(edges: Edge[], words: Words): string[] {
  const [first] = edges;
  if (!first) return [];
  const types = new Set(edges.map((e) => e.type));
  if (types.size > 1)
    return [text.several(edges.length, words.family(first.family).toLowerCase()), ...yearsOver(edges)];
  const verbs = verbOf(edges, words);
  const verb = edges.length > 1 && !verbs.includes(',') ? text.times(verbs, edges.length) : verbs;
  const detail = edges.length === 1 ? words.details(first).join(' · ') : yearsOver(edges).join('');
  return detail ? [short(verb), short(detail)] : [short(verb)];
}

const short = (label: string) => cut(label, longestLabel);

function yearsOver(edges: Edge[]): string[] {
  const years = edges.flatMap((e) => [e.valid_from, e.valid_to].filter(Boolean).map((d) => d.slice(0, 4))).sort();
  const [first] = years;
  const last = years.at(-1);
  if (!first || !last) return [];
  return [first === last ? first : text.fromTo(first, last)];
}

/** How often each entity is an end of what is given. */
export function countEnds(ends: [string, string][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const id of ends.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

export function groupBy<T>(items: T[], key: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}
