import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundsOfPoints,
  enclose,
  flatten,
  linesCross,
  overlap,
  pointOnCurve,
  rounded,
  segmentHitsBox,
  segmentsCross,
  wrapAngle,
} from './geometry';

const unit = { left: 0, top: 0, right: 10, bottom: 10 };

describe('boxes', () => {
  it('overlap when they share an area, not when they touch', () => {
    expect(overlap(unit, { left: 9, top: 9, right: 20, bottom: 20 })).toBe(true);
    expect(overlap(unit, { left: 10, top: 0, right: 20, bottom: 10 })).toBe(false);
  });

  it('enclose others', () => {
    expect(enclose([unit, { left: -5, top: 2, right: 3, bottom: 30 }])).toEqual({
      left: -5,
      top: 0,
      right: 10,
      bottom: 30,
    });
    expect(enclose([])).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
  });

  it('are hit by a line through them, not by one past a corner', () => {
    expect(segmentHitsBox({ x: -5, y: 5 }, { x: 15, y: 5 }, unit)).toBe(true);
    expect(segmentHitsBox({ x: 4, y: 4 }, { x: 6, y: 6 }, unit)).toBe(true);
    expect(segmentHitsBox({ x: -5, y: 4 }, { x: 4, y: -6 }, unit)).toBe(false);
    expect(segmentHitsBox({ x: -5, y: 0 }, { x: 15, y: 0 }, unit)).toBe(false);
  });

  it('are hit exactly when a point of the line lies inside', () => {
    const coordinate = fc.integer({ min: -20, max: 30 });
    const point = fc.record({ x: coordinate, y: coordinate });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const steps = Array.from({ length: 401 }, (_, i) => i / 400);
        const inside = steps.some((t) => {
          const [x, y] = [a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)];
          return x > 0 && x < 10 && y > 0 && y < 10;
        });
        if (inside) expect(segmentHitsBox(a, b, unit)).toBe(true);
        if (!segmentHitsBox(a, b, unit)) expect(inside).toBe(false);
      }),
    );
  });
});

describe('lines and curves', () => {
  it('cross inside both, not at an end', () => {
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
    ];
    expect(segmentsCross(a, b, { x: 0, y: 10 }, { x: 10, y: 0 })).toBe(true);
    expect(segmentsCross(a, b, b, { x: 20, y: 0 })).toBe(false);
    expect(
      linesCross(
        [a, { x: 5, y: 0 }, b],
        [
          { x: 7, y: 0 },
          { x: 7, y: 20 },
        ],
      ),
    ).toBe(true);
  });

  it('pass through a point between start, control and end', () => {
    const curve = [
      { x: 0, y: 0 },
      { x: 10, y: 20 },
      { x: 20, y: 0 },
    ] as const;
    expect(pointOnCurve([...curve], 0.5)).toEqual({ x: 10, y: 10 });
    expect(flatten([...curve], 8)).toHaveLength(9);
    expect(boundsOfPoints(flatten([...curve], 8))).toEqual({ left: 0, top: 0, right: 20, bottom: 10 });
  });

  it('are one piece when they are straight', () => {
    expect(
      flatten(
        [
          { x: 0, y: 0 },
          { x: 5, y: 5 },
          { x: 9, y: 9 },
        ],
        8,
      ),
    ).toHaveLength(2);
  });
});

it('brings angles between minus π and π', () => {
  expect(wrapAngle(3 * Math.PI + 0.1)).toBeCloseTo(-Math.PI + 0.1);
  expect(wrapAngle(-0.5)).toBe(-0.5);
});

it('rounds to hundredths, without a negative zero', () => {
  expect(rounded(1.23456)).toBe(1.23);
  expect(Object.is(rounded(-0.001), 0)).toBe(true);
});
