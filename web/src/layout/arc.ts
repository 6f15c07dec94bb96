// The members of a group sit on an arc round their hub, close together, on the side that is freest.
import type { Body, Cluster, Scene } from './scene';
import { makeFans } from './fan';
import { at, wrapAngle } from './geometry';

export const MIN_ARC_RADIUS = 165;
/** Free space round each member. */
const GAP = 7;
/** From one row of a large group to the next. */
const ROW_DEPTH = 84;
/** Free angle on both sides of an arc: half a member, and the end of the band. */
const SECTOR_MARGIN = 0.17;
const DEGREE = Math.PI / 180;

function rowsOf(members: number): number {
  return members <= 16 ? 1 : members <= 40 ? 2 : 3;
}

/** Places every group of the scene near where its members are, and turns what is in the way of it round the hub. */
export function placeArcs(scene: Scene): void {
  const members = new Set(scene.clusters.flatMap((cluster) => cluster.members));
  for (const hub of new Set(scene.clusters.map((cluster) => cluster.hub))) {
    const own = scene.clusters.filter((cluster) => cluster.hub === hub);
    const sectors = own.map((cluster) => {
      const towards = meanAngle(cluster);
      const { halfAngle } = placeArc(cluster, towards);
      return { angle: towards, halfAngle: halfAngle + SECTOR_MARGIN };
    });
    const directions = makeFans(scene, hub, members, sectors);
    own.forEach((cluster, i) => placeArc(cluster, at(directions, i)));
  }
}

/** What an arc takes up round its hub: half its angle in radians, and its outer radius. */
interface Sector {
  halfAngle: number;
  radius: number;
}

/** Places the members on the smallest arc that has room for them, its middle in the given direction (radians). */
export function placeArc(cluster: Cluster, direction: number): Sector {
  const widest = cluster.span;
  let radius = Math.max(MIN_ARC_RADIUS, cluster.hub.radius + 90);
  for (;;) {
    const tried = lineUp(cluster, direction - widest / 2, radius);
    // Names do not turn, so the angle needed changes a little when the arc is centred.
    const needed = tried <= widest ? lineUp(cluster, direction - tried / 2, radius) : tried;
    if (needed <= widest)
      return { halfAngle: needed / 2, radius: radius + (rowsOf(cluster.members.length) - 1) * ROW_DEPTH };
    radius *= 1.05;
  }
}

/** Puts each member as close to those before it as it can be, and tells the angle taken up; stops beyond the span. */
function lineUp({ hub, members, span }: Cluster, start: number, radius: number): number {
  const rows = rowsOf(members.length);
  const step = Math.min(DEGREE, 3 / radius);
  const seated: { body: Body; angle: number; row: number }[] = [];
  let angle = start;
  for (const [i, body] of members.entries()) {
    const row = i % rows;
    const reach = radius + row * ROW_DEPTH;
    for (; angle - start <= span; angle += step) {
      body.x = hub.x + Math.cos(angle) * reach;
      body.y = hub.y + Math.sin(angle) * reach;
      const free = seated.every(
        (other) =>
          apart(body, other.body) &&
          // A line to an outer row passes between the shapes of the inner ones.
          (other.row === row || (angle - other.angle) * radius > Math.max(body.radius, other.body.radius) + 10),
      );
      if (free) break;
    }
    if (angle - start > span) break;
    seated.push({ body, angle, row });
  }
  return angle - start;
}

/** Whether there is free space between two bodies and their names. */
function apart(a: Body, b: Body): boolean {
  return (
    Math.abs(b.x - a.x) >= a.halfWidth + b.halfWidth + 2 * GAP ||
    Math.abs(b.y + b.drop - a.y - a.drop) >= a.halfHeight + b.halfHeight + 2 * GAP
  );
}

/** The direction from the hub to the middle of the members. */
export function meanAngle({ hub, members }: Pick<Cluster, 'hub' | 'members'>): number {
  const dx = members.reduce((sum, member) => sum + member.x - hub.x, 0);
  const dy = members.reduce((sum, member) => sum + member.y - hub.y, 0);
  return Math.atan2(dy, dx);
}

/** How many bodies stand between the hub and the members of a group of which they are none. */
export function intruders(scene: Scene, { hub, members }: Cluster): number {
  const middle = meanAngle({ hub, members });
  const turnOf = (body: Body): number => wrapAngle(Math.atan2(body.y - hub.y, body.x - hub.x) - middle);
  const distanceOf = (body: Body): number => Math.hypot(body.x - hub.x, body.y - hub.y);
  const halfAngle = Math.max(...members.map((member) => Math.abs(turnOf(member))));
  const radius = Math.max(...members.map(distanceOf));
  return scene.bodies.filter(
    (body) =>
      body !== hub && !members.includes(body) && distanceOf(body) < radius && Math.abs(turnOf(body)) < halfAngle,
  ).length;
}

/** The direction, near the wanted one, in which the fewest other bodies lie within the sector. */
export function freestAngle(scene: Scene, cluster: Cluster, wanted: number, sector: Sector): number {
  const members = new Set(cluster.members);
  const others = scene.bodies
    .filter((body) => body !== cluster.hub && !members.has(body))
    .map((body) => ({
      angle: Math.atan2(body.y - cluster.hub.y, body.x - cluster.hub.x),
      distance: Math.hypot(body.x - cluster.hub.x, body.y - cluster.hub.y),
    }))
    .filter((other) => other.distance < sector.radius + 80);
  let best = wanted;
  let least = Infinity;
  for (let step = 0; step < 36; step++) {
    const shift = (step % 2 === 0 ? 1 : -1) * Math.ceil(step / 2) * 10 * DEGREE;
    const inside = others.filter((o) => Math.abs(wrapAngle(o.angle - wanted - shift)) < sector.halfAngle + 0.25).length;
    const cost = inside + Math.abs(shift) * 0.6;
    if (cost < least) {
      least = cost;
      best = wanted + shift;
    }
  }
  return best;
}
