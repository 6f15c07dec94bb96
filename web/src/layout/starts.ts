// Lays out one connected part of the graph: several seeded starts, the best few of them settled, the best one kept.
import type { Point } from './types';
import type { Scene } from './scene';
import { restorePositions, savePositions } from './scene';
import { idealDistances } from './distances';
import { placeArcs } from './arc';
import { quickScore } from './score';
import { separate } from './separate';
import type { Drawing, Effort } from './settle';
import { settle } from './settle';
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
}

const AS_IS: [number, number] = [1, 1];

function planFor(bodies: number): Plan {
  const wide: [number, number][] = [AS_IS, [1, 0.75], [0.75, 1], [0.8, 0.8]];
  if (bodies <= 30) return { starts: 24, finalists: 4, squeezes: wide, descents: 40, rounds: 120, labelSteps: 6 };
  if (bodies <= 60) return { starts: 10, finalists: 2, squeezes: wide, descents: 40, rounds: 100, labelSteps: 4 };
  if (bodies <= 120) return { starts: 3, finalists: 1, squeezes: [AS_IS], descents: 35, rounds: 60, labelSteps: 2 };
  return { starts: 1, finalists: 1, squeezes: [AS_IS], descents: 25, rounds: 30, labelSteps: 0 };
}

/** Finds positions for the bodies of a connected scene in which nothing is pinned, and leaves them there. */
export function layOutPart(scene: Scene): Drawing {
  const plan = planFor(scene.bodies.length);
  const best = roughStarts(scene, plan).slice(0, plan.finalists);
  let kept: Drawing | null = null;
  for (const start of best) {
    for (const [width, height] of plan.squeezes) {
      restorePositions(scene, start);
      squeeze(scene, width, height);
      placeArcs(scene);
      const drawing = settle(scene, plan);
      if (!kept || (drawing.sound && !kept.sound) || (drawing.sound === kept.sound && drawing.score < kept.score)) {
        kept = drawing;
      }
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
    turnToFit(scene);
    const positions = savePositions(scene);
    placeArcs(scene);
    separate(scene, Math.min(30, plan.rounds));
    starts.push({ positions, score: quickScore(scene) });
  }
  return starts.sort((a, b) => a.score - b.score).map((start) => start.positions);
}

function squeeze(scene: Scene, width: number, height: number): void {
  for (const body of scene.bodies) {
    body.x *= width;
    body.y *= height;
  }
}
