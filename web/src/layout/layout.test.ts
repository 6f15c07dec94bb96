import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { layout, route } from './layout';
import { faultsOf, leftOut } from './testing/faults';
import { edge, node, randomGraphs, storyGraph } from './testing/graphs';
import type { LayoutInput, LayoutResult, Point } from './types';

// Many drawings take a while on a busy machine. No test asserts a time.
vi.setConfig({ testTimeout: 120_000 });

/** The input with the given places, for as many of its nodes as there are places. */
function withFixed(input: LayoutInput, places: Record<string, Point>): LayoutInput {
  const nodes = input.nodes.map((n) => {
    const fixed = places[n.id];
    return fixed ? { ...n, fixed } : n;
  });
  return { ...input, nodes };
}

/** The part of a graph that its first nodes make up. */
function firstNodes(input: LayoutInput, count: number): LayoutInput {
  const nodes = input.nodes.slice(0, count);
  const there = new Set(nodes.map((n) => n.id));
  const edges = input.edges.filter((e) => there.has(e.from) && there.has(e.to));
  return { ...input, nodes, edges, groups: [] };
}

function placesOf(result: LayoutResult, input: LayoutInput): Record<string, Point | undefined> {
  return Object.fromEntries(input.nodes.map((n) => [n.id, result.nodes[n.id]]));
}

describe('any drawing', () => {
  it('keeps its promises on small graphs', () => {
    fc.assert(
      fc.property(randomGraphs(20), (input) => {
        expect(faultsOf(input, layout(input))).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('keeps its promises on graphs of up to sixty nodes', () => {
    fc.assert(
      fc.property(randomGraphs(60, 21), (input) => {
        expect(faultsOf(input, layout(input))).toEqual([]);
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('leaves out few labels', () => {
    const counts = fc.sample(randomGraphs(40), { seed: 7, numRuns: 40 }).map((input) => leftOut(input, layout(input)));
    const sum = (of: 'labels' | 'omitted'): number => counts.reduce((total, count) => total + count[of], 0);
    expect(sum('labels')).toBeGreaterThan(200);
    expect(sum('omitted') / sum('labels')).toBeLessThan(0.02);
  });

  it('is the same for the same input, byte for byte, and leaves its input as it was', () => {
    fc.assert(
      fc.property(randomGraphs(25), (input) => {
        const before = JSON.stringify(input);
        const first = JSON.stringify(layout(input));
        expect(JSON.stringify(layout(structuredClone(input)))).toBe(first);
        expect(JSON.stringify(input)).toBe(before);
      }),
      { numRuns: 15 },
    );
  });

  it('does not depend on what things are called', () => {
    const input = storyGraph(740, 600);
    const other = JSON.parse(JSON.stringify(input).replaceAll('Huawei', 'Acme')) as LayoutInput;
    expect(layout(other).nodes['Acme']).toEqual(layout(input).nodes['Huawei']);
  });
});

describe('a story', () => {
  it.each([
    [740, 600],
    [390, 560],
  ])('has all its labels on a canvas of %i by %i', (width, height) => {
    const input = storyGraph(width, height);
    const result = layout(input);
    expect(faultsOf(input, result)).toEqual([]);
    expect(leftOut(input, result).omitted).toBe(0);
  });

  it('is about as wide as the canvas', () => {
    const proportion = ({ bounds }: LayoutResult): number =>
      (bounds.right - bounds.left) / (bounds.bottom - bounds.top);
    const wide = proportion(layout(storyGraph(740, 600)));
    const tall = proportion(layout(storyGraph(390, 560)));
    expect(wide).toBeGreaterThan(0.8);
    expect(tall).toBeLessThan(0.95);
  });

  it('has its group on one side of the hub', () => {
    const input = storyGraph(740, 600);
    const { nodes, groups } = layout(input);
    const hub = nodes['Huawei'] ?? { x: 0, y: 0 };
    const angles = (groups['licences']?.members ?? []).map((id) => {
      const member = nodes[id] ?? hub;
      return Math.atan2(member.y - hub.y, member.x - hub.x);
    });
    const turns = angles.map((angle, i) => {
      const turn = angle - (angles[Math.max(0, i - 1)] ?? angle);
      return turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
    });
    expect(angles).toHaveLength(9);
    expect(turns.slice(1).every((turn) => turn > 0)).toBe(true);
    expect((turns.reduce((sum, turn) => sum + turn, 0) * 180) / Math.PI).toBeLessThan(150);
  });
});

describe('small graphs', () => {
  const canvas = { width: 740, height: 600, groups: [] };

  it('draws nothing for nothing', () => {
    const result = layout({ ...canvas, nodes: [], edges: [] });
    expect(result).toMatchObject({ nodes: {}, edges: {}, groups: {} });
    expect(Object.values(result.bounds).every(Number.isFinite)).toBe(true);
  });

  it('puts one node in the middle', () => {
    expect(layout({ ...canvas, nodes: [node('a', 0, 80, 1)], edges: [] }).nodes['a']).toEqual({ x: 0, y: 0 });
  });

  it('draws a single edge straight, with its label between the ends', () => {
    const input = { ...canvas, nodes: [node('a', 1, 40, 1), node('b', 1, 40, 1)], edges: [edge('e', 'a', 'b', 60)] };
    const { nodes, edges } = layout(input);
    const [a, b] = [nodes['a'], nodes['b']];
    const drawn = edges['e'];
    if (!a || !b || !drawn?.label) throw new Error('something is not there');
    const [start, control, end] = drawn.curve;
    const turn = (control.x - start.x) * (end.y - start.y) - (control.y - start.y) * (end.x - start.x);
    expect(Math.abs(turn)).toBeLessThan(5);
    expect(Math.abs(drawn.label.x - (a.x + b.x) / 2)).toBeLessThan(40);
    expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeLessThan(220);
  });

  it('draws parallel edges as arcs that keep apart', () => {
    const nodes = [node('a', 3, 40, 1), node('b', 3, 40, 1)];
    const edges = [edge('e', 'a', 'b'), edge('f', 'b', 'a'), edge('g', 'a', 'b')];
    const result = layout({ ...canvas, nodes, edges });
    const controls = edges.map((e) => result.edges[e.id]?.curve[1] ?? { x: 0, y: 0 });
    controls.forEach((one, i) => {
      for (const two of controls.slice(0, i)) expect(Math.hypot(one.x - two.x, one.y - two.y)).toBeGreaterThan(60);
    });
  });

  it('refuses an edge to nowhere, an edge of one node, and a group without its hub', () => {
    const nodes = [node('a', 1, 40, 1), node('b', 1, 40, 1)];
    expect(() => layout({ ...canvas, nodes, edges: [edge('e', 'a', 'z')] })).toThrow(/"e".*"z"/);
    expect(() => layout({ ...canvas, nodes, edges: [edge('e', 'a', 'a')] })).toThrow(/itself/);
    const group = { id: 'g', hub: 'z', members: ['a'], labelWidth: 9, labelHeight: 9 };
    expect(() => layout({ ...canvas, nodes, edges: [], groups: [group] })).toThrow(/"g".*"z"/);
  });
});

describe('a drawing that grows', () => {
  it('leaves everything where it was, and keeps its promises for what is new', () => {
    fc.assert(
      fc.property(randomGraphs(30, 4), fc.integer({ min: 1, max: 100 }), (graph, percent) => {
        const whole = { ...graph, groups: [] };
        const old = firstNodes(whole, Math.max(1, Math.floor((whole.nodes.length * percent) / 100)));
        const before = layout(old);
        const result = layout(withFixed(whole, before.nodes));
        expect(placesOf(result, old)).toEqual(before.nodes);
        // A curve may find no way between nodes that stay.
        const shapes = faultsOf(whole, result).filter((fault) => !fault.startsWith('edge'));
        expect(shapes).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it('puts a new leaf beside its neighbour', () => {
    const story = storyGraph(740, 600);
    const before = layout(story);
    const grown = {
      ...story,
      nodes: [...story.nodes, node('Smart Modular', 1, 90, 1)],
      edges: [...story.edges, edge('new', 'Smart Modular', 'CNEX Labs')],
    };
    const { nodes } = layout(withFixed(grown, before.nodes));
    const [leaf, parent] = [nodes['Smart Modular'], nodes['CNEX Labs']];
    if (!leaf || !parent) throw new Error('something is not there');
    expect(Math.hypot(leaf.x - parent.x, leaf.y - parent.y)).toBeLessThan(450);
  });
});

describe('after a drag', () => {
  it('draws edges between the places it is given, and moves nothing', () => {
    fc.assert(
      fc.property(randomGraphs(20), fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 2 }), (input, moves) => {
        const places: Record<string, Point> = {};
        input.nodes.forEach((n, i) => {
          const [dx, dy] = [moves[i % moves.length] ?? 0, moves[(i * 3 + 1) % moves.length] ?? 0];
          places[n.id] = { x: i * 70 + dx, y: i * 50 + dy };
        });
        const result = route(input, places);
        expect(result.nodes).toEqual(places);
        expect(Object.keys(result.edges)).toHaveLength(input.edges.length);
        const faults = faultsOf(input, result).filter(
          (fault) => fault.startsWith('label') || fault.includes('outside'),
        );
        expect(faults).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the drawing that the layout gave, for the places of the layout', () => {
    const story = storyGraph(740, 600);
    const first = layout(story);
    expect(route(story, first.nodes)).toEqual(first);
  });

  it('asks for every place', () => {
    expect(() => route(storyGraph(740, 600), {})).toThrow(/no position for the node "Huawei"/);
  });
});
