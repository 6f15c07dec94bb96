import type { Edge } from '../api/types';
import { words } from '../model/data';
import { standingOf } from '../model/words';

/** The status of a relation, bordered as its line is drawn. */
export function Badge({ edge }: { edge: Pick<Edge, 'status' | 'polarity'> }) {
  return <span class={`badge s-${standingOf(edge)}`}>{words.value.data?.status(edge.status) ?? edge.status}</span>;
}
