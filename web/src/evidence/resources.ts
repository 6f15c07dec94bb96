// What the evidence drawer reads: a relation with all that is said about it, and its history when asked for.
import { computed, signal } from '@preact/signals';
import { api } from '../api/client';
import type { Conflict, EdgeHistory, EdgePage } from '../api/types';
import { resource } from '../model/data';
import { place } from '../model/place';

interface Asked {
  key: string;
  known: string;
}

/** The one relation that is open; a line may stand for several, of which the reader chooses. */
const openKey = computed(() => (place.value.edges.length === 1 ? (place.value.edges[0] ?? '') : ''));

const pageRequest = computed<Asked | null>(() =>
  openKey.value ? { key: openKey.value, known: place.value.known } : null,
);

export const page = resource<Asked, EdgePage>(pageRequest, ({ key, known }, signal) => api.edge(key, known, signal));

/** The key of the relation whose history is unfolded. */
export const historyOf = signal('');

const historyRequest = computed<Asked | null>(() =>
  openKey.value && historyOf.value === openKey.value ? { key: openKey.value, known: place.value.known } : null,
);

export const history = resource<Asked, EdgeHistory>(historyRequest, ({ key, known }, signal) =>
  api.history(key, known, signal),
);

const conflictsRequest = computed(() =>
  place.value.panel === 'conflicts' && place.value.node ? { id: place.value.node, known: place.value.known } : null,
);

export const conflicts = resource<{ id: string; known: string }, { conflicts: Conflict[]; truncated: boolean }>(
  conflictsRequest,
  ({ id, known }, signal) => api.conflicts(id, known, signal),
);
