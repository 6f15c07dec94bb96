// A place for every label: on its curve, as near to the middle as it can be without covering anything.
import type { Bounds, Point } from './types';
import type { Cluster, LabelSize, Scene } from './scene';
import { nameBox, shapeBox } from './scene';
import type { RoutedLink } from './curves';
import { meanAngle } from './arc';
import { at, boxAround, grow, lineHitsBox, overlap, pointOnCurve } from './geometry';

export interface Labels {
  /** In the order of the links; null for a link without a label, or without room for it. */
  links: (Point | null)[];
  /** In the order of the groups. */
  clusters: (Point | null)[];
  /** How many labels found no room. */
  omitted: number;
}

/** Free space that a label keeps round itself. */
const GAP = 2;
/** Places along a curve that are tried, the middle first; the page draws the label's text level. */
const PLACES = Array.from({ length: 17 }, (_, i) => 0.5 + (i % 2 ? 1 : -1) * Math.ceil(i / 2) * 0.04);
const COST = { offMiddle: 40, curve: 30, arrowhead: 45 };
const HALF_HEAD = 8;

interface Place {
  point: Point;
  box: Bounds;
  cost: number;
}

/** A label to be placed, and the places where it covers no shape, name or label of a group, the best first. */
interface Candidate {
  index: number;
  places: Place[];
  taken: Place | null;
}

export function placeLabels(scene: Scene, routed: readonly RoutedLink[]): Labels {
  const obstacles = scene.bodies.flatMap((body) => [shapeBox(body), nameBox(body)]);
  const clusters = scene.clusters.map((cluster) => {
    const place = clusterPlace(cluster, obstacles, routed);
    if (place) obstacles.push(place.box);
    return place?.point ?? null;
  });
  const heads = routed.flatMap(headBoxes);
  const candidates: Candidate[] = [];
  routed.forEach((link, index) => {
    const size = link.link.label;
    if (size) candidates.push({ index, places: linkPlaces(link, size, obstacles, heads, routed), taken: null });
  });
  assign(candidates);
  const links = routed.map((): Point | null => null);
  for (const { index, taken } of candidates) links[index] = taken?.point ?? null;
  const omitted = candidates.filter((c) => !c.taken).length + clusters.filter((c) => !c).length;
  return { links, clusters, omitted };
}

function headBoxes({ link, tipFrom, tipTo }: RoutedLink): Bounds[] {
  const tips = [...(link.headFrom ? [tipFrom] : []), ...(link.headTo ? [tipTo] : [])];
  return tips.map((tip) => boxAround(tip, HALF_HEAD, HALF_HEAD));
}

function linkPlaces(
  own: RoutedLink,
  size: LabelSize,
  obstacles: readonly Bounds[],
  heads: readonly Bounds[],
  routed: readonly RoutedLink[],
): Place[] {
  const reach = grow(own.box, Math.max(size.halfWidth, size.halfHeight) + GAP);
  const near = obstacles.filter((box) => overlap(box, reach));
  const nearHeads = heads.filter((box) => overlap(box, reach));
  const others = routed.filter((other) => other !== own && overlap(other.box, reach));
  const places: Place[] = [];
  for (const t of PLACES) {
    const point = pointOnCurve(own.curve, t);
    const box = boxAround(point, size.halfWidth + GAP, size.halfHeight + GAP);
    if (near.some((obstacle) => overlap(box, obstacle))) continue;
    const covered = others.filter((other) => lineHitsBox(other.line, box)).length;
    const hidden = nearHeads.filter((head) => overlap(head, box)).length;
    places.push({
      point,
      box,
      cost: Math.abs(t - 0.5) * COST.offMiddle + covered * COST.curve + hidden * COST.arrowhead,
    });
  }
  return places.sort((a, b) => a.cost - b.cost);
}

/** Gives each label its best place that is still free, those with the least choice first. */
function assign(candidates: readonly Candidate[]): void {
  const placed: Candidate[] = [];
  const blockers = (place: Place, mover: Candidate): Candidate[] =>
    placed.filter((other) => other !== mover && other.taken && overlap(other.taken.box, place.box));
  for (const candidate of [...candidates].sort((a, b) => a.places.length - b.places.length || a.index - b.index)) {
    candidate.taken = candidate.places.find((place) => blockers(place, candidate).length === 0) ?? null;
    if (!candidate.taken) makeRoom(candidate, blockers);
    placed.push(candidate);
  }
}

/** Moves one other label out of the way, if that frees a place. */
function makeRoom(candidate: Candidate, blockers: (place: Place, mover: Candidate) => Candidate[]): void {
  for (const place of candidate.places) {
    const inWay = blockers(place, candidate);
    if (inWay.length !== 1) continue;
    const other = at(inWay, 0);
    const elsewhere = other.places.find((p) => !overlap(p.box, place.box) && blockers(p, other).length === 0);
    if (!elsewhere) continue;
    other.taken = elsewhere;
    candidate.taken = place;
    return;
  }
}

/** A place for a group's label, on the way from the hub to the middle of its members. */
function clusterPlace(cluster: Cluster, obstacles: readonly Bounds[], routed: readonly RoutedLink[]): Place | null {
  const { hub, members, label } = cluster;
  const middle = meanAngle(cluster);
  const radius = members.reduce((sum, m) => sum + Math.hypot(m.x - hub.x, m.y - hub.y), 0) / members.length;
  const foreign = routed.filter(({ link }) => !isSpoke(cluster, link.a.id, link.b.id));
  let best: Place | null = null;
  for (const part of [0.55, 0.5, 0.6, 0.45, 0.65, 0.7, 0.4, 0.8]) {
    for (const turn of [0, 0.15, -0.15, 0.3, -0.3, 0.5, -0.5]) {
      const angle = middle + turn;
      const point = { x: hub.x + Math.cos(angle) * radius * part, y: hub.y + Math.sin(angle) * radius * part };
      const box = boxAround(point, label.halfWidth + GAP, label.halfHeight + GAP);
      if (obstacles.some((obstacle) => overlap(box, obstacle))) continue;
      const covered = foreign.filter((other) => lineHitsBox(other.line, box)).length;
      const cost = Math.abs(part - 0.55) * 60 + Math.abs(turn) * 40 + covered * COST.curve;
      if (!best || cost < best.cost) best = { point, box, cost };
    }
  }
  return best;
}

function isSpoke({ hub, members }: Cluster, from: string, to: string): boolean {
  return members.some((m) => (from === hub.id && to === m.id) || (to === hub.id && from === m.id));
}
