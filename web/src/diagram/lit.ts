// What stands out: the path that was found, or what the pointer is over. All else is dimmed.
import { computed, signal } from '@preact/signals';
import { path } from '../model/data';
import { scene } from '../model/drawing';
import { place } from '../model/place';

/** The id of the node or line under the pointer. */
export const hovered = signal('');

const chainKeys = computed(() => {
  const chains = place.value.path.length ? (path.value.data?.chains ?? []) : [];
  return new Set(chains.flatMap((c) => c.hops.map((h) => h.edge.key)));
});

/** The lines of the chains that were found. */
export const hot = computed(
  () => new Set(scene.value.lines.filter((l) => l.edges.some((e) => chainKeys.value.has(e.key))).map((l) => l.id)),
);

/** Ids of nodes and lines that stand out; null where nothing does. */
export const lit = computed<Set<string> | null>(() => {
  const { nodes, lines } = scene.value;
  const over = hovered.value;
  if (hot.value.size && !over) return withEnds(lines.filter((l) => hot.value.has(l.id)));
  const line = lines.find((l) => l.id === over);
  if (line) return withEnds([line]);
  if (!nodes.some((n) => n.id === over)) return null;
  return withEnds(lines.filter((l) => l.from === over || l.to === over)).add(over);
});

function withEnds(lines: { id: string; from: string; to: string }[]): Set<string> {
  return new Set(lines.flatMap((l) => [l.id, l.from, l.to]));
}
