// Lays out one connected part of the graph: several seeded starts, the best few of them settled, the best one kept.
import type { Point } from './types';
import type { Scene } from './scene';
import { restorePositions, savePositions } from './scene';
import { idealDistances } from './distances';
import { meanAngle, placeArc, placeArcs } from './arc';
import { quickScore } from './score';
import { separate } from './separate';
import type { Drawing, Effort } from './settle';
import { isBetter, settle } from './settle';
import { boundsOfPoints } from './geometry';
import { pairsOf, relaxStress } from './stress';
import { turnToFit } from './turn';

/** How much work a graph of some size is worth. It never depends on the clock, so a link always draws the same. */
interface Plan extends Effort {
  starts: number;
  /** How many of the starts are drawn in full. */
  finalists: number;
  /** Widths and heights, as parts of the stress layout's, in which each finalist is tried. */
  squeezes: [number, number][];
  /** Rounds of gradient descent. */
  descents: number;
  /** How often a drawing is made smaller, to see whether it gets better. */
  compactSteps: number;
}

const ONE: [number, number][] = [[1, 1]];
const TWO: [number, number][] = [...ONE, [0.8, 0.8]];
const ALL: [number, number][] = [...TWO, [1, 0.75], [0.75, 1]];

/** Up to 60 bodies: 50 steps keep the promises. */
const small = { squeezes: ALL, descents: 40, rounds: 70, steps: 50, stretch: 1.06 };
/** Beyond: few steps, so each spreads further. */
const large = { finalists: 1, squeezes: ONE, compactSteps: 0, labelSteps: 0 };

/** The plans, with the most bodies and links that each is for. */
const PLANS: [number, number, Plan][] = [
  [30, 42, { ...small, starts: 24, finalists: 3, compactSteps: 4, labelSteps: 6 }],
  [60, Infinity, { ...small, starts: 8, finalists: 2, compactSteps: 3, labelSteps: 4, squeezes: TWO, rounds: 60 }],
  [120, Infinity, { ...large, starts: 3, descents: 35, rounds: 60, steps: 12, stretch: 1.1 }],
  [Infinity, Infinity, { ...large, starts: 1, descents: 25, rounds: 25, steps: 3, stretch: 1.25 }],
];

function planFor({ bodies, links }: Scene): Plan {
  const found = PLANS.find(([most, mostLinks]) => bodies.length <= most && links.length <= mostLinks);
  if (!found) throw new RangeError(`layout: no plan for ${bodies.length} bodies`);
  return found[2];
}

/** Finds positions for the bodies of a connected scene in which nothing is pinned, and leaves them there. */
export function layOutPart(scene: Scene): Drawing {
  const plan = planFor(scene);
  const best = roughStarts(scene, plan).slice(0, plan.finalists);
  let kept: Drawing | null = null;
  for (const start of best) {
    for (const [width, height] of plan.squeezes) {
      restorePositions(scene, start);
      squeeze(scene, width, height);
      placeArcs(scene);
      const drawing = compact(scene, settle(scene, plan), plan);
      if (!kept || isBetter(drawing, kept)) kept = drawing;
    }
  }
  if (!kept) throw new Error('layout: an empty part');
  restorePositions(scene, kept.positions);
  return kept;
}

/** Positions by stress from several seeds, the most promising first. */
function roughStarts(scene: Scene, plan: Plan): Point[][] {
  const pairs = pairsOf(scene, idealDistances(scene));
  const starts: { positions: Point[]; score: number }[] = [];
  for (let seed = 1; seed <= plan.starts; seed++) {
    relaxStress(scene.bodies, [...pairs], seed, plan.descents);
    placeArcs(scene);
    turnToFit(scene);
    const positions = savePositions(scene);
    if (plan.starts === 1) return [positions]; // nothing to compare
    placeArcs(scene);
    separate(scene, Math.min(30, plan.rounds));
    starts.push({ positions, score: quickScore(scene) });
  }
  return starts.sort((a, b) => a.score - b.score).map((start) => start.positions);
}

/**
 * Makes the drawing smaller step by step while that makes it better, since repairs spread it further than they had to:
 * both ways, or else only in the way that is too long for the canvas.
 */
function compact(scene: Scene, first: Drawing, plan: Plan): Drawing {
  let best = first;
  for (let step = 0; step < plan.compactSteps; step++) {
    const smaller = squeezed(scene, best, [0.93, 0.93], plan);
    const next = isBetter(smaller, best) ? smaller : squeezed(scene, best, towardsCanvas(scene, best), plan);
    if (!isBetter(next, best)) break;
    best = next;
  }
  return best;
}

/** The drawing with distances shortened so far, and repaired. */
function squeezed(scene: Scene, from: Drawing, [width, height]: [number, number], plan: Plan): Drawing {
  restorePositions(scene, from.positions);
  squeeze(scene, width, height);
  for (const cluster of scene.clusters) placeArc(cluster, meanAngle(cluster));
  return settle(scene, { ...plan, rounds: 40, steps: 1 });
}

/** Shorter in the way in which the drawing is too long for the canvas, a little longer in the other. */
function towardsCanvas(scene: Scene, drawing: Drawing): [number, number] {
  const { left, right, top, bottom } = boundsOfPoints(drawing.positions);
  return (right - left) * scene.height > (bottom - top) * scene.width ? [0.88, 1.05] : [1.05, 0.88];
}

function squeeze(scene: Scene, width: number, height: number): void {
  for (const body of scene.bodies) {
    body.x *= width;
    body.y *= height;
  }
}
