// Stress layout by stochastic gradient descent, after J. X. Zheng, S. Pawar and D. F. M. Goodman, "Graph drawing by
// stochastic gradient descent", IEEE Transactions on Visualization and Computer Graphics 25 (2018).
import type { Body, Scene } from './scene';
import type { Table } from './distances';
import { at } from './geometry';
import { seededRandom, shuffle } from './random';

/** Links with a label of their own keep their length more than others. */
const LABELLED_WEIGHT = 2.5;
/** What is left of the steepest pair's error at the last round. */
const FINAL_STEP = 0.02;

/** Two bodies, the distance they should have, and how much it counts. */
interface Pair {
  a: Body;
  b: Body;
  distance: number;
  weight: number;
}

/** All pairs of a connected scene, weighted by the square of their distance. */
export function pairsOf(scene: Scene, ideal: Table): Pair[] {
  const labelled = new Map<Body, Set<Body>>(scene.bodies.map((body) => [body, new Set()]));
  for (const link of scene.links) {
    if (!link.label) continue;
    labelled.get(link.a)?.add(link.b);
    labelled.get(link.b)?.add(link.a);
  }
  const pairs: Pair[] = [];
  scene.bodies.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const b = at(scene.bodies, j);
      const distance = ideal.get(i, j);
      const weight = (labelled.get(a)?.has(b) ? LABELLED_WEIGHT : 1) / (distance * distance);
      pairs.push({ a, b, distance, weight });
    }
  });
  return pairs;
}

/** Moves the bodies from random places to where their distances are about the ideal ones. Shuffles the pairs. */
export function relaxStress(bodies: readonly Body[], pairs: Pair[], seed: number, rounds: number): void {
  const random = seededRandom(seed);
  for (const body of bodies) {
    body.x = (random() - 0.5) * 400;
    body.y = (random() - 0.5) * 400;
  }
  if (pairs.length === 0) return;
  let least = Infinity;
  let most = 0;
  for (const { weight } of pairs) {
    least = Math.min(least, weight);
    most = Math.max(most, weight);
  }
  const first = 1 / least;
  const decay = Math.log((first * most) / FINAL_STEP) / Math.max(1, rounds - 1);
  for (let round = 0; round < rounds; round++) {
    shuffle(pairs, random);
    const step = first * Math.exp(-decay * round);
    for (const pair of pairs) movePair(pair, step);
  }
}

function movePair({ a, b, distance, weight }: Pair, step: number): void {
  const dx = a.x - b.x;
  const dy = a.y - b.y;
  const length = Math.sqrt(dx * dx + dy * dy) || 1e-6;
  const part = (Math.min(1, step * weight) * (length - distance)) / (2 * length);
  a.x -= dx * part;
  a.y -= dy * part;
  b.x += dx * part;
  b.y += dy * part;
}
