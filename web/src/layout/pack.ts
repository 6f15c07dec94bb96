// Puts the parts of a graph that nothing joins side by side.
import type { Bounds, Point } from './types';
import { overlap } from './geometry';

/** Free space between two parts. */
const GAP = 28;

/**
 * How far each box must be moved so that none overlaps another and all fill a canvas of the given proportions. Larger
 * boxes come first; each goes where the drawing grows least. The box already there, if any, stays.
 */
export function packBoxes(
  boxes: readonly Bounds[],
  canvas: { width: number; height: number },
  there?: Bounds,
): Point[] {
  const placed: Bounds[] = there ? [there] : [];
  const moves: Point[] = boxes.map(() => ({ x: 0, y: 0 }));
  const size = (box: Bounds): number => (box.right - box.left) * (box.bottom - box.top);
  const order = boxes
    .map((box, index) => ({ box, index }))
    .sort((a, b) => size(b.box) - size(a.box) || a.index - b.index);
  for (const { box, index } of order) {
    const spot = bestSpot(box, placed, canvas);
    placed.push(spot);
    moves[index] = { x: spot.left - box.left, y: spot.top - box.top };
  }
  return moves;
}

function bestSpot(box: Bounds, placed: readonly Bounds[], canvas: { width: number; height: number }): Bounds {
  if (placed.length === 0) return box;
  const all = placed.reduce(around);
  // Corners beside and below each box already placed, at the outer edges too, where there is always room.
  const lefts = [all.left, ...placed.map((other) => other.right + GAP)];
  const tops = [all.top, ...placed.map((other) => other.bottom + GAP)];
  let best = movedTo(box, all.right + GAP, all.top);
  let least = extent(around(all, best), canvas);
  for (const left of lefts) {
    for (const top of tops) {
      const spot = movedTo(box, left, top);
      const cost = extent(around(all, spot), canvas);
      if (cost >= least - 1e-9 || placed.some((other) => overlap(spot, withGap(other)))) continue;
      best = spot;
      least = cost;
    }
  }
  return best;
}

function movedTo(box: Bounds, left: number, top: number): Bounds {
  return { left, top, right: left + box.right - box.left, bottom: top + box.bottom - box.top };
}

function withGap(box: Bounds): Bounds {
  const gap = GAP - 0.01;
  return { left: box.left - gap, top: box.top - gap, right: box.right + gap, bottom: box.bottom + gap };
}

function around(a: Bounds, b: Bounds): Bounds {
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** How much of the canvas the drawing needs, both ways; the longer way counts most. */
function extent(box: Bounds, canvas: { width: number; height: number }): number {
  const width = (box.right - box.left) / canvas.width;
  const height = (box.bottom - box.top) / canvas.height;
  return Math.max(width, height) + 0.1 * Math.min(width, height);
}
