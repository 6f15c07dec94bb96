// What the server says about the place where the reader is. Each part is read anew when what it depends on changes; the
// newest request wins, and what was read before stays until its answer is there.
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { address, api, isAbort, RequestError, type ViewRequest } from '../api/client';
import type { Edge, Explanation, Start, View, ViewEntity } from '../api/types';
import { expansionText } from './address';
import { place } from './place';
import { standingOf, Words } from './words';

/** Something that is read from the server. */
export interface Resource<T> {
  data: T | null;
  error: RequestError | null;
  loading: boolean;
}

/** All that is read, so that what failed can be asked for again at once. */
const resources: { peek: () => Resource<unknown>; readonly value: Resource<unknown>; retry: () => void }[] = [];

/** Reads anew whenever the key changes; a null key asks for nothing. */
export function resource<K, T>(
  key: ReadonlySignal<K | null>,
  read: (key: K, signal: AbortSignal) => Promise<T>,
): Signal<Resource<T>> & { retry: () => void } {
  const state = signal<Resource<T>>({ data: null, error: null, loading: false });
  const attempt = signal(0);
  let asked = '';
  let running: AbortController | null = null;
  effect(() => {
    const wanted = key.value;
    const text = `${attempt.value} ${JSON.stringify(wanted)}`;
    if (text === asked) return;
    asked = text;
    running?.abort();
    if (wanted === null) {
      state.value = { data: null, error: null, loading: false };
      return;
    }
    const controller = new AbortController();
    running = controller;
    state.value = { ...state.peek(), error: null, loading: true };
    read(wanted, controller.signal).then(
      (data) => {
        if (running === controller) state.value = { data, error: null, loading: false };
      },
      (error: unknown) => {
        if (running !== controller || isAbort(error)) return;
        const problem = error instanceof RequestError ? error : new RequestError(0, String(error));
        state.value = { ...state.peek(), error: problem, loading: false };
      },
    );
  });
  const made = Object.assign(state, { retry: () => void (attempt.value += 1) });
  resources.push(made);
  return made;
}

const once = signal('once');

/** The words; nothing is drawn before they are there. */
export const words = resource(once, async () => new Words(await api.vocabulary()));

export const start = resource<string, Start>(
  computed(() => (place.value.node || place.value.expand.length || place.value.add.length ? null : 'start')),
  (_, signal) => api.start(signal),
);

/** The statuses that a path may rest on; "" is all. */
function statusesShown(): string {
  const off = place.value.nostatus;
  const statuses = words.value.data?.vocabulary.statuses ?? [];
  if (!off.length) return '';
  return statuses
    .map((s) => s.name)
    .filter((status) => !off.includes(standingOf({ status, polarity: true })))
    .join(',');
}

/** The families that a path may use; "" is all. */
function familiesShown(): string {
  const off = place.value.hide;
  const families = words.value.data?.vocabulary.families ?? [];
  return off.length
    ? families
        .map((f) => f.name)
        .filter((f) => !off.includes(f))
        .join(',')
    : '';
}

export interface PathRequest {
  ends: string[];
  family: string;
  status: string;
  known: string;
}

/** What is asked for the path, or null without one. */
export const pathRequest = computed<PathRequest | null>(() => {
  const { path, known } = place.value;
  if (path.length < 2 || !words.value.data) return null;
  return { ends: path, family: familiesShown(), status: statusesShown(), known };
});

export const path = resource<PathRequest, Explanation>(pathRequest, ({ ends, ...bounds }, signal) =>
  api.explain(ends, { ...bounds }, signal),
);

/** The entities of the chains that were found. */
export const chainEntities = computed(() => [
  ...new Set((path.value.data?.chains ?? []).flatMap((c) => c.hops.flatMap((h) => [h.from.id, h.to.id]))),
]);

const viewRequest = computed<ViewRequest | null>(() => {
  const { node, expand, add, known, path: ends, pins } = place.value;
  if (ends.length > 1 && !path.value.data && !path.value.error) return null; // its entities come with it
  const around = expand.map(expansionText);
  const expanded = new Set(expand.filter((e) => !e.families.length).map((e) => e.id));
  const ids = [...new Set([node, ...add, ...pins, ...ends, ...(ends.length > 1 ? chainEntities.value : [])])];
  const rest = ids.filter((id) => id && !expanded.has(id));
  return around.length + rest.length ? { around, ids: rest, known } : null;
});

/** The part of the graph that is drawn, as known on the chosen day. */
export const view = resource<ViewRequest, View>(viewRequest, (v, signal) => api.view(v, signal));

/** The same as known today: it says which days there are to choose from. */
const nowRequest = computed<ViewRequest | null>(() => {
  const v = viewRequest.value;
  return v?.known ? { ...v, known: '' } : null;
});
const now = resource<ViewRequest, View>(nowRequest, (v, signal) => api.view(v, signal));

export const edges = computed<Edge[]>(() => view.value.data?.edges ?? []);
export const entities = computed<ViewEntity[]>(() => view.value.data?.entities ?? []);

/** All relations as known today, whatever day was chosen. */
export const edgesNow = computed<Edge[]>(() =>
  place.value.known ? (now.value.data?.edges ?? edges.value) : edges.value,
);

export const entityByID = computed(() => new Map(entities.value.map((e) => [e.id, e])));
export const edgeByKey = computed(() => new Map(edges.value.map((e) => [e.key, e])));

export const nameOf = (id: string) => entityByID.value.get(id)?.name ?? id;

/** The entities whose connection a story pack of now would defend. */
export const packEnds = computed(() => (place.value.path.length > 1 ? place.value.path : place.value.pins));

export function packURL(): string {
  const bounds = { family: familiesShown(), status: statusesShown(), known: place.peek().known };
  return address('/v1/pack', { ids: packEnds.peek().join(','), ...bounds });
}

/** Whether the server wants a token that it has not got. */
export const tokenWanted = computed(() => resources.some((r) => r.value.error?.status === 401));

/** Asks for everything that failed again. */
export function retry(): void {
  batch(() => {
    for (const r of resources) if (r.peek().error) r.retry();
  });
}
