// Expanding an entity: how much would come is asked first, and new groups arrive folded.
import { computed, effect, signal } from '@preact/signals';
import { api, isAbort } from '../api/client';
import type { FamilyCount } from '../api/types';
import { text } from '../strings';
import { edges, entities, entityByID, nameOf, view } from './data';
import { groups } from './drawing';
import { countEnds } from './lines';
import { collapse, expand, go, place, toggled } from './place';
import { say } from './say';
import { isPhone } from './screen';

/** More than so many new relations are not shown without asking. */
const many = 12;

/** How many relations of each entity were read. */
export const fetchedRelations = computed(() => countEnds(edges.value.map((e) => [e.from_id, e.to_id])));

/** The question that the dialog asks: which families of an entity to show. */
export interface ExpandChoice {
  id: string;
  name: string;
  total: number;
  counts: FamilyCount[];
}

export const asked = signal<ExpandChoice | null>(null);

/** Groups that were there before the last expansion; those that come with it are folded. */
let before: Set<string> | null = null;

export async function expandOrCollapse(id: string): Promise<void> {
  const entity = entityByID.peek().get(id);
  if (!entity) return;
  if (place.peek().expand.some((e) => e.id === id)) {
    if (place.peek().expand.length > 1 || place.peek().node !== id) collapse(id);
    return;
  }
  await expandEntity(id);
}

async function expandEntity(id: string): Promise<void> {
  const entity = entityByID.peek().get(id);
  const missing = (entity?.relations ?? 0) - (fetchedRelations.peek().get(id) ?? 0);
  if (!entity || missing <= many) {
    expandNow(id, []);
    return;
  }
  try {
    const answer = await api.counts(id, place.peek().known);
    asked.value = { id, name: entity.name, total: answer.total, counts: byFamily(answer.counts) };
  } catch (error) {
    if (!isAbort(error)) say(text.failed);
  }
}

/** What comes by type and direction, summed up by family. */
function byFamily(counts: FamilyCount[]): FamilyCount[] {
  const sums = new Map<string, number>();
  for (const c of counts) sums.set(c.family, (sums.get(c.family) ?? 0) + c.edges);
  return [...sums].map(([family, edges]) => ({ family, edges }));
}

export function expandNow(id: string, families: string[]): void {
  before = new Set(groups.peek().map((g) => g.id));
  expand(id, families);
}

/** New groups arrive folded behind one label. */
effect(() => {
  const now = groups.value.map((g) => g.id);
  if (!before || view.value.loading || !view.value.data) return;
  const seen = before;
  const fresh = now.filter((id) => !seen.has(id));
  before = null;
  if (fresh.length) go({ fold: [...place.peek().fold, ...fresh] });
});

/** On a phone a large drawing begins with its groups folded: fewer signs, of a size that can be read. */
const manyOnPhone = 12;
let begun = '';

effect(() => {
  const first = place.value.expand[0]?.id ?? '';
  const now = groups.value.map((g) => g.id);
  if (!isPhone() || view.value.loading || !view.value.data || first === begun) return;
  begun = first;
  if (entities.value.length > manyOnPhone && place.value.fold.length === 0 && now.length) go({ fold: now });
});

export const openGroup = (id: string) => go({ fold: place.peek().fold.filter((f) => f !== id) }, 'push');
export const foldGroup = (id: string) => go({ fold: toggled(place.peek().fold, id) }, 'push');

/** Entities whose neighbours were too many to draw. */
export const tooMany = computed(() =>
  (view.value.data?.around ?? []).filter((a) => !a.shown).map((a) => ({ ...a, name: nameOf(a.id) })),
);
