import type { Edge } from '../api/types';
import { words } from '../model/data';
import { standingOf } from '../model/words';
import { LineSample } from './shapes';

/** A sample of the line that a relation is drawn as, seen from its start or, reversed, from its end. */
export function EdgeSample({ edge, reversed = false }: { edge: Edge; reversed?: boolean }) {
  const heads = words.value.data?.isSymmetric(edge.type) ? 'none' : reversed ? 'from' : 'to';
  return <LineSample family={edge.family} standing={standingOf(edge)} heads={heads} />;
}
