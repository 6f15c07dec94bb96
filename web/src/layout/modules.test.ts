// The steps of the layout, each by itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeArc } from './arc';
import { bandPath, orderRound } from './band';
import { bodiesHit, routeLinks } from './curves';
import { idealDistances, idealLength } from './distances';
import { spreadSlots } from './fan';
import { at, overlap, pointOnCurve } from './geometry';
import { packBoxes } from './pack';
import { seededRandom, shuffle } from './random';
import { bodyBox, buildScene, connectedParts } from './scene';
import type { Scene } from './scene';
import { separate } from './separate';
import { settle } from './settle';
import { pairsOf, relaxStress } from './stress';
import { edge, node } from './testing/graphs';
import { fitScale, turnToFit } from './turn';
import type { LayoutEdge, LayoutGroup } from './types';

/** A scene of nodes with short names, or none, in the given places. */
function sceneOf(
  places: Record<string, [number, number]>,
  edges: LayoutEdge[] = [],
  groups: LayoutGroup[] = [],
  nameLines = 1,
): Scene {
  const nodes = Object.keys(places).map((id) => node(id, 1, 40 * nameLines, nameLines));
  const scene = buildScene({ nodes, edges, groups, width: 740, height: 600 });
  for (const body of scene.bodies) [body.x, body.y] = places[body.id] ?? [0, 0];
  return scene;
}

function bodyOf(scene: Scene, id: string): Scene['bodies'][number] {
  const found = scene.bodies.find((body) => body.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

function distance(scene: Scene, one: string, two: string): number {
  const [a, b] = [bodyOf(scene, one), bodyOf(scene, two)];
  return Math.hypot(a.x - b.x, a.y - b.y);
}

describe('random', () => {
  it('repeats for the same seed, and lies between 0 and 1', () => {
    const [one, two, other] = [seededRandom(5), seededRandom(5), seededRandom(6)];
    const first = Array.from({ length: 100 }, one);
    expect(Array.from({ length: 100 }, two)).toEqual(first);
    expect(Array.from({ length: 100 }, other)).not.toEqual(first);
    expect(first.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it('shuffles without losing anything', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    shuffle(items, seededRandom(1));
    expect(items).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(items.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('distances', () => {
  it('give a link room for its label and its ends', () => {
    const scene = sceneOf({ a: [0, 0], b: [0, 0] }, [edge('e', 'a', 'b', 100)]);
    expect(idealLength(at(scene.links, 0))).toBe(17 + 17 + 100 + 40);
  });

  it('add up along the shortest way', () => {
    const scene = sceneOf({ a: [0, 0], b: [0, 0], c: [0, 0] }, [edge('e', 'a', 'b', 100), edge('f', 'b', 'c', 100)]);
    expect(idealDistances(scene).get(0, 2)).toBe(2 * 174);
  });
});

it('stress brings neighbours to their ideal distance', () => {
  const scene = sceneOf({ a: [0, 0], b: [0, 0], c: [0, 0] }, [
    edge('e', 'a', 'b', 100),
    edge('f', 'b', 'c', 100),
    edge('g', 'c', 'a', 100),
  ]);
  relaxStress(scene.bodies, pairsOf(scene, idealDistances(scene)), 1, 40);
  for (const [one, two] of ['ab', 'bc', 'ca']) expect(distance(scene, one ?? '', two ?? '')).toBeCloseTo(174, 0);
});

it('turning makes an upright drawing fit a wide canvas', () => {
  const scene = sceneOf({ a: [0, -300], b: [0, 300], c: [0, 0] });
  const before = fitScale(scene);
  turnToFit(scene);
  expect(fitScale(scene)).toBeGreaterThan(before * 1.1);
  expect(distance(scene, 'a', 'b')).toBeCloseTo(600);
});

it('separating leaves no two bodies on each other', () => {
  const scene = sceneOf({ a: [0, 0], b: [1, 2], c: [3, 1], d: [-2, 5] });
  separate(scene, 100);
  scene.bodies.forEach((one, i) => {
    for (const two of scene.bodies.slice(0, i)) expect(overlap(bodyBox(one), bodyBox(two))).toBe(false);
  });
});

it('separating moves a body off a straight line', () => {
  const scene = sceneOf({ a: [-300, 0], b: [300, 0], c: [0, 5] }, [edge('e', 'a', 'b', 0)]);
  separate(scene, 100);
  const [a, b, c] = [bodyOf(scene, 'a'), bodyOf(scene, 'b'), bodyOf(scene, 'c')];
  expect(Math.abs(c.y - (a.y + b.y) / 2)).toBeGreaterThan(17);
});

describe('groups', () => {
  const members = ['b', 'c', 'd', 'e'];
  const group = { id: 'g', hub: 'a', members, labelWidth: 60, labelHeight: 24 };
  const places = Object.fromEntries(['a', ...members].map((id): [string, [number, number]] => [id, [0, 0]]));

  it('sit at one distance from their hub, on the wanted side', () => {
    const scene = sceneOf(places, [], [group]);
    placeArc(at(scene.clusters, 0), Math.PI / 2);
    const radii = members.map((id) => distance(scene, 'a', id));
    expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(1);
    expect(members.every((id) => bodyOf(scene, id).y > 100)).toBe(true);
  });

  it('never overlap, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 70 }), fc.double({ min: -3, max: 3, noNaN: true }), (count, direction) => {
        const ids = Array.from({ length: count }, (_, i) => `m${i}`);
        const all = Object.fromEntries(['a', ...ids].map((id): [string, [number, number]] => [id, [0, 0]]));
        const scene = sceneOf(all, [], [{ ...group, members: ids }]);
        placeArc(at(scene.clusters, 0), direction);
        scene.bodies.forEach((one, i) => {
          for (const two of scene.bodies.slice(0, i)) expect(overlap(bodyBox(one), bodyBox(two))).toBe(false);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('are listed in order round their hub', () => {
    const ring = [10, 170, 60, 120].map((degrees) => ({
      degrees,
      x: Math.cos((degrees * Math.PI) / 180),
      y: Math.sin((degrees * Math.PI) / 180),
    }));
    expect(orderRound({ x: 0, y: 0 }, ring).map((p) => p.degrees)).toEqual([10, 60, 120, 170]);
  });

  it('have a band along them', () => {
    expect(bandPath([])).toBe('');
    expect(
      bandPath([
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ]),
    ).toMatch(/^M1\.0 \d+\.0L3\.0 \d+\.0$/);
    const path = bandPath([
      { x: 0, y: 0 },
      { x: 50, y: 50 },
      { x: 100, y: 0 },
    ]);
    expect(path).toMatch(/^M0\.0 .*Q50\.0 .*L100\.0 /);
    expect(path).not.toContain('NaN');
  });
});

it('slots round a hub are spread until none overlaps, in the same order', () => {
  const angles = fc.array(fc.double({ min: -3.1, max: 3.1, noNaN: true }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(angles, (list) => {
      const halfAngle = (0.8 * Math.PI) / list.length;
      const spread = spreadSlots(list.map((angle) => ({ angle, halfAngle })));
      const order = list.map((_, i) => i).sort((i, j) => at(list, i) - at(list, j) || i - j);
      order.forEach((one, k) => {
        const next = k + 1 < order.length ? at(spread, at(order, k + 1)) : at(spread, at(order, 0)) + 2 * Math.PI;
        expect(next - at(spread, one)).toBeGreaterThan(2 * halfAngle * 0.9);
      });
    }),
  );
});

it('parts that nothing joins are found, and packed without overlap', () => {
  const scene = sceneOf({ a: [0, 0], b: [0, 0], c: [0, 0], d: [0, 0] }, [edge('e', 'a', 'c')]);
  expect(connectedParts(scene).map((part) => part.bodies.map((body) => body.id))).toEqual([['a', 'c'], ['b'], ['d']]);
  const side = fc.integer({ min: 1, max: 500 });
  fc.assert(
    fc.property(fc.array(fc.tuple(side, side), { minLength: 1, maxLength: 12 }), (sizes) => {
      const boxes = sizes.map(([width, height]) => ({ left: 0, top: 0, right: width, bottom: height }));
      const moves = packBoxes(boxes, { width: 740, height: 600 });
      const packed = boxes.map((box, i) => {
        const { x, y } = at(moves, i);
        return { left: x, top: y, right: x + box.right, bottom: y + box.bottom };
      });
      packed.forEach((one, i) => {
        for (const two of packed.slice(0, i)) expect(overlap(one, two)).toBe(false);
      });
    }),
  );
});

describe('curves', () => {
  it('are straight where nothing is in the way', () => {
    const scene = sceneOf({ a: [0, 0], b: [300, 0] }, [edge('e', 'a', 'b')]);
    const { bend, curve, tipTo } = at(routeLinks(scene), 0);
    expect(bend).toBe(0);
    expect(curve.every((p) => p.y === 0)).toBe(true);
    expect(tipTo.x).toBe(300 - 17 - 4);
    expect(tipTo.angle).toBeCloseTo(0);
  });

  it('bend round a shape in the way', () => {
    const scene = sceneOf({ a: [0, 0], b: [400, 0], c: [200, 0] }, [edge('e', 'a', 'b')]);
    const { curve } = at(routeLinks(scene), 0);
    const way = Array.from({ length: 101 }, (_, i) => pointOnCurve(curve, i / 100));
    expect(way.every((p) => Math.abs(p.x - 200) > 17 || Math.abs(p.y) > 17)).toBe(true);
  });

  it('start below the name when they would run through it', () => {
    const scene = sceneOf({ a: [0, 0], b: [0, 300] }, [edge('e', 'a', 'b')]);
    const [start] = at(routeLinks(scene), 0).curve;
    expect(start.y).toBeGreaterThan(17 + 7 + 16);
  });
});

describe('settling', () => {
  const effort = { rounds: 0, steps: 50, stretch: 1.06, labelSteps: 0 };

  it('spreads a drawing until no body covers another, without any pushing apart', () => {
    const grid = Array.from({ length: 25 }, (_, i): [string, [number, number]] => [
      `n${i}`,
      [(i % 5) * 20, Math.floor(i / 5) * 20],
    ]);
    const scene = sceneOf(Object.fromEntries(grid));
    expect(settle(scene, effort).sound).toBe(true);
    scene.bodies.forEach((one, i) => {
      for (const two of scene.bodies.slice(0, i)) expect(overlap(bodyBox(one), bodyBox(two))).toBe(false);
    });
  });

  it('opens a wall of shapes for the line that cannot bend round it', () => {
    const wall = Array.from({ length: 21 }, (_, i): [string, [number, number]] => [`n${i}`, [0, (i - 10) * 36]]);
    const scene = sceneOf({ a: [-100, 0], z: [100, 0], ...Object.fromEntries(wall) }, [edge('e', 'a', 'z', 0)], [], 0);
    expect(bodiesHit(scene, at(routeLinks(scene), 0))).not.toEqual([]);
    const { routed } = settle(scene, effort);
    expect(bodiesHit(scene, at(routed, 0))).toEqual([]);
  });

  it('never moves what is pinned', () => {
    const scene = sceneOf({ a: [0, 0], b: [5, 0], c: [30, 0] });
    bodyOf(scene, 'b').pinned = true;
    settle(scene, effort);
    expect(bodyOf(scene, 'b')).toMatchObject({ x: 5, y: 0 });
    expect(distance(scene, 'a', 'b')).toBeGreaterThan(40);
  });
});
