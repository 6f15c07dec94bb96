// The band drawn behind a group: a thick line with round ends along its members.
import type { Bounds, Point } from './types';
import { at, boxAround, enclose, wrapAngle } from './geometry';

/** Half the width of the band's line. */
export const BAND_HALF_WIDTH = 46;
/** The band's line runs this far below the centres, since names hang below the shapes. */
const BAND_DROP = 9;

/** The members in order round the hub, from one end of their arc to the other. */
export function orderRound<T extends Point>(hub: Point, members: readonly T[]): T[] {
  const dx = members.reduce((sum, member) => sum + member.x - hub.x, 0);
  const dy = members.reduce((sum, member) => sum + member.y - hub.y, 0);
  const middle = Math.atan2(dy, dx);
  const angle = (p: Point): number => wrapAngle(Math.atan2(p.y - hub.y, p.x - hub.x) - middle);
  return [...members].sort((a, b) => angle(a) - angle(b));
}

/** The SVG path along the members, which are in order: stroke it 2 × BAND_HALF_WIDTH wide with round ends and joins. */
export function bandPath(members: readonly Point[]): string {
  if (members.length === 0) return '';
  const points = members.map((p) => ({ x: p.x, y: p.y + BAND_DROP }));
  const text = (p: Point): string => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;
  const inner = points.slice(1, -1).map((point, i) => {
    const next = at(points, i + 2);
    return `Q${text(point)} ${text({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `M${text(at(points, 0))}${inner.join('')}L${text(at(points, points.length - 1))}`;
}

/** The box round the band. */
export function bandBounds(members: readonly Point[]): Bounds {
  return enclose(members.map((p) => boxAround({ x: p.x, y: p.y + BAND_DROP }, BAND_HALF_WIDTH, BAND_HALF_WIDTH)));
}
