// What no source says of a licence: a reader should not fill it in.
import type { Edge } from '../api/types';
import { text } from '../strings';

type Part = keyof typeof text.unsaidParts;

const parts: Part[] = ['direction', 'patents', 'amount', 'date'];

/** What a reader would ask of a relation and no source answers; only of licences, where much is left unsaid. */
export function unsaidOf(edge: Edge): Part[] {
  if (edge.family !== 'licence' || !edge.polarity) return [];
  const missing: Record<Part, boolean> = {
    direction: edge.type === 'HAS_LICENCE_WITH',
    patents: !edge.qualifiers?.patent && !edge.value,
    amount: !edge.amount,
    date: !edge.valid,
  };
  return parts.filter((part) => missing[part]);
}

/** The same of several, in one sentence for each part. */
export function unsaidOfAll(edges: Edge[]): string[] {
  return parts
    .map((part) => ({ part, count: edges.filter((e) => unsaidOf(e).includes(part)).length }))
    .filter(({ count }) => count > 0)
    .map(({ part, count }) => text.unsaidOf(text.unsaidParts[part], count, edges.length));
}
