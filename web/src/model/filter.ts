// Which relations are shown. The diagram, the table and every export show the same ones.
import type { Edge, ViewEntity } from '../api/types';
import type { Address } from './address';
import { quietKinds } from './address';
import { yearsOf } from './dates';
import { standingOf } from './words';

type Choice = Pick<Address, 'hide' | 'nostatus' | 'nokind' | 'years' | 'undated' | 'drop'>;

/** The first and last year that sources name for a relation; null where none dates it. */
export const namedYears = (e: Edge) => yearsOf(e.valid_from, e.valid_to);

/** The years in which a relation held or may have held: an end that no source gives is open. */
export function edgeYears(e: Edge): [number, number] | null {
  const years = namedYears(e);
  const [from, to] = (e.valid ?? '').split('/');
  if (!years || to === undefined) return years;
  const open = (end: string | undefined) => end === '' || end === '..';
  return [open(from) ? -Infinity : years[0], open(to) ? Infinity : years[1]];
}

/** The kinds that are not drawn. */
export const hiddenKinds = (a: Pick<Address, 'nokind'>) => a.nokind ?? quietKinds;

/** Entities that may be drawn: those whose kind is shown, and those that the reader chose. */
export function allowedEntities(entities: ViewEntity[], a: Choice, chosen: Set<string>): ViewEntity[] {
  const kinds = new Set(hiddenKinds(a));
  const dropped = new Set(a.drop);
  return entities.filter((e) => (chosen.has(e.id) || !kinds.has(e.kind)) && !dropped.has(e.id));
}

export function inYears(e: Edge, a: Pick<Address, 'years' | 'undated'>): boolean {
  const years = edgeYears(e);
  if (!years) return a.undated;
  return !a.years || (years[0] <= a.years[1] && years[1] >= a.years[0]);
}

/** Relations that are shown, all filters taken together. */
export function shownEdges(edges: Edge[], entities: ViewEntity[], a: Choice): Edge[] {
  const there = new Set(entities.map((e) => e.id));
  const families = new Set(a.hide);
  const standings = new Set(a.nostatus);
  return edges.filter(
    (e) =>
      there.has(e.from_id) &&
      there.has(e.to_id) &&
      !families.has(e.family) &&
      !standings.has(standingOf(e)) &&
      inYears(e, a),
  );
}

/** Entities that are drawn: the chosen ones, and the ends of what is shown. */
export function shownEntities(entities: ViewEntity[], edges: Edge[], chosen: Set<string>): ViewEntity[] {
  const ends = new Set(edges.flatMap((e) => [e.from_id, e.to_id]));
  return entities.filter((e) => ends.has(e.id) || chosen.has(e.id));
}
