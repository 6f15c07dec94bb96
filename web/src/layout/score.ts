// How good a drawing is: less is better. The quick score judges a start before curves are drawn, the other the result.
import type { Link, Scene } from './scene';
import { bodyBox, shapeBox } from './scene';
import type { RoutedLink } from './curves';
import { intruders } from './arc';
import { crosses, namesHit } from './curves';
import type { Labels } from './labels';
import { tagBox, tagsOf } from './separate';
import { idealLength } from './distances';
import { at, boxAround, grow, lineHitsBox, overlap, segmentHitsBox, segmentsCross } from './geometry';
import { fitScale } from './turn';

const COST = {
  crossing: 1,
  hit: 0.8,
  label: 0.5,
  labelOnLine: 0.25,
  name: 0.5,
  bend: 0.45,
  /** The lines of a group should look alike. */
  bentSpoke: 3,
  omitted: 4,
  intruder: 2,
  long: 0.4,
  smallness: 7,
};
/** The page does not enlarge a drawing further than this, so a smaller one gains nothing. */
const LARGEST_SCALE = 1.3;

function smallness(scene: Scene): number {
  return COST.smallness / Math.min(LARGEST_SCALE, fitScale(scene));
}

function inFans(scene: Scene): number {
  return COST.intruder * scene.clusters.reduce((sum, cluster) => sum + intruders(scene, cluster), 0);
}

/** Judges positions by straight lines and labels in their middles. */
export function quickScore(scene: Scene): number {
  return smallness(scene) + inFans(scene) + straightFaults(scene) + labelFaults(scene);
}

function straightFaults({ links, bodies }: Scene): number {
  let cost = 0;
  const shapes = bodies.map((body) => ({ body, box: grow(shapeBox(body), 8) }));
  links.forEach((one, i) => {
    for (let j = 0; j < i; j++) {
      const two = at(links, j);
      if (one.a === two.a || one.a === two.b || one.b === two.a || one.b === two.b) continue;
      if (segmentsCross(one.a, one.b, two.a, two.b)) cost += COST.crossing;
    }
    for (const { body, box } of shapes) {
      if (body !== one.a && body !== one.b && segmentHitsBox(one.a, one.b, box)) cost += COST.hit;
    }
  });
  return cost;
}

function labelFaults(scene: Scene): number {
  let cost = 0;
  const tags = tagsOf(scene.links).map((tag) => ({ link: tag.link, box: tagBox(tag) }));
  const bodies = scene.bodies.map(bodyBox);
  tags.forEach(({ link, box }, i) => {
    cost += COST.label * bodies.filter((body) => overlap(box, body)).length;
    for (let j = 0; j < i; j++) if (overlap(box, at(tags, j).box)) cost += COST.label;
    for (const other of scene.links) {
      const parallel = other.a === link.a ? other.b === link.b : other.a === link.b && other.b === link.a;
      if (!parallel && segmentHitsBox(other.a, other.b, box)) cost += COST.labelOnLine;
    }
  });
  return cost;
}

/** How many times its ideal length a link is too long; up to one and a half is fine. */
function excess(link: Link): number {
  return Math.max(0, Math.hypot(link.b.x - link.a.x, link.b.y - link.a.y) / idealLength(link) - 1.5);
}

/** Judges a finished drawing. */
export function drawingScore(scene: Scene, routed: readonly RoutedLink[], labels: Labels): number {
  let cost = smallness(scene) + inFans(scene) + COST.omitted * labels.omitted;
  routed.forEach((one, i) => {
    for (let j = 0; j < i; j++) if (crosses(one, at(routed, j))) cost += COST.crossing;
    if (one.bend !== one.link.offset) cost += one.link.a.unit === one.link.b.unit ? COST.bentSpoke : COST.bend;
    cost += COST.name * namesHit(scene, one) + COST.long * excess(one.link);
    const label = labels.links[i];
    const size = one.link.label;
    if (!label || !size) return;
    const box = boxAround(label, size.halfWidth, size.halfHeight);
    cost += COST.labelOnLine * routed.filter((other) => other !== one && lineHitsBox(other.line, box)).length;
  });
  return cost;
}
