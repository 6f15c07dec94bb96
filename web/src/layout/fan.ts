// Makes room for the arcs round a hub: what else is joined to the hub turns out of their sectors, in the order it has.
import type { Body, Scene } from './scene';
import { at } from './geometry';

/** Something that takes up a part of the full circle round a hub. Angles are in radians. */
export interface Slot {
  angle: number;
  halfAngle: number;
}

/** Free space on both sides of a body that is joined to the hub, in pixels: its line and a part of its label. */
const SIDE_ROOM = 22;
const ROUNDS = 80;

/** The slot of a body beside the hub, with all that hangs on it. */
interface Branch extends Slot {
  bodies: Body[];
}

/**
 * Turns the hub's other neighbours, each with what hangs on it, out of the way of the sectors, and the sectors apart.
 * Returns the new directions of the sectors; their members are the caller's to move.
 */
export function makeFans(scene: Scene, hub: Body, members: ReadonlySet<Body>, sectors: readonly Slot[]): number[] {
  const branches = branchesOf(scene, hub, members);
  const after = spreadSlots([...fitted(sectors, 0.8), ...fitted(branches, 1 - partTaken(sectors))]);
  branches.forEach((branch, i) => {
    const turn = at(after, sectors.length + i) - branch.angle;
    for (const body of branch.bodies) turnRound(hub, body, turn);
  });
  return after.slice(0, sectors.length);
}

/** Everything but the members of groups, by the neighbour of the hub that it is nearest to along the links. */
function branchesOf(scene: Scene, hub: Body, members: ReadonlySet<Body>): Branch[] {
  const owner = new Map<Body, Branch>();
  const queue: Body[] = [];
  const branches: Branch[] = [];
  const reach = (body: Body, from: Body): void => {
    if (body === hub || members.has(body) || owner.has(body)) return;
    let branch = owner.get(from);
    if (!branch) {
      const length = Math.hypot(body.x - hub.x, body.y - hub.y) || 1;
      const halfAngle = Math.atan((body.radius + SIDE_ROOM) / length);
      branch = { angle: Math.atan2(body.y - hub.y, body.x - hub.x), halfAngle, bodies: [] };
      branches.push(branch);
    }
    branch.bodies.push(body);
    owner.set(body, branch);
    queue.push(body);
  };
  for (let from: Body | undefined = hub; from; from = queue.shift()) {
    for (const { a, b } of scene.links) {
      if (a === from) reach(b, from);
      if (b === from) reach(a, from);
    }
  }
  return branches;
}

/** The part of the circle that the slots take up. */
function partTaken(slots: readonly Slot[]): number {
  return Math.min(0.8, slots.reduce((sum, slot) => sum + slot.halfAngle, 0) / Math.PI);
}

/** The slots, made narrower where they would take up more than the given part of the circle. */
function fitted(slots: readonly Slot[], part: number): Slot[] {
  const taken = slots.reduce((sum, slot) => sum + slot.halfAngle, 0) / Math.PI;
  const factor = taken > part * 0.98 ? (part * 0.98) / taken : 1;
  return slots.map(({ angle, halfAngle }) => ({ angle, halfAngle: halfAngle * factor }));
}

/** The angles at which no two slots overlap, in the same order round the circle. The slots must fit on the circle. */
export function spreadSlots(slots: readonly Slot[]): number[] {
  const order = slots.map((_, i) => i).sort((i, j) => at(slots, i).angle - at(slots, j).angle || i - j);
  const angles = slots.map((slot) => slot.angle);
  for (let round = 0; round < ROUNDS; round++) {
    const moved = order.map((one, k) => {
      const two = at(order, (k + 1) % order.length);
      if (one === two) return false;
      const turnedOver = k + 1 === order.length ? 2 * Math.PI : 0;
      const needed = at(slots, one).halfAngle + at(slots, two).halfAngle;
      const lack = needed - (at(angles, two) + turnedOver - at(angles, one));
      if (lack < 1e-3) return false;
      angles[one] = at(angles, one) - lack / 2;
      angles[two] = at(angles, two) + lack / 2;
      return true;
    });
    if (!moved.includes(true)) break;
  }
  return angles;
}

function turnRound(hub: Body, body: Body, angle: number): void {
  if (angle === 0) return;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [body.x - hub.x, body.y - hub.y];
  body.x = hub.x + dx * cos - dy * sin;
  body.y = hub.y + dx * sin + dy * cos;
}
