// Graphs for the tests: random ones, and one that is shaped like the stories of the site.
import fc from 'fast-check';
import type { LayoutEdge, LayoutGroup, LayoutInput, LayoutNode } from '../types';

/** A graph in short: what each node hangs on, edges beyond that, and sizes for names and labels. */
interface Recipe {
  parents: number[];
  extra: [number, number][];
  sizes: number[];
  grouped: boolean;
  tall: boolean;
}

const shapes = {
  /** Every number is a place among the nodes before; -1 starts another part. */
  tree: (n: number) =>
    fc.tuple(...Array.from({ length: n }, (_, i) => fc.integer({ min: 0, max: Math.max(0, i - 1) }))),
  star: (n: number) => fc.constant(Array<number>(n).fill(0)),
  path: (n: number) => fc.constant(Array.from({ length: n }, (_, i) => Math.max(0, i - 1))),
  parts: (n: number) =>
    fc.tuple(
      ...Array.from({ length: n }, (_, i) => fc.integer({ min: i % 3 === 0 ? -1 : 0, max: Math.max(0, i - 1) })),
    ),
  hubs: (n: number) =>
    fc.tuple(...Array.from({ length: n }, (_, i) => fc.integer({ min: 0, max: Math.min(3, Math.max(0, i - 1)) }))),
};

/** Connected and disconnected graphs of moderate density, with parallel edges, and groups of leaves in some. */
export function randomGraphs(maxNodes: number, minNodes = 1): fc.Arbitrary<LayoutInput> {
  const shape = fc.constantFrom(...Object.values(shapes));
  return fc
    .tuple(fc.integer({ min: minNodes, max: maxNodes }), shape)
    .chain(([n, parentsOf]) =>
      fc.record<Recipe>({
        parents: parentsOf(n),
        extra: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: Math.ceil(n * 0.6) }),
        sizes: fc.array(fc.nat(1000), { minLength: 8, maxLength: 24 }),
        grouped: fc.boolean(),
        tall: fc.boolean(),
      }),
    )
    .map(graphOf);
}

function graphOf({ parents, extra, sizes, grouped, tall }: Recipe): LayoutInput {
  const pairs = parents.flatMap((parent, i): [number, number][] => (i > 0 && parent >= 0 ? [[i, parent]] : []));
  const all = [...pairs, ...extra.filter(([a, b]) => a !== b)].slice(0, Math.floor(parents.length * 1.6));
  const joined = all.filter(([a, b], i) => all.slice(0, i).filter((p) => p.includes(a) && p.includes(b)).length < 4);
  const size = (i: number, from: number, to: number): number =>
    from + ((sizes[i % sizes.length] ?? 0) / 1000) * (to - from);
  const degree = (i: number): number => joined.filter((pair) => pair.includes(i)).length;
  const nodes = parents.map((_, i) => node(`n${i}`, degree(i), size(i, 20, 160), 1 + (i % 2)));
  const edges = joined.map(([a, b], i) => edge(`e${i}`, `n${a}`, `n${b}`, size(i + 3, 30, 150), i % 3 ? 19 : 33));
  const groups = grouped ? groupLeaves(nodes, edges) : [];
  return { nodes, edges, groups, ...(tall ? { width: 390, height: 560 } : { width: 740, height: 600 }) };
}

export function node(id: string, degree: number, labelWidth: number, labelLines: number): LayoutNode {
  return { id, radius: Math.min(36, 17 + 3.6 * Math.sqrt(Math.max(0, degree - 1))), labelWidth, labelLines };
}

export function edge(id: string, from: string, to: string, labelWidth = 80, labelHeight = 19): LayoutEdge {
  return { id, from, to, labelWidth, labelHeight, headFrom: false, headTo: true };
}

/** All leaves of a hub as one group, where they are three or more. */
function groupLeaves(nodes: LayoutNode[], edges: LayoutEdge[]): LayoutGroup[] {
  const leavesOf = new Map<string, string[]>();
  for (const { id } of nodes) {
    const [only, ...more] = edges.filter((e) => e.from === id || e.to === id);
    if (!only || more.length > 0) continue;
    const hub = only.from === id ? only.to : only.from;
    leavesOf.set(hub, [...(leavesOf.get(hub) ?? []), id]);
  }
  return [...leavesOf]
    .filter(([, members]) => members.length > 2)
    .map(([hub, members]) => ({ id: `g-${hub}`, hub, members, labelWidth: 150, labelHeight: 24 }));
}

const partners = ['Apple', 'AT&T', 'BT', 'Ericsson', 'Nokia', 'Qualcomm', 'Samsung', 'Siemens', 'Sharp'];
const relations: [string, string, string?][] = [
  ['Huawei', 'Verizon', 'royalty demand'],
  ['Huawei', 'Verizon', 'sued'],
  ['Verizon', 'Huawei', 'countersued'],
  ['Huawei', 'CNEX Labs', 'sued for trade secrets'],
  ['Huawei', 'Yiren Huang', 'sued for trade secrets'],
  ['Yiren Huang', 'CNEX Labs', 'co-founded'],
  ['Yiren Huang', 'Futurewei', 'worked for'],
  ['Futurewei', 'Huawei', 'subsidiary of'],
  ['Futurewei', 'CNEX Labs', 'sued'],
  ['Micron Technology', 'CNEX Labs', 'invested in'],
  ['Dell Technologies', 'CNEX Labs', 'invested in'],
  ['Marco Rubio', 'NDAA amendment', 'sponsored'],
  ['NDAA amendment', 'Huawei', 'would bar from damages'],
  ['Song Liuping', 'Huawei', 'chief legal officer of'],
  ['Fish & Richardson', 'Huawei', 'counsel of'],
  ['Caldwell Cassady', 'Huawei', 'counsel of'],
  ['Michael Wexler', 'Huawei', 'counsel of'],
];

/** A hub with licence partners in a group, disputes side by side, triangles and chains. */
export function storyGraph(width: number, height: number): LayoutInput {
  const licences = partners.map((partner): [string, string] => ['Huawei', partner]);
  const all: [string, string, string?][] = [...licences, ...relations];
  const ids = [...new Set(all.flatMap(([from, to]) => [from, to]))];
  const degree = (id: string): number => all.filter(([from, to]) => from === id || to === id).length;
  return {
    nodes: ids.map((id) => node(id, degree(id), id.length * 7.4, 1)),
    edges: all.map(([from, to, label], i) => edge(`e${i}`, from, to, label ? label.length * 6.4 + 12 : 0)),
    groups: [{ id: 'licences', hub: 'Huawei', members: partners, labelWidth: 150, labelHeight: 24 }],
    width,
    height,
  };
}
