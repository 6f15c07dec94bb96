// From rough positions to a drawing that keeps its promises: pushes apart, draws, and repairs what is wrong.
import type { Point } from './types';
import type { Body, Scene } from './scene';
import { bodyBox, nameBox, push, restorePositions, savePositions, shapeBox } from './scene';
import type { RoutedLink } from './curves';
import { bodiesHit, routeLinks } from './curves';
import type { Labels } from './labels';
import { placeLabels } from './labels';
import { at, overlap, rounded } from './geometry';
import { drawingScore } from './score';
import { separate } from './separate';

/** A drawing with the positions it belongs to. */
export interface Drawing {
  positions: Point[];
  routed: RoutedLink[];
  labels: Labels;
  score: number;
  /** Whether no shape is hit by a curve, and no shapes or names overlap. */
  sound: boolean;
}

/** How much work settling may take. */
export interface Effort {
  /** Rounds of pushing apart. */
  rounds: number;
  /** How often the drawing may be spread; 50 keep the promises for 60 bodies, fewer save time for large graphs. */
  steps: number;
  /** By how much each of the first 30 steps spreads it. */
  stretch: number;
  /** How often the drawing is spread further only for labels without room. */
  labelSteps: number;
}

/**
 * Repairs step by step. Spreading makes shapes and labels small against the distances, so that in the end nothing
 * overlaps and no line runs through a shape, but where three centres lie on a line; there a bend helps.
 */
export function settle(scene: Scene, effort: Effort): Drawing {
  let best: Drawing | null = null;
  let sinceSound = 0;
  for (let step = 0; step < effort.steps; step++) {
    separate(scene, effort.rounds);
    roundPositions(scene);
    const drawing = judge(scene);
    if (!best || isBetter(drawing, best)) best = drawing;
    if (drawing.sound && drawing.labels.omitted === 0) break;
    if (best.sound && ++sinceSound > effort.labelSteps) break;
    if (scene.bodies.every((body) => body.pinned)) break;
    if (!drawing.sound) nudge(scene, drawing.routed);
    if (step + 1 < effort.steps) spread(scene, step < 30 ? effort.stretch : 1.4); // in 50 steps, shapes become dots
  }
  if (!best) throw new Error('layout: no step was made');
  restorePositions(scene, best.positions);
  return best;
}

export function isBetter(one: Drawing, two: Drawing): boolean {
  return one.sound === two.sound ? one.score < two.score : one.sound;
}

/** Draws the scene as it stands. */
export function draw(scene: Scene): Pick<Drawing, 'routed' | 'labels'> {
  const routed = routeLinks(scene);
  return { routed, labels: placeLabels(scene, routed) };
}

/** Draws the scene and judges the drawing. */
function judge(scene: Scene): Drawing {
  const { routed, labels } = draw(scene);
  const hits = routed.reduce((sum, link) => sum + bodiesHit(scene, link).length, 0);
  const sound = hits === 0 && !bodiesOverlap(scene.bodies);
  return {
    positions: savePositions(scene),
    routed,
    labels,
    sound,
    score: drawingScore(scene, routed, labels) + hits * 20,
  };
}

function bodiesOverlap(bodies: readonly Body[]): boolean {
  return bodies.some((a, i) => {
    for (let j = 0; j < i; j++) if (bodiesTouch(a, at(bodies, j))) return true;
    return false;
  });
}

function bodiesTouch(a: Body, b: Body): boolean {
  if (!overlap(bodyBox(a), bodyBox(b))) return false;
  const [nameA, nameB] = [nameBox(a), nameBox(b)];
  const [shapeA, shapeB] = [shapeBox(a), shapeBox(b)];
  return overlap(shapeA, shapeB) || overlap(shapeA, nameB) || overlap(nameA, shapeB) || overlap(nameA, nameB);
}

/** Moves bodies away from the curves that run through them, and the ends of those curves the other way. */
function nudge(scene: Scene, routed: readonly RoutedLink[]): void {
  for (const link of routed) {
    const { a, b } = link.link;
    for (const body of bodiesHit(scene, link)) {
      const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      const normal = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
      const distance = (body.x - a.x) * normal.x + (body.y - a.y) * normal.y;
      const way = (distance < 0 ? -1 : 1) * Math.min(24, body.radius);
      push(body, normal.x * way, normal.y * way);
      for (const end of [a, b]) if (end.unit !== body.unit) push(end, -normal.x * way * 0.4, -normal.y * way * 0.4);
    }
  }
}

/** Enlarges the distances, not the shapes, from the middle of the drawing. */
function spread(scene: Scene, factor: number): void {
  const middle = { x: 0, y: 0 };
  for (const body of scene.bodies) {
    middle.x += body.x / scene.bodies.length;
    middle.y += body.y / scene.bodies.length;
  }
  for (const body of scene.bodies) {
    if (body.pinned) continue;
    body.x = middle.x + (body.x - middle.x) * factor;
    body.y = middle.y + (body.y - middle.y) * factor;
  }
}

/** Positions with few digits: the picture does not depend on the last bits, and addresses and files stay short. */
function roundPositions(scene: Scene): void {
  for (const body of scene.bodies) {
    if (body.pinned) continue;
    body.x = rounded(body.x);
    body.y = rounded(body.y);
  }
}
