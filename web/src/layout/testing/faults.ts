// What is wrong with a drawing, found without any of the layout's own geometry.
import type { Bounds, LayoutInput, LayoutNode, LayoutResult, Point } from '../types';

interface Named extends Bounds {
  what: string;
}

const SAMPLES = 80;

function box(what: string, centre: Point, width: number, height: number): Named {
  return {
    what,
    left: centre.x - width / 2,
    right: centre.x + width / 2,
    top: centre.y - height / 2,
    bottom: centre.y + height / 2,
  };
}

/** Overlaps of less than a hundredth of a pixel come from rounding. */
function overlap(a: Bounds, b: Bounds, slack = 0.02): boolean {
  return a.left + slack < b.right && b.left + slack < a.right && a.top + slack < b.bottom && b.top + slack < a.bottom;
}

function inside(inner: Bounds, outer: Bounds): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

function position(result: LayoutResult, id: string): Point {
  const point = result.nodes[id];
  if (!point) throw new Error(`no position for ${id}`);
  return point;
}

function shape(node: LayoutNode, at: Point): Named {
  return box(`shape of ${node.id}`, at, 2 * node.radius, 2 * node.radius);
}

/** From just above the letters of the first line to the descenders of the last. */
function name(node: LayoutNode, at: Point): Named {
  const top = at.y + node.radius + 5;
  const bottom = at.y + node.radius + 7 + 16 * node.labelLines;
  return {
    what: `name of ${node.id}`,
    left: at.x - node.labelWidth / 2,
    right: at.x + node.labelWidth / 2,
    top,
    bottom,
  };
}

function points(curve: readonly Point[]): Point[] {
  const [start, bend, end] = curve;
  if (!start || !bend || !end) throw new Error('a curve has three points');
  return Array.from({ length: SAMPLES + 1 }, (_, i) => {
    const t = i / SAMPLES;
    const mix = (a: number, b: number, c: number): number => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c;
    return { x: mix(start.x, bend.x, end.x), y: mix(start.y, bend.y, end.y) };
  });
}

/** The boxes of the labels that are shown. */
function labelBoxes(input: LayoutInput, result: LayoutResult): { edges: Named[]; groups: Named[] } {
  return {
    edges: input.edges.flatMap((edge) => {
      const at = result.edges[edge.id]?.label;
      return at && edge.labelWidth > 0 ? [box(`label of ${edge.id}`, at, edge.labelWidth, edge.labelHeight)] : [];
    }),
    groups: input.groups.flatMap((group) => {
      const at = result.groups[group.id]?.label;
      return at ? [box(`label of ${group.id}`, at, group.labelWidth, group.labelHeight)] : [];
    }),
  };
}

/** Everything that breaks a promise of the layout, in words; none for a good drawing. */
export function faultsOf(input: LayoutInput, result: LayoutResult): string[] {
  return [
    ...nodeFaults(input, result),
    ...curveFaults(input, result),
    ...labelFaults(input, result),
    ...boundsFaults(input, result),
  ];
}

export function nodeFaults(input: LayoutInput, result: LayoutResult): string[] {
  const bodies = input.nodes.map((node) => {
    const at = position(result, node.id);
    return [shape(node, at), name(node, at)];
  });
  return bodies.flatMap((mine, i) =>
    bodies
      .slice(0, i)
      .flatMap((theirs) =>
        mine.flatMap((a) => theirs.filter((b) => overlap(a, b)).map((b) => `${a.what} covers ${b.what}`)),
      ),
  );
}

export function curveFaults(input: LayoutInput, result: LayoutResult): string[] {
  return input.edges.flatMap((edge) => {
    const way = points(result.edges[edge.id]?.curve ?? []);
    return input.nodes
      .filter((node) => node.id !== edge.from && node.id !== edge.to)
      .filter((node) => {
        const body = shape(node, position(result, node.id));
        return way.some((p) => p.x > body.left && p.x < body.right && p.y > body.top && p.y < body.bottom);
      })
      .map((node) => `edge ${edge.id} runs through ${node.id}`);
  });
}

export function labelFaults(input: LayoutInput, result: LayoutResult): string[] {
  const labels = labelBoxes(input, result);
  const bodies = input.nodes.flatMap((node) => {
    const at = position(result, node.id);
    return [shape(node, at), name(node, at)];
  });
  return labels.edges.flatMap((label, i) =>
    [...labels.edges.slice(0, i), ...labels.groups, ...bodies]
      .filter((other) => overlap(label, other))
      .map((other) => `${label.what} covers ${other.what}`),
  );
}

export function boundsFaults(input: LayoutInput, result: LayoutResult): string[] {
  const { edges, groups } = labelBoxes(input, result);
  const bodies = input.nodes.flatMap((node) => {
    const at = position(result, node.id);
    return [shape(node, at), name(node, at)];
  });
  const curves = Object.entries(result.edges).flatMap(([id, edge]) =>
    [...points(edge.curve), edge.tipFrom, edge.tipTo].map((p) => box(`curve of ${id}`, p, 0, 0)),
  );
  const outside = [...edges, ...groups, ...bodies, ...curves].filter((part) => !inside(part, result.bounds));
  const numbers = JSON.stringify(result, (_, value: unknown) =>
    Number.isNaN(value) || Math.abs(Number(value)) === Infinity ? 'not finite' : value,
  );
  return [
    ...outside.map((part) => `${part.what} is outside`),
    ...(numbers.includes('not finite') ? ['a number is not finite'] : []),
  ];
}

/** How many labels there should be, and how many were left out. */
export function leftOut(input: LayoutInput, result: LayoutResult): { labels: number; omitted: number } {
  const grouped = new Set(input.groups.flatMap((group) => group.members));
  const labelled = input.edges.filter((e) => e.labelWidth > 0 && !grouped.has(e.from) && !grouped.has(e.to));
  return {
    labels: labelled.length + input.groups.length,
    omitted:
      labelled.filter((e) => !result.edges[e.id]?.label).length +
      input.groups.filter((group) => !result.groups[group.id]?.label).length,
  };
}
