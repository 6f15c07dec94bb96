// The two ways to a drawing: `layout` finds places, `route` draws with the places it is given. Both are pure: the same
// input gives the same result, and nothing outside is read or changed.
import type { LayoutInput, LayoutResult, Point } from './types';
import type { Scene } from './scene';
import { buildScene, connectedParts } from './scene';
import { enclose, rounded } from './geometry';
import { placeNew } from './expand';
import { packBoxes } from './pack';
import { toResult } from './result';
import { draw, settle } from './settle';
import { layOutPart } from './starts';

/**
 * Finds a place for every node and draws the edges. Nodes with `fixed` stay; without any, the whole is laid out anew.
 * Throws an Error when an edge or a group names an unknown node, or an edge joins a node with itself.
 */
export function layout(input: LayoutInput): LayoutResult {
  const scene = buildScene(input);
  if (scene.bodies.some((body) => body.pinned)) extend(scene);
  else arrange(scene, connectedParts(scene));
  const { routed, labels } = draw(scene);
  return toResult(scene, routed, labels);
}

/** Draws edges and labels for nodes that stay where they are, as after a drag. Throws when a position is missing. */
export function route(input: LayoutInput, positions: Record<string, Point>): LayoutResult {
  const nodes = input.nodes.map((node) => {
    const fixed = positions[node.id] ?? node.fixed;
    if (!fixed) throw new Error(`layout: no position for the node "${node.id}"`);
    return { ...node, fixed };
  });
  const scene = buildScene({ ...input, nodes });
  const { routed, labels } = draw(scene);
  return toResult(scene, routed, labels);
}

/** Lays out each part by itself, then puts the parts side by side, beside what is there already. */
function arrange(scene: Scene, parts: readonly Scene[], there?: Scene): void {
  const boxes = parts.map((part) => {
    const share = Math.sqrt(part.bodies.length / scene.bodies.length);
    const sized = { ...part, width: scene.width * share, height: scene.height * share };
    const { routed, labels } = layOutPart(sized);
    return toResult(sized, routed, labels).bounds;
  });
  const fixed = there && drawnBounds(there);
  const moves = packBoxes(boxes, scene, fixed);
  parts.forEach((part, i) => {
    const move = moves[i];
    if (!move) return;
    for (const body of part.bodies) {
      body.x = rounded(body.x + move.x);
      body.y = rounded(body.y + move.y);
    }
  });
  if (!there) centre(scene);
}

function drawnBounds(scene: Scene): LayoutResult['bounds'] {
  const { routed, labels } = draw(scene);
  return toResult(scene, routed, labels).bounds;
}

/** The middle of the drawing is the origin. */
function centre(scene: Scene): void {
  const box = enclose(scene.bodies.map(({ x, y }) => ({ left: x, top: y, right: x, bottom: y })));
  const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  for (const body of scene.bodies) {
    body.x = rounded(body.x - x);
    body.y = rounded(body.y - y);
  }
}

/** Adds what is new to a drawing that stays. */
function extend(scene: Scene): void {
  const unreached = new Set(placeNew(scene));
  const joined = scene.bodies.filter((body) => !unreached.has(body));
  const known = partOf(scene, new Set(joined));
  settle(known, { rounds: 80, steps: 50, stretch: 1.06, labelSteps: 4 });
  if (unreached.size === 0) return;
  const apart = partOf(scene, unreached);
  arrange(apart, connectedParts(apart), known);
}

/** The scene of some of the bodies, with the links and groups among them. */
function partOf(scene: Scene, bodies: ReadonlySet<Scene['bodies'][number]>): Scene {
  return {
    ...scene,
    bodies: scene.bodies.filter((body) => bodies.has(body)),
    links: scene.links.filter((link) => bodies.has(link.a) && bodies.has(link.b)),
    clusters: scene.clusters.filter((cluster) => bodies.has(cluster.hub)),
  };
}
