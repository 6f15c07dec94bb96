// The graph as the layout works on it: bodies that move, links between them, groups, and which of them move together.
import type { Bounds, LayoutEdge, LayoutInput, LayoutNode, Point } from './types';
import { boxAround } from './geometry';

/** A node with a position that the layout changes. */
export interface Body extends Point {
  id: string;
  radius: number;
  /** Half the width of the name, and its lines. */
  nameHalfWidth: number;
  nameLines: number;
  /** Half the size of the box round shape and name, and how far its middle lies below the body's. */
  halfWidth: number;
  halfHeight: number;
  drop: number;
  /** How many links end here. */
  degree: number;
  /** The reader has seen it where it is: it never moves. */
  pinned: boolean;
  /** The bodies that are pushed together: a hub with its groups, or the body alone. */
  unit: Body[];
}

/** Half the size of a label. */
export interface LabelSize {
  halfWidth: number;
  halfHeight: number;
}

/** An edge between two bodies. */
export interface Link {
  id: string;
  a: Body;
  b: Body;
  headFrom: boolean;
  headTo: boolean;
  /** How far the control point lies to the right of the middle, seen from a to b, when nothing is in the way. */
  offset: number;
  /** Number of links between the same two bodies. */
  parallel: number;
  /** Null for a link of a group, which the group's label names, and for one without a text. */
  label: LabelSize | null;
}

/** Leaves on an arc round their hub, with one label. */
export interface Cluster {
  id: string;
  hub: Body;
  members: Body[];
  label: LabelSize;
  /** The widest angle, in radians, that the members may take up round the hub. */
  span: number;
}

export interface Scene {
  bodies: Body[];
  links: Link[];
  clusters: Cluster[];
  /** The canvas to fill. */
  width: number;
  height: number;
}

/** From the edge of a shape down to the top of its name. */
const NAME_GAP = 5;
const LINE_HEIGHT = 16;
/** Least distance between the control points of two parallel arcs: the arcs are half of it apart. */
const ARC_SPACING = 64;

/** The room of a group's member round its hub, as a part of what another neighbour gets. */
const MEMBER_ROOM = 0.75;

export function shapeBox(body: Body): Bounds {
  return boxAround(body, body.radius, body.radius);
}

/** How far below its centre a body's name ends; a line's descenders reach 7 px below 16 px a line. */
export function nameDepth(body: { radius: number; nameLines: number }): number {
  return body.nameLines === 0 ? body.radius : body.radius + 7 + LINE_HEIGHT * body.nameLines;
}

export function nameBox(body: Body): Bounds {
  return {
    left: body.x - body.nameHalfWidth,
    top: body.y + body.radius + NAME_GAP,
    right: body.x + body.nameHalfWidth,
    bottom: body.y + Math.max(nameDepth(body), body.radius + NAME_GAP),
  };
}

/** The shape and the name in one box. */
export function bodyBox(body: Body): Bounds {
  return boxAround({ x: body.x, y: body.y + body.drop }, body.halfWidth, body.halfHeight);
}

/** Builds the scene. Throws an Error when an edge or a group names a node that is not there, or an edge has one end. */
export function buildScene(input: LayoutInput): Scene {
  const bodies = input.nodes.map(newBody);
  const byId = new Map(bodies.map((body) => [body.id, body]));
  const find = (id: string, user: string): Body => {
    const body = byId.get(id);
    if (!body) throw new Error(`layout: ${user} names the node "${id}", which is not among the nodes`);
    return body;
  };
  const clusters = input.groups
    .filter((group) => group.members.length > 0)
    .map((group): Cluster => {
      const hub = find(group.hub, `group "${group.id}"`);
      const members = group.members.map((id) => find(id, `group "${group.id}"`));
      return { id: group.id, hub, members, label: halves(group), span: 0 };
    });
  const links = buildLinks(input.edges, find, clusters);
  for (const link of links) {
    link.a.degree++;
    link.b.degree++;
  }
  clusters.forEach(joinUnit);
  for (const cluster of clusters) cluster.span = widestSpan(cluster, clusters, links);
  return { bodies, links, clusters, width: input.width, height: input.height };
}

function newBody(node: LayoutNode): Body {
  const depth = nameDepth({ radius: node.radius, nameLines: node.labelLines });
  const body: Body = {
    id: node.id,
    x: node.fixed?.x ?? 0,
    y: node.fixed?.y ?? 0,
    radius: node.radius,
    nameHalfWidth: node.labelWidth / 2,
    nameLines: node.labelLines,
    halfWidth: Math.max(node.radius, node.labelWidth / 2),
    halfHeight: (node.radius + depth) / 2,
    drop: (depth - node.radius) / 2,
    degree: 0,
    pinned: node.fixed !== undefined,
    unit: [],
  };
  body.unit.push(body);
  return body;
}

function halves(label: { labelWidth: number; labelHeight: number }): LabelSize {
  return { halfWidth: label.labelWidth / 2, halfHeight: label.labelHeight / 2 };
}

function buildLinks(edges: LayoutEdge[], find: (id: string, user: string) => Body, clusters: Cluster[]): Link[] {
  const grouped = new Set(clusters.flatMap((c) => c.members.map((member) => pairKey(c.hub, member))));
  const bundles = new Map<string, Link[]>();
  const links = edges.map((edge): Link => {
    const a = find(edge.from, `edge "${edge.id}"`);
    const b = find(edge.to, `edge "${edge.id}"`);
    if (a === b) throw new Error(`layout: edge "${edge.id}" joins the node "${a.id}" with itself`);
    const key = pairKey(a, b);
    const label = edge.labelWidth > 0 && !grouped.has(key) ? halves(edge) : null;
    const link = { id: edge.id, a, b, headFrom: edge.headFrom, headTo: edge.headTo, offset: 0, parallel: 1, label };
    bundles.set(key, [...(bundles.get(key) ?? []), link]);
    return link;
  });
  bundles.forEach(spreadParallel);
  return links;
}

function pairKey(a: Body, b: Body): string {
  return JSON.stringify(a.id < b.id ? [a.id, b.id] : [b.id, a.id]);
}

/** Gives parallel links arcs on both sides of the straight line, far enough apart for their labels. */
function spreadParallel(links: Link[]): void {
  const tallest = Math.max(...links.map((link) => (link.label ? link.label.halfHeight * 2 : 0)));
  const spacing = tallest > 0 ? Math.max(ARC_SPACING, 2 * tallest + 10) : ARC_SPACING / 2;
  links.forEach((link, i) => {
    const side = (i - (links.length - 1) / 2) * spacing;
    link.offset = link.a.id < link.b.id ? side : -side; // the same side for both directions of reading
    link.parallel = links.length;
  });
}

/** A group's part of the circle: the more else is joined to its hub, the narrower, so that the rest has room too. */
function widestSpan({ hub, members }: Cluster, clusters: readonly Cluster[], links: readonly Link[]): number {
  const grouped = new Set(clusters.flatMap((cluster) => (cluster.hub === hub ? cluster.members : [])));
  const ends = links.flatMap(({ a, b }) => (a === hub ? [b] : b === hub ? [a] : []));
  const others = new Set(ends.filter((end) => !grouped.has(end))).size;
  const share = (MEMBER_ROOM * members.length) / (MEMBER_ROOM * grouped.size + others);
  const most = Math.min(300, 140 + Math.max(0, members.length - 12) * 8);
  const siblings = clusters.filter((cluster) => cluster.hub === hub).length;
  const least = Math.min(75, 20 * members.length) / Math.max(1, siblings - 1);
  return (Math.max(least, Math.min(most, 360 * share)) * Math.PI) / 180;
}

/** A group moves with its hub, so that its arc keeps its form. */
function joinUnit(cluster: Cluster): void {
  const unit = cluster.hub.unit;
  for (const member of cluster.members) {
    if (member.unit.length > 1 || member === cluster.hub) continue;
    unit.push(member);
    member.unit = unit;
  }
}

/** Moves a body, and all that moves with it, but nothing that is pinned. */
export function push(body: Body, dx: number, dy: number): void {
  for (const each of body.unit) pushAlone(each, dx, dy);
}

export function pushAlone(body: Body, dx: number, dy: number): void {
  if (body.pinned) return;
  body.x += dx;
  body.y += dy;
}

export function savePositions(scene: Scene): Point[] {
  return scene.bodies.map(({ x, y }) => ({ x, y }));
}

export function restorePositions(scene: Scene, saved: readonly Point[]): void {
  scene.bodies.forEach((body, i) => {
    const point = saved[i];
    if (!body.pinned && point) Object.assign(body, point);
  });
}

/** The connected parts of a scene, in the order of their first bodies. They share the scene's bodies. */
export function connectedParts(scene: Scene): Scene[] {
  const neighbours = new Map<Body, Body[]>(scene.bodies.map((body) => [body, []]));
  const join = (a: Body, b: Body): void => {
    neighbours.get(a)?.push(b);
    neighbours.get(b)?.push(a);
  };
  for (const link of scene.links) join(link.a, link.b);
  for (const cluster of scene.clusters) for (const member of cluster.members) join(cluster.hub, member);
  const partOf = new Map<Body, Scene>();
  const parts: Scene[] = [];
  for (const start of scene.bodies) {
    if (partOf.has(start)) continue;
    const part: Scene = { ...scene, bodies: [], links: [], clusters: [] };
    parts.push(part);
    const waiting = [start];
    for (let body = waiting.pop(); body; body = waiting.pop()) {
      if (partOf.has(body)) continue;
      partOf.set(body, part);
      waiting.push(...(neighbours.get(body) ?? []));
    }
  }
  for (const body of scene.bodies) partOf.get(body)?.bodies.push(body);
  for (const link of scene.links) partOf.get(link.a)?.links.push(link);
  for (const cluster of scene.clusters) partOf.get(cluster.hub)?.clusters.push(cluster);
  return parts;
}
