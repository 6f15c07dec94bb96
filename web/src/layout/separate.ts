// Pushes apart what overlaps: bodies with their names, and the labels of links, which move the two ends of their link.
import type { Bounds, Point } from './types';
import type { Body, LabelSize, Link, Scene } from './scene';
import { bodyBox, push, pushAlone } from './scene';
import { at, boxAround, grow } from './geometry';

/** Half of the free space between two bodies. */
const BODY_GAP = 8;
/** Free space between a label and a body that is not an end of its link. */
const LABEL_GAP = 4;
/** Free space between a label and an end of its link: a piece of line, and its arrowhead, must show. */
const END_GAP = 18;
/** The longest way that a label pushes something in one round; longer ones make the drawing swing. */
const LABEL_STEP = 14;

/** A label where the middle of its link will be, before curves are drawn. */
interface Tag {
  link: Link;
  size: LabelSize;
  centre: Point;
}

/** Pushes until nothing overlaps, at most so many rounds; after them bodies alone, since labels can be left out. */
export function separate(scene: Scene, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    const bodiesMoved = separateBodies(scene);
    const labelsMoved = separateLabels(scene);
    if (!bodiesMoved && !labelsMoved) return;
  }
  for (let round = 0; round < rounds && separateBodies(scene); round++);
}

/** The way to push the second box out of the first along one axis, the shorter; null when they do not overlap. */
function wayOut(first: Bounds, second: Bounds): Point | null {
  const right = first.right - second.left;
  const left = second.right - first.left;
  const down = first.bottom - second.top;
  const up = second.bottom - first.top;
  if (right <= 0 || left <= 0 || down <= 0 || up <= 0) return null;
  if (Math.min(right, left) < Math.min(down, up)) return { x: right < left ? right : -left, y: 0 };
  return { x: 0, y: down < up ? down : -up };
}

/** How readily a body moves: hubs and groups stay, leaves give way. */
function ease(body: Body): number {
  if (body.unit.some((each) => each.pinned)) return body.pinned ? 0 : 1;
  return 1 / (body.unit.length + body.degree);
}

function separateBodies(scene: Scene): boolean {
  const { bodies } = scene;
  let moved = false;
  for (let i = 0; i < bodies.length; i++) {
    const a = at(bodies, i);
    for (let j = 0; j < i; j++) {
      const b = at(bodies, j);
      if (Math.abs(a.x - b.x) > 400 || Math.abs(a.y - b.y) > 200) continue; // far apart: spares making two boxes
      const way = wayOut(grow(bodyBox(a), BODY_GAP - 0.05), grow(bodyBox(b), BODY_GAP - 0.05));
      if (way) moved = pushPair(a, b, way) || moved;
    }
  }
  return moved;
}

function pushPair(a: Body, b: Body, way: Point): boolean {
  const total = ease(a) + ease(b);
  if (total === 0) return false;
  const share = ease(b) / total;
  const move = a.unit === b.unit ? pushAlone : push;
  move(b, way.x * share, way.y * share);
  move(a, -way.x * (1 - share), -way.y * (1 - share));
  return true;
}

/** Where the label of each link that has one would lie by itself. */
export function tagsOf(scene: Scene): Tag[] {
  return scene.links.flatMap((link) => (link.label ? [{ link, size: link.label, centre: middleOf(link) }] : []));
}

/** The middle of the link's curve, as far as its ends and its offset tell. */
function middleOf({ a, b, offset }: Link): Point {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy) || 1;
  return { x: (a.x + b.x) / 2 - ((dy / length) * offset) / 2, y: (a.y + b.y) / 2 + ((dx / length) * offset) / 2 };
}

export function tagBox({ centre, size }: Tag): Bounds {
  return boxAround(centre, size.halfWidth, size.halfHeight);
}

function separateLabels(scene: Scene): boolean {
  const tags = tagsOf(scene);
  let moved = false;
  tags.forEach((tag, i) => {
    tag.centre = middleOf(tag.link);
    const box = grow(tagBox(tag), LABEL_GAP);
    for (const body of scene.bodies) moved = pushFromLabel(tag, box, body) || moved;
    for (let j = 0; j < i; j++) {
      const other = at(tags, j);
      if (Math.abs(other.centre.y - tag.centre.y) > 60) continue;
      const way = wayOut(box, tagBox(other));
      if (!way) continue;
      const part = limited(way, 0.3);
      for (const end of [other.link.a, other.link.b]) push(end, part.x, part.y);
      for (const end of [tag.link.a, tag.link.b]) push(end, -part.x, -part.y);
      moved = true;
    }
  });
  return moved;
}

function pushFromLabel(tag: Tag, box: Bounds, body: Body): boolean {
  const { a, b } = tag.link;
  if (Math.abs(body.y - tag.centre.y) > 150 || Math.abs(body.x - tag.centre.x) > 300) return false;
  const isEnd = body === a || body === b;
  const way = wayOut(isEnd ? grow(box, END_GAP - LABEL_GAP) : box, bodyBox(body));
  if (!way) return false;
  const part = limited(way, 0.5);
  if (isEnd) {
    const far = body === a ? b : a;
    push(body, part.x * 0.7, part.y * 0.7);
    push(far, -part.x * 0.7, -part.y * 0.7);
  } else {
    push(body, part.x, part.y);
    for (const end of [a, b]) push(end, -part.x * 0.35, -part.y * 0.35);
  }
  return true;
}

function limited(way: Point, part: number): Point {
  const limit = (v: number): number => Math.max(-LABEL_STEP, Math.min(LABEL_STEP, v)) * part;
  return { x: limit(way.x), y: limit(way.y) };
}
