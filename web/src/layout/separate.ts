// Pushes apart what overlaps: bodies with their names, and the labels of links, which move the two ends of their link.
import type { Bounds, Point } from './types';
import type { Body, LabelSize, Link, Scene } from './scene';
import { bodyBox, push, pushAlone } from './scene';
import { at, boxAround, grow, segmentHitsBox } from './geometry';

/** Half of the free space between two bodies. */
const BODY_GAP = 8;
/** Free space between a label and a body that is not an end of its link. */
const LABEL_GAP = 4;
/** Free space between a label and an end of its link: a piece of line, and its arrowhead, must show. */
const END_GAP = 18;
/** The longest way that a label pushes something in one round; longer ones make the drawing swing. */
const LABEL_STEP = 14;

/** Rounds in which bodies give way to lines; lines can bend, so they need not get all they ask for. */
const LINE_ROUNDS = 20;
/** Free space between a straight line and a body that is not its end. */
const LINE_GAP = 6;

/** A label where the middle of its link will be, before curves are drawn. */
interface Tag {
  link: Link;
  size: LabelSize;
  centre: Point;
}

/** Pushes until nothing overlaps, at most so many rounds; after them bodies alone, since labels can be left out. */
export function separate(scene: Scene, rounds: number): void {
  const lineRounds = scene.links.length > 160 ? 5 : LINE_ROUNDS; // large graphs have no time for more
  for (let round = 0; round < rounds; round++) {
    const bodiesMoved = separateBodies(scene);
    const labelsMoved = separateLabels(scene);
    const linesMoved = round < lineRounds && clearLines(scene);
    if (!bodiesMoved && !labelsMoved && !linesMoved) return;
  }
  for (let round = 0; round < rounds && separateBodies(scene); round++);
}

/**
 * The way to push one box out of another along one axis, the shorter; null when they do not overlap. Given are the way
 * from the middle of the other to that of the one, and at how much of it, level and upright, they just touch.
 */
function wayOut(dx: number, dy: number, reachX: number, reachY: number): Point | null {
  const lackX = reachX - Math.abs(dx);
  const lackY = reachY - Math.abs(dy);
  if (lackX <= 0 || lackY <= 0) return null;
  return lackX < lackY ? { x: dx < 0 ? -lackX : lackX, y: 0 } : { x: 0, y: dy < 0 ? -lackY : lackY };
}

/** How readily a body moves: hubs and groups stay, leaves give way. */
function ease(body: Body): number {
  if (body.unit.some((each) => each.pinned)) return body.pinned ? 0 : 1;
  return 1 / (body.unit.length + body.degree);
}

function separateBodies(scene: Scene): boolean {
  const { bodies } = scene;
  const gap = 2 * BODY_GAP - 0.1;
  let moved = false;
  for (let i = 0; i < bodies.length; i++) {
    const a = at(bodies, i);
    for (let j = 0; j < i; j++) {
      const b = at(bodies, j);
      const way = wayOut(
        b.x - a.x,
        b.y + b.drop - a.y - a.drop,
        a.halfWidth + b.halfWidth + gap,
        a.halfHeight + b.halfHeight + gap,
      );
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
export function tagsOf(links: readonly Link[]): Tag[] {
  return links.flatMap((link) => (link.label ? [{ link, size: link.label, centre: middleOf(link) }] : []));
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
  const tags = tagsOf(scene.links);
  let moved = false;
  tags.forEach((tag, i) => {
    tag.centre = middleOf(tag.link);
    for (const body of scene.bodies) moved = pushFromLabel(tag, body) || moved;
    for (let j = 0; j < i; j++) moved = pushLabels(tag, at(tags, j)) || moved;
  });
  return moved;
}

/** Pushes the links of two labels apart. */
function pushLabels(one: Tag, two: Tag): boolean {
  const way = wayOut(
    two.centre.x - one.centre.x,
    two.centre.y - one.centre.y,
    one.size.halfWidth + two.size.halfWidth + LABEL_GAP,
    one.size.halfHeight + two.size.halfHeight + LABEL_GAP,
  );
  if (!way) return false;
  const part = limited(way, 0.3);
  for (const end of [two.link.a, two.link.b]) push(end, part.x, part.y);
  for (const end of [one.link.a, one.link.b]) push(end, -part.x, -part.y);
  return true;
}

/** Pushes bodies off the straight lines that run through them or their names. */
function clearLines(scene: Scene): boolean {
  let moved = false;
  for (const link of scene.links) {
    const { a, b } = link;
    if (link.offset !== 0) continue;
    for (const body of scene.bodies) {
      if (body === a || body === b || (body.unit === a.unit && body.unit === b.unit)) continue;
      moved = pushFromLine(a, b, body) || moved;
    }
  }
  return moved;
}

function pushFromLine(a: Body, b: Body, body: Body): boolean {
  if (body.x + body.halfWidth < Math.min(a.x, b.x) || body.x - body.halfWidth > Math.max(a.x, b.x)) return false;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy) || 1;
  const distance = ((body.y + body.drop - a.y) * dx - (body.x - a.x) * dy) / length;
  const lack =
    (Math.abs(dy) * body.halfWidth + Math.abs(dx) * body.halfHeight) / length + LINE_GAP - Math.abs(distance);
  if (lack <= 0 || !segmentHitsBox(a, b, grow(bodyBox(body), LINE_GAP))) return false;
  const way = Math.min(LABEL_STEP, lack) * (distance < 0 ? -0.5 : 0.5);
  push(body, (-dy / length) * way, (dx / length) * way);
  for (const end of [a, b]) {
    if (end.unit !== body.unit) push(end, (dy / length) * way * 0.5, (-dx / length) * way * 0.5);
  }
  return true;
}

function pushFromLabel({ link: { a, b }, size, centre }: Tag, body: Body): boolean {
  const isEnd = body === a || body === b;
  const gap = isEnd ? END_GAP : LABEL_GAP;
  const way = wayOut(
    body.x - centre.x,
    body.y + body.drop - centre.y,
    size.halfWidth + body.halfWidth + gap,
    size.halfHeight + body.halfHeight + gap,
  );
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
