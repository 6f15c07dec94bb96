// New bodies beside a drawing that the reader has learned: each takes a free angle round a neighbour that has a place.
import type { Bounds, Point } from './types';
import type { Body, Cluster, Link, Scene } from './scene';
import { bodyBox, nameBox, shapeBox } from './scene';
import { freestAngle, placeArc } from './arc';
import { idealLength } from './distances';
import { tagBox, tagsOf } from './separate';
import { grow, overlap, segmentHitsBox, segmentsCross } from './geometry';

const DIRECTIONS = 48;
/** Distances from the neighbour, as parts of the ideal one. Beyond them the last is doubled until there is room. */
const REACHES = [1, 1.25, 0.8, 1.6, 2.1, 2.8, 3.8];
const COST = { overlap: 100, hit: 30, crossing: 4, name: 3, label: 9, far: 4, outward: 1 };

/** Places every body that is not pinned, starting from those beside pinned ones, and tells which could not be reached. */
export function placeNew(scene: Scene): Body[] {
  const placed = new Set(scene.bodies.filter((body) => body.pinned));
  const waiting = scene.bodies.filter((body) => !body.pinned);
  for (;;) {
    for (const cluster of scene.clusters) seatGroup(scene, cluster, placed);
    const next = waiting.find((body) => !placed.has(body) && linksToPlaced(scene, body, placed).length > 0);
    if (!next) return waiting.filter((body) => !placed.has(body));
    seat(scene, next, placed);
    placed.add(next);
  }
}

function linksToPlaced(scene: Scene, body: Body, placed: ReadonlySet<Body>): Link[] {
  return scene.links.filter(
    (link) => (link.a === body && placed.has(link.b)) || (link.b === body && placed.has(link.a)),
  );
}

/** A group that is new as a whole comes on an arc, if there is room for one; else its members are seated one by one. */
function seatGroup(scene: Scene, cluster: Cluster, placed: Set<Body>): void {
  if (!placed.has(cluster.hub) || cluster.members.some((member) => placed.has(member))) return;
  const others = [...placed];
  const view = { ...scene, bodies: others };
  const away = { x: 0, y: 0 };
  for (const other of others) {
    away.x -= (other.x - cluster.hub.x) / others.length;
    away.y -= (other.y - cluster.hub.y) / others.length;
  }
  const wanted = Math.atan2(away.y, away.x);
  const sector = placeArc(cluster, wanted);
  placeArc(cluster, freestAngle(view, cluster, wanted, sector));
  const blocked = cluster.members.some((member) => others.some((other) => overlap(padded(member), padded(other))));
  if (!blocked) for (const member of cluster.members) placed.add(member);
}

function padded(body: Body): ReturnType<typeof bodyBox> {
  return grow(bodyBox(body), 8);
}

/** Puts the body where it is least in the way. */
function seat(scene: Scene, body: Body, placed: ReadonlySet<Body>): void {
  const own = linksToPlaced(scene, body, placed);
  const link = own[0];
  if (!link) return;
  const parent = link.a === body ? link.b : link.a;
  const there = [...placed];
  const lines = scene.links.filter((other) => placed.has(other.a) && placed.has(other.b));
  const labels = tagsOf(lines).map(tagBox);
  const length = idealLength(link);
  const outward = awayFrom(parent, there);
  let best: { point: Point; cost: number } | null = null;
  const tryReach = (part: number): void => {
    for (let i = 0; i < DIRECTIONS; i++) {
      const angle = (i * 2 * Math.PI) / DIRECTIONS;
      body.x = parent.x + Math.cos(angle) * length * part;
      body.y = parent.y + Math.sin(angle) * length * part;
      const bias = COST.far * Math.abs(part - 1) + COST.outward * (1 - Math.cos(angle - outward));
      const cost = bias + inTheWay(body, there, own, lines) + labelsInTheWay(body, there, own, labels);
      if (!best || cost < best.cost) best = { point: { x: body.x, y: body.y }, cost };
    }
  };
  REACHES.forEach(tryReach);
  const found = (): number => best?.cost ?? Infinity;
  for (let part = 8; found() >= COST.overlap && part < 1000; part *= 2) tryReach(part);
  Object.assign(body, (best as { point: Point } | null)?.point);
}

function awayFrom(parent: Body, others: readonly Body[]): number {
  const x = others.reduce((sum, other) => sum + other.x - parent.x, 0);
  const y = others.reduce((sum, other) => sum + other.y - parent.y, 0);
  return Math.atan2(-y, -x);
}

/** What a body, and its lines, would cover or cross where it is. */
function inTheWay(body: Body, others: readonly Body[], own: readonly Link[], lines: readonly Link[]): number {
  const box = padded(body);
  const shape = grow(shapeBox(body), 10);
  let cost = 0;
  for (const other of others) if (overlap(box, padded(other))) cost += COST.overlap;
  for (const line of lines) {
    if (segmentHitsBox(line.a, line.b, shape)) cost += COST.hit;
    else if (segmentHitsBox(line.a, line.b, nameBox(body))) cost += COST.name;
  }
  for (const link of own) cost += lineInTheWay(link, others, lines);
  return cost;
}

/** What a body would cover of the labels there are, and what its own labels would cover. */
function labelsInTheWay(body: Body, others: readonly Body[], own: readonly Link[], labels: readonly Bounds[]): number {
  const box = bodyBox(body);
  let cost = COST.label * labels.filter((label) => overlap(label, box)).length;
  for (const tag of tagsOf(own).map(tagBox)) {
    cost += COST.label * labels.filter((label) => overlap(label, tag)).length;
    cost += COST.label * others.filter((other) => overlap(bodyBox(other), tag)).length;
  }
  return cost;
}

function lineInTheWay(link: Link, others: readonly Body[], lines: readonly Link[]): number {
  let cost = 0;
  for (const other of others) {
    if (other === link.a || other === link.b) continue;
    if (segmentHitsBox(link.a, link.b, grow(shapeBox(other), 10))) cost += COST.hit;
    else if (segmentHitsBox(link.a, link.b, nameBox(other))) cost += COST.name;
  }
  for (const line of lines) if (segmentsCross(link.a, link.b, line.a, line.b)) cost += COST.crossing;
  return cost;
}
