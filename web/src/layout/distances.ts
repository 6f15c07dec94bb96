// How far apart any two bodies should be: the length of the shortest way between them.
import type { Body, Cluster, Link, Scene } from './scene';
import { nameDepth } from './scene';
import { MIN_ARC_RADIUS } from './arc';
import { at } from './geometry';

/** From this distance on, ways are drawn shorter than they are. */
const LONG_WAY = 900;

/** A square table of numbers. */
export class Table {
  private readonly cells: Float64Array;

  constructor(
    readonly size: number,
    fill: number,
  ) {
    this.cells = new Float64Array(size * size).fill(fill);
  }

  get(row: number, column: number): number {
    return this.cells[row * this.size + column] as number;
  }

  /** Sets the cell and its mirror image. */
  set(row: number, column: number, value: number): void {
    this.cells[row * this.size + column] = value;
    this.cells[column * this.size + row] = value;
  }
}

/** The length at which a link shows its own label and a piece of line on both sides of it. */
export function idealLength(link: Link): number {
  const label = link.label ? link.label.halfWidth * 2 : 0;
  const arcs = link.parallel > 1 ? 70 * link.parallel : 0; // flat arcs need a long chord
  return Math.max(120, arcs, link.a.radius + link.b.radius + label + 40);
}

/** The ideal distance of every two bodies of a connected scene, by their places in the list. */
export function idealDistances(scene: Scene): Table {
  const index = new Map(scene.bodies.map((body, i) => [body, i]));
  const place = (body: Body): number => index.get(body) ?? 0;
  const table = new Table(scene.bodies.length, Infinity);
  scene.bodies.forEach((_, i) => table.set(i, i, 0));
  for (const link of scene.links) {
    const [a, b] = [place(link.a), place(link.b)];
    table.set(a, b, Math.min(table.get(a, b), idealLength(link)));
  }
  for (const cluster of scene.clusters) {
    const radius = estimatedRadius(cluster);
    for (const member of cluster.members) table.set(place(cluster.hub), place(member), radius);
  }
  shortestWays(table);
  curlLongWays(table);
  for (const cluster of scene.clusters) setChords(cluster, table, place);
  return table;
}

/** Every shortest way, in place (Floyd and Warshall). */
function shortestWays(table: Table): void {
  const n = table.size;
  for (let via = 0; via < n; via++) {
    for (let from = 0; from < n; from++) {
      const first = table.get(from, via);
      if (first === Infinity) continue;
      for (let to = 0; to < from; to++) {
        const length = first + table.get(via, to);
        if (length < table.get(from, to)) table.set(from, to, length);
      }
    }
  }
}

/** Makes long distances shorter, so that a long chain curls and fills the canvas, where it would be one thin line. */
function curlLongWays(table: Table): void {
  for (let from = 0; from < table.size; from++) {
    for (let to = 0; to < from; to++) {
      const length = table.get(from, to);
      if (length > LONG_WAY) table.set(from, to, LONG_WAY * (length / LONG_WAY) ** 0.6);
    }
  }
}

/** The mean distance of two neighbours on an arc: names stand side by side below the hub, one below the other beside it. */
function memberSpacing(cluster: Cluster): number {
  const sizes = cluster.members.map((m) => Math.max(m.nameHalfWidth, m.radius) * 2 + m.radius + nameDepth(m));
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length / 2 + 16;
}

function estimatedRadius(cluster: Cluster): number {
  const { members } = cluster;
  return Math.max(MIN_ARC_RADIUS, (memberSpacing(cluster) * (members.length - 1)) / cluster.span);
}

/** Members of a group are as far apart as on an arc, not as by the way over their hub. */
function setChords(cluster: Cluster, table: Table, place: (body: Body) => number): void {
  const radius = estimatedRadius(cluster);
  const spacing = memberSpacing(cluster);
  const { members } = cluster;
  for (let i = 0; i < members.length; i++) {
    for (let j = 0; j < i; j++) {
      const angle = Math.min(Math.PI, (spacing * (i - j)) / radius);
      table.set(place(at(members, i)), place(at(members, j)), Math.max(spacing, 2 * radius * Math.sin(angle / 2)));
    }
  }
}
