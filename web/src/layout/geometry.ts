// Points, boxes and curves. The y axis points down, as on a screen. All lengths are pixels.
import type { Bounds, Point } from './types';

/** Start, control point and end of a quadratic Bézier curve. */
export type Curve = [Point, Point, Point];

/** The element at an index that is known to exist; an index that does not is a fault of ours. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no element ${index} in a list of ${items.length}`);
  return item;
}

export function boxAround(centre: Point, halfWidth: number, halfHeight: number): Bounds {
  return {
    left: centre.x - halfWidth,
    top: centre.y - halfHeight,
    right: centre.x + halfWidth,
    bottom: centre.y + halfHeight,
  };
}

export function grow(box: Bounds, by: number): Bounds {
  return { left: box.left - by, top: box.top - by, right: box.right + by, bottom: box.bottom + by };
}

/** Whether two boxes share an area; boxes that only touch do not. */
export function overlap(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** The smallest box round all the boxes; a point at the origin for none. */
export function enclose(boxes: readonly Bounds[]): Bounds {
  if (boxes.length === 0) return { left: 0, top: 0, right: 0, bottom: 0 };
  const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const box of boxes) {
    all.left = Math.min(all.left, box.left);
    all.top = Math.min(all.top, box.top);
    all.right = Math.max(all.right, box.right);
    all.bottom = Math.max(all.bottom, box.bottom);
  }
  return all;
}

/** The smallest box round some points, one at least. */
export function boundsOfPoints(points: readonly Point[]): Bounds {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of points) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

export function pointOnCurve([start, control, end]: Curve, t: number): Point {
  const u = 1 - t;
  return {
    x: u * u * start.x + 2 * u * t * control.x + t * t * end.x,
    y: u * u * start.y + 2 * u * t * control.y + t * t * end.y,
  };
}

/** The curve as a line of straight pieces: one for a straight curve, else as many as asked for. */
export function flatten(curve: Curve, pieces: number): Point[] {
  const [start, control, end] = curve;
  if (Math.abs(turn(start, control, end)) < 1e-6) return [start, end];
  return Array.from({ length: pieces + 1 }, (_, i) => pointOnCurve(curve, i / pieces));
}

/** Twice the area of the triangle a, b, c: its sign tells on which side of a→b the point c lies. */
export function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** Whether two straight pieces cross in a point inside both. */
export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Whether a straight piece has a point inside the box (clipping after Liang and Barsky). */
export function segmentHitsBox(a: Point, b: Point, box: Bounds): boolean {
  if (Math.max(a.x, b.x) <= box.left || Math.min(a.x, b.x) >= box.right) return false;
  if (Math.max(a.y, b.y) <= box.top || Math.min(a.y, b.y) >= box.bottom) return false;
  const [xIn, xOut] = span(a.x, b.x, box.left, box.right);
  const [yIn, yOut] = span(a.y, b.y, box.top, box.bottom);
  return Math.max(xIn, yIn, 0) < Math.min(xOut, yOut, 1);
}

/** The part of the way from one number to another (0 to 1) during which it lies between low and high. */
function span(from: number, to: number, low: number, high: number): [number, number] {
  if (from === to) return [-Infinity, Infinity];
  const first = (low - from) / (to - from);
  const second = (high - from) / (to - from);
  return first < second ? [first, second] : [second, first];
}

export function lineHitsBox(line: readonly Point[], box: Bounds): boolean {
  for (let i = 1; i < line.length; i++) if (segmentHitsBox(at(line, i - 1), at(line, i), box)) return true;
  return false;
}

export function linesCross(a: readonly Point[], b: readonly Point[]): boolean {
  for (let i = 1; i < a.length; i++) {
    for (let j = 1; j < b.length; j++) {
      if (segmentsCross(at(a, i - 1), at(a, i), at(b, j - 1), at(b, j))) return true;
    }
  }
  return false;
}

/** The angle brought between -π and π. */
export function wrapAngle(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
}

/** A number at two decimals, so that the picture does not depend on the last bits of a sine. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100 + 0; // + 0 turns -0 into 0
}

export function roundedPoint(p: Point): Point {
  return { x: rounded(p.x), y: rounded(p.y) };
}
