import type { Bounds, LayoutResult, PlacedEdge, PlacedGroup, Point, Tip } from './types';
import type { LabelSize, Scene } from './scene';
import { nameBox, shapeBox } from './scene';
import type { RoutedLink } from './curves';
import type { Labels } from './labels';
import { bandBounds, orderRound } from './band';
import { boundsOfPoints, boxAround, enclose, rounded, roundedPoint } from './geometry';

/** The drawing in the form that the page is given. */
export function toResult(scene: Scene, routed: readonly RoutedLink[], labels: Labels): LayoutResult {
  const nodes: Record<string, Point> = {};
  const edges: Record<string, PlacedEdge> = {};
  const groups: Record<string, PlacedGroup> = {};
  const boxes: Bounds[] = [];
  for (const body of scene.bodies) {
    nodes[body.id] = { x: body.x, y: body.y };
    boxes.push(shapeBox(body), nameBox(body));
  }
  routed.forEach((link, i) => {
    edges[link.link.id] = placedEdge(link, labels.links[i] ?? null);
    boxes.push(link.box, boundsOfPoints([link.tipFrom, link.tipTo]), ...labelBoxes(link.link.label, labels.links[i]));
  });
  scene.clusters.forEach((cluster, i) => {
    const members = orderRound(cluster.hub, cluster.members);
    const label = labels.clusters[i] ?? null;
    groups[cluster.id] = { members: members.map((member) => member.id), label: label && roundedPoint(label) };
    boxes.push(bandBounds(members), ...labelBoxes(cluster.label, label));
  });
  return { nodes, edges, groups, bounds: outward(enclose(boxes)) };
}

function placedEdge({ curve, tipFrom, tipTo }: RoutedLink, label: Point | null): PlacedEdge {
  const [start, control, end] = curve;
  return {
    curve: [roundedPoint(start), roundedPoint(control), roundedPoint(end)],
    tipFrom: roundedTip(tipFrom),
    tipTo: roundedTip(tipTo),
    label: label && roundedPoint(label),
  };
}

function roundedTip(tip: Tip): Tip {
  return { ...roundedPoint(tip), angle: rounded(tip.angle) };
}

function labelBoxes(size: LabelSize | null, label: Point | null | undefined): Bounds[] {
  return size && label ? [boxAround(label, size.halfWidth, size.halfHeight)] : [];
}

/** Whole pixels, with one to spare for what was rounded. */
function outward(box: Bounds): Bounds {
  return {
    left: Math.floor(box.left) - 1,
    top: Math.floor(box.top) - 1,
    right: Math.ceil(box.right) + 1,
    bottom: Math.ceil(box.bottom) + 1,
  };
}
