// The members of a group sit on an arc round their hub, close together, on the side that is freest.
import type { Body, Cluster, Scene } from './scene';
import { bodyBox } from './scene';
import { grow, overlap, wrapAngle } from './geometry';

export const MIN_ARC_RADIUS = 165;
/** Free space round each member. */
const GAP = 7;
/** From one row of a large group to the next. */
const ROW_DEPTH = 84;
const DEGREE = Math.PI / 180;

/** The widest angle, in radians, that a group of so many members may take up. */
export function arcSpan(members: number): number {
  return Math.min(300, 145 + Math.max(0, members - 12) * 8) * DEGREE;
}

function rowsOf(members: number): number {
  return members <= 16 ? 1 : members <= 40 ? 2 : 3;
}

/** Places every group of the scene, larger ones first, on the freest side of its hub near where its members are. */
export function placeArcs(scene: Scene): void {
  const movable = scene.clusters.filter((cluster) => cluster.members.every((member) => !member.pinned));
  for (const cluster of movable.sort((a, b) => b.members.length - a.members.length)) {
    const towards = meanAngle(cluster);
    const arc = placeArc(cluster, towards);
    placeArc(cluster, freestAngle(scene, cluster, towards, arc));
  }
}

/** What an arc takes up round its hub: half its angle in radians, and its outer radius. */
interface Sector {
  halfAngle: number;
  radius: number;
}

/** Places the members on the smallest arc that has room for them, its middle in the given direction (radians). */
export function placeArc(cluster: Cluster, direction: number): Sector {
  const widest = arcSpan(cluster.members.length);
  let radius = Math.max(MIN_ARC_RADIUS, cluster.hub.radius + 90);
  for (;;) {
    const tried = lineUp(cluster, direction - widest / 2, radius);
    // Names do not turn, so the angle needed changes a little when the arc is centred.
    const needed = tried <= widest ? lineUp(cluster, direction - tried / 2, radius) : tried;
    if (needed <= widest)
      return { halfAngle: needed / 2, radius: radius + (rowsOf(cluster.members.length) - 1) * ROW_DEPTH };
    radius += 10;
  }
}

/** Puts each member as close to those before it as it can be, and tells the angle taken up. */
function lineUp(cluster: Cluster, start: number, radius: number): number {
  const { hub, members } = cluster;
  const rows = rowsOf(members.length);
  const seated: { body: Body; angle: number; row: number }[] = [];
  let angle = start;
  members.forEach((body, i) => {
    const row = i % rows;
    const reach = radius + row * ROW_DEPTH;
    for (; angle - start < 2 * Math.PI; angle += DEGREE / 2) {
      body.x = hub.x + Math.cos(angle) * reach;
      body.y = hub.y + Math.sin(angle) * reach;
      const box = grow(bodyBox(body), GAP);
      const free = seated.every(
        (other) =>
          !overlap(box, grow(bodyBox(other.body), GAP)) &&
          // A line to an outer row passes between the shapes of the inner ones.
          (other.row === row || (angle - other.angle) * radius > Math.max(body.radius, other.body.radius) + 10),
      );
      if (free) break;
    }
    seated.push({ body, angle, row });
  });
  return angle - start;
}

/** The direction from the hub to the middle of the members. */
export function meanAngle({ hub, members }: Cluster): number {
  const dx = members.reduce((sum, member) => sum + member.x - hub.x, 0);
  const dy = members.reduce((sum, member) => sum + member.y - hub.y, 0);
  return Math.atan2(dy, dx);
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
