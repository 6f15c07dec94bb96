// What is drawn: the shown relations as lines, leaves as groups, and where everything lies.
import { computed, effect, signal } from '@preact/signals';
import type { ViewEntity } from '../api/types';
import { layoutInWorker } from '../layout/client';
import { route } from '../layout/layout';
import type { LayoutInput, LayoutNode, LayoutResult, Point } from '../layout/types';
import { text } from '../strings';
import { cut } from './characters';
import { chainEntities, edges, entities, entityByID, words } from './data';
import { allowedEntities, shownEdges as filterEdges, shownEntities as filterEntities } from './filter';
import { groupsOf, type Group } from './groups';
import { countEnds, linesOf, type Line } from './lines';
import { captionWidth, groupLabelSize, lineLabelSize, nameFont, nameLines } from './measure';
import { place } from './place';

/** Entities that the reader asked for by name: no filter of kinds hides them, no group swallows them. */
export const chosen = computed(() => {
  const { node, expand, add, pins, path: ends } = place.value;
  const chain = ends.length ? chainEntities.value : [];
  return new Set([node, ...expand.map((e) => e.id), ...add, ...pins, ...ends, ...chain].filter(Boolean));
});

const allowed = computed(() => allowedEntities(entities.value, place.value, chosen.value));

/** The relations between entities that may be drawn, whatever families, years and standings are hidden. */
export const allowedEdges = computed(() => {
  const there = new Set(allowed.value.map((e) => e.id));
  return edges.value.filter((e) => there.has(e.from_id) && there.has(e.to_id));
});

/** The relations that all filters leave. */
export const shownEdges = computed(() => filterEdges(edges.value, allowed.value, place.value));

/** The keys of these relations. */
export const shownKeys = computed(() => new Set(shownEdges.value.map((e) => e.key)));

/** How many of these relations each entity has. */
export const shownRelations = computed(() => countEnds(shownEdges.value.map((e) => [e.from_id, e.to_id])));

/** The entities that are drawn, those in folded groups included. */
export const shownEntities = computed(() => filterEntities(allowed.value, shownEdges.value, chosen.value));

/** All lines between entities that may be drawn: positions do not depend on families, years or statuses. */
const allLines = computed<Line[]>(() => {
  const w = words.value.data;
  if (!w) return [];
  return linesOf(allowedEdges.value, w);
});

const lines = computed<Line[]>(() => (words.value.data ? linesOf(shownEdges.value, words.value.data) : []));

export const groups = computed<Group[]>(() => groupsOf(allowed.value, allLines.value, chosen.value));

/** A node of the diagram: an entity, or a folded group of them. */
export type DrawnNode =
  { id: string; entity: ViewEntity; group?: undefined } | { id: string; entity?: undefined; group: Group };

/** What the diagram shows: folded groups stand for their members. */
export interface Scene {
  nodes: DrawnNode[];
  lines: Line[];
  groups: Group[];
}

function sceneOf(shown: ViewEntity[], drawn: Line[]): Scene {
  const folded = groups.value.filter((g) => place.value.fold.includes(g.id));
  const inFold = new Map(folded.flatMap((g) => g.members.map((m) => [m, g] as const)));
  const there = new Set(shown.map((e) => e.id));
  const nodes: DrawnNode[] = shown.filter((e) => !inFold.has(e.id)).map((entity) => ({ id: entity.id, entity }));
  const kept = drawn.filter((l) => !inFold.has(l.from) && !inFold.has(l.to));
  for (const group of folded) {
    const members = group.members.filter((m) => there.has(m));
    if (!members.length) continue;
    nodes.push({ id: group.id, group: { ...group, members } });
    kept.push(foldedLine(group, members));
  }
  const open = groups.value
    .filter((g) => !folded.includes(g))
    .map((g) => ({ ...g, members: g.members.filter((m) => there.has(m)) }))
    .filter((g) => g.members.length > 2);
  return { nodes, lines: kept, groups: open };
}

const longestGroupVerb = 28;

function foldedLine(group: Group, members: string[]): Line {
  const { line } = group;
  const [from, to] = line.from === group.hub ? [group.hub, group.id] : [group.id, group.hub];
  const shown = group.lines.filter((l) => members.includes(l.from) || members.includes(l.to));
  return {
    ...line,
    id: group.id,
    from,
    to,
    edges: shown.flatMap((l) => l.edges),
    label: [text.groupLabel(cut(line.verb, longestGroupVerb), members.length)],
    disputed: shown.some((l) => l.disputed),
  };
}

const wholeScene = computed(() =>
  sceneOf(
    allowed.value.filter((e) => chosen.value.has(e.id) || degrees.value.has(e.id)),
    allLines.value,
  ),
);

/** The scene that is drawn now. */
export const scene = computed(() => sceneOf(shownEntities.value, lines.value));

/** Lines whose label the group says for all. */
export const groupOfLine = computed(() => {
  const of = new Map<string, Group>();
  for (const group of scene.value.groups) {
    const members = new Set(group.members);
    for (const line of scene.value.lines) if (members.has(line.from) || members.has(line.to)) of.set(line.id, group);
  }
  return of;
});

const degrees = computed(() => countEnds(allLines.value.map((l) => [l.from, l.to])));

const groupRadius = 24;

export function radiusOf(node: DrawnNode): number {
  if (node.group) return groupRadius;
  const degree = degrees.value.get(node.id) ?? 0;
  return Math.min(36, 17 + 3.6 * Math.sqrt(Math.max(0, degree - 1)));
}

/** The text under a node, in one line or two. */
export function captionOf(node: DrawnNode): string[] {
  if (node.entity) return nameLines(node.entity.name);
  return nameLines(`${node.group.members.length} ${kindOf(node.group)}`);
}

export function kindOf(group: Group): string {
  const kinds = new Set(group.members.map((m) => entityByID.value.get(m)?.kind ?? ''));
  const [kind = ''] = kinds;
  return kinds.size === 1 && words.value.data ? words.value.data.kinds(kind, 2) : 'entities';
}

export function groupText(group: Group): string {
  return text.groupLabel(
    cut(group.line.verb, longestGroupVerb).replace(/agreement$/, 'agreements'),
    group.members.length,
  );
}

function inputOf(s: Scene, fixed: Record<string, Point>, size: { width: number; height: number }): LayoutInput {
  const members = new Set(s.groups.flatMap((g) => g.members));
  const nodes = s.nodes.map((node): LayoutNode => {
    const caption = captionOf(node);
    const at = fixed[node.id];
    return {
      id: node.id,
      radius: radiusOf(node),
      labelWidth: captionWidth(caption),
      labelLines: caption.length,
      ...(at ? { fixed: at } : {}),
    };
  });
  return {
    nodes,
    edges: s.lines.map((line) => {
      const grouped = members.has(line.from) || members.has(line.to); // the group's label says it
      const { width, height } = grouped ? { width: 0, height: 0 } : lineLabelSize(line.label);
      return {
        id: line.id,
        from: line.from,
        to: line.to,
        labelWidth: width,
        labelHeight: height,
        headFrom: line.headFrom,
        headTo: line.headTo,
      };
    }),
    groups: s.groups.map((g) => {
      const { width, height } = groupLabelSize(groupText(g));
      return { id: g.id, hub: g.hub, members: g.members, labelWidth: width, labelHeight: height };
    }),
    ...size,
  };
}

/** The size of the canvas, as the diagram measures it; null until it has. */
export const canvas = signal<{ width: number; height: number } | null>(null);

/** In steps, so that a scroll bar more or less draws the same picture. */
const sizeForLayout = () => {
  const { width, height } = canvas.peek() ?? { width: 760, height: 600 };
  const step = (length: number) => Math.max(200, Math.round(length / 40) * 40);
  return { width: step(width), height: step(height) };
};

/** Widths are those of the page's own font: nothing is measured before it is there. */
const fontReady = signal(false);
void document.fonts.load(nameFont).finally(() => (fontReady.value = true));

/** Where everything lies; a layout that is not there yet leaves the old one. */
export const positions = signal<Record<string, Point>>({});
export const laidOut = signal(0);

/** The expansions for which the positions of now were made. */
let placedFor = '';
const expansions = () =>
  place
    .peek()
    .expand.map((e) => e.id)
    .join(',');

/** Old positions hold while the drawing only grows or shrinks; another drawing starts anew. */
function kept(): Record<string, Point> {
  const now = expansions();
  const grows = placedFor !== '' && (now.startsWith(placedFor) || placedFor.startsWith(now));
  return grows ? positions.peek() : {};
}

/** What the places of now were asked for. */
let laidOutFor = '';
let waiting = false;

/**
 * Lays out whenever the set of nodes and lines changes. The panes beside the canvas take their room first, within two
 * frames: the drawing is made for what is left, and once for all that changes meanwhile.
 */
export function startLayout(): void {
  effect(() => {
    const ready = fontReady.value && canvas.value && wholeScene.value.nodes.length > 0;
    if (!ready || waiting || keyOf(wholeScene.value) === laidOutFor) return;
    waiting = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        waiting = false;
        const s = wholeScene.peek();
        laidOutFor = keyOf(s);
        if (s.nodes.length > 0) layOut(s);
      }),
    );
  });
}

const keyOf = (s: Scene) =>
  [s.nodes.map((n) => n.id).join(), s.lines.map((l) => l.id).join(), place.value.known].join(' ');

function layOut(s: Scene): void {
  const made = expansions();
  const start = performance.now();
  layoutInWorker(inputOf(s, kept(), sizeForLayout())).then(
    (result) => {
      if (!result) return; // a newer one is on its way
      performance.measure('layout', { start }); // for those who measure
      positions.value = result.nodes;
      placedFor = made;
      laidOut.value += 1;
    },
    (error: unknown) => {
      console.error(error);
    },
  );
}

/** The lines as they run between the places of now. */
const routes = computed<LayoutResult | null>(() => {
  const s = scene.value;
  const at = positions.value;
  if (s.nodes.length === 0 || s.nodes.some((n) => !at[n.id])) return null;
  return route(inputOf(s, {}, sizeForLayout()), at);
});

/** The last picture that was whole: it stays while a new one is made. */
export const picture = signal<{ scene: Scene; layout: LayoutResult } | null>(null);

effect(() => {
  const layout = routes.value;
  if (layout) picture.value = { scene: scene.value, layout };
  else if (scene.value.nodes.length === 0) picture.value = null;
});

/** Moves a node by hand. */
export function moveNode(id: string, dx: number, dy: number): void {
  const at = positions.peek()[id];
  if (at) positions.value = { ...positions.peek(), [id]: { x: at.x + dx, y: at.y + dy } };
}

const step = 30; // pixels at scale 1
const ways = { left: { x: -step, y: 0 }, right: { x: step, y: 0 }, up: { x: 0, y: -step }, down: { x: 0, y: step } };

/** The same without dragging. */
export const moveBy = (id: string, way: keyof typeof ways) => moveNode(id, ways[way].x, ways[way].y);
