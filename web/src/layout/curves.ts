// The curve of each link: straight where it can be, an arc beside its parallels, bent round what is in the way.
import type { Bounds, Point, Tip } from './types';
import type { Body, Link, Scene } from './scene';
import { nameBox, nameDepth, shapeBox } from './scene';
import type { Curve } from './geometry';
import { boundsOfPoints, flatten, grow, lineHitsBox, linesCross, overlap } from './geometry';

export interface RoutedLink {
  link: Link;
  /** How far the control point lies to the right of the middle, seen from a to b. */
  bend: number;
  curve: Curve;
  tipFrom: Tip;
  tipTo: Tip;
  /** The curve in straight pieces, and the box round it, a little larger so that a level line's has an area. */
  line: Point[];
  box: Bounds;
}

/** From a shape to the end of a line, and to the tip of an arrowhead. */
const LINE_GAP = 3;
const HEAD_GAP = 4;
/** The line stops this far before the tip, inside the arrowhead. */
const HEAD_LENGTH = 8;
/** A curve keeps this far from shapes when it can, and never comes nearer than the second. */
const WANTED_CLEARANCE = 9;
const LEAST_CLEARANCE = 2;
/** Straight pieces of a flattened curve. */
const PIECES = 16;
/** Bends that are tried, beyond the link's own. */
const BENDS = [26, 52, 80, 112, 150, 200, 260];

/** Beyond so many links there is no time to look for the bend with the fewest crossings, nor for a second sweep. */
const MOST_LINKS_TO_CROSS = 160;

/** What a curve's faults cost. Only the first is never accepted while there is another way. */
const COST = { hit: 1000, near: 60, name: 40, crossing: 12, sibling: 300, bend: 8, perPixel: 0.12 };

/** A curve for every link. Straight lines and arcs first, then those that hit something are bent, knowing the others. */
export function routeLinks(scene: Scene): RoutedLink[] {
  const routed = scene.links.map((link) => drawLink(link, link.offset));
  const sweeps = routed.length <= MOST_LINKS_TO_CROSS ? 2 : 1;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    routed.forEach((current, i) => {
      if (blockage(scene, current) > 0) routed[i] = bestBend(scene, routed, current);
    });
  }
  return routed;
}

function bestBend(scene: Scene, routed: readonly RoutedLink[], current: RoutedLink): RoutedLink {
  const { link } = current;
  const length = Math.hypot(link.b.x - link.a.x, link.b.y - link.a.y);
  const limit = Math.max(60, length * 0.9);
  const bends = BENDS.filter((bend) => bend <= limit).flatMap((bend) => [link.offset - bend, link.offset + bend]);
  let best = current;
  let least = Infinity;
  for (const bend of [link.offset, ...bends]) {
    const candidate = drawLink(link, bend);
    const cost = blockage(scene, candidate) + nuisance(routed, candidate);
    if (cost < least) {
      best = candidate;
      least = cost;
    }
  }
  return best;
}

/** The cost of shapes and names that the curve runs through. */
function blockage(scene: Scene, { link, line, box }: RoutedLink): number {
  let cost = 0;
  for (const body of scene.bodies) {
    if (isFar(body, box)) continue;
    const name = nameBox(body);
    if (lineHits(line, box, name)) cost += COST.name;
    if (body === link.a || body === link.b) continue;
    const shape = shapeBox(body);
    if (!lineHits(line, box, grow(shape, WANTED_CLEARANCE))) continue;
    cost += lineHits(line, box, grow(shape, LEAST_CLEARANCE)) ? COST.hit : COST.near;
  }
  return cost;
}

/** Whether the body keeps clear of the whole box: a quick test that spares the exact ones. */
function isFar(body: Body, box: Bounds): boolean {
  const x = body.halfWidth + WANTED_CLEARANCE;
  const y = body.halfHeight + WANTED_CLEARANCE;
  const middle = body.y + body.drop;
  return body.x + x < box.left || body.x - x > box.right || middle + y < box.top || middle - y > box.bottom;
}

function lineHits(line: readonly Point[], box: Bounds, target: Bounds): boolean {
  return overlap(box, target) && lineHitsBox(line, target);
}

/** The cost of a bend, of crossings, and of parallel links that come too near. */
function nuisance(routed: readonly RoutedLink[], candidate: RoutedLink): number {
  const { link, bend } = candidate;
  let cost = bend === link.offset ? 0 : COST.bend + COST.perPixel * Math.abs(bend - link.offset);
  const countCrossings = routed.length <= MOST_LINKS_TO_CROSS;
  for (const other of routed) {
    if (other.link === link) continue;
    if (sameEnds(link, other.link)) {
      const apart = Math.abs(bend - (other.link.a === link.a ? other.bend : -other.bend));
      if (apart < 30) cost += COST.sibling;
    } else if (countCrossings && crosses(candidate, other)) cost += COST.crossing;
  }
  return cost;
}

function sameEnds(one: Link, two: Link): boolean {
  return (one.a === two.a && one.b === two.b) || (one.a === two.b && one.b === two.a);
}

/** Whether two curves that share no end cross. */
export function crosses(one: RoutedLink, two: RoutedLink): boolean {
  const { a, b } = one.link;
  const { link } = two;
  if (a === link.a || a === link.b || b === link.a || b === link.b) return false;
  return overlap(one.box, two.box) && linesCross(one.line, two.line);
}

/** How many shapes of other bodies the curve runs through. */
export function bodiesHit(scene: Scene, { link, line, box }: RoutedLink): Body[] {
  return scene.bodies.filter(
    (body) =>
      body !== link.a &&
      body !== link.b &&
      !isFar(body, box) &&
      lineHits(line, box, grow(shapeBox(body), LEAST_CLEARANCE)),
  );
}

/** How many names the curve runs through, those of its own ends included. */
export function namesHit(scene: Scene, { line, box }: RoutedLink): number {
  return scene.bodies.filter((body) => !isFar(body, box) && lineHits(line, box, nameBox(body))).length;
}

/** The link as a curve with the given bend. */
function drawLink(link: Link, bend: number): RoutedLink {
  const { a, b } = link;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy) || 1;
  const control = { x: (a.x + b.x) / 2 - (dy / length) * bend, y: (a.y + b.y) / 2 + (dx / length) * bend };
  const from = stopAt(a, b, control, link.headFrom);
  const to = stopAt(b, a, control, link.headTo);
  const curve: Curve = [from.start, control, to.start];
  const line = flatten(curve, PIECES);
  return { link, bend, curve, tipFrom: from.tip, tipTo: to.tip, line, box: grow(boundsOfPoints(line), 0.01) };
}

/** Where the line at an end starts, and where its arrowhead points to. */
function stopAt(body: Body, far: Body, control: Point, head: boolean): { start: Point; tip: Tip } {
  const dx = control.x - body.x;
  const dy = control.y - body.y;
  const length = Math.hypot(dx, dy);
  const unit = length > 0 ? { x: dx / length, y: dy / length } : { x: 1, y: 0 };
  const room = Math.hypot(far.x - body.x, far.y - body.y) / 2;
  let reach = exitBelowName(body, unit);
  if (reach + HEAD_LENGTH + HEAD_GAP > room) reach = exitFromShape(body, unit); // too short a way: over the name
  const along = (distance: number): Point => ({ x: body.x + unit.x * distance, y: body.y + unit.y * distance });
  const angle = (Math.atan2(-unit.y, -unit.x) * 180) / Math.PI;
  const tip = { ...along(reach + HEAD_GAP), angle };
  return { start: along(reach + (head ? HEAD_GAP + HEAD_LENGTH : LINE_GAP)), tip };
}

/** From the centre to the edge of the shape. Squares with round corners reach a little farther at their corners. */
function exitFromShape(body: Body, unit: Point): number {
  return body.radius * (1 + 0.5 * (unit.x * unit.y) ** 2);
}

/** From the centre to where a line in that direction has left the shape, and the name if it runs through it. */
function exitBelowName(body: Body, unit: Point): number {
  const shape = exitFromShape(body, unit);
  if (unit.y <= 0 || body.nameLines === 0) return shape;
  const besideName = (body.nameHalfWidth + 2) / Math.max(1e-9, Math.abs(unit.x));
  const top = (body.radius + 4) / unit.y;
  if (besideName <= top) return shape;
  return Math.max(shape, Math.min(besideName, nameDepth(body) / unit.y));
}
