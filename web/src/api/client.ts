import { tab } from '../model/storage';
import type {
  Conflict,
  Counts,
  EdgeHistory,
  EdgePage,
  EntityPage,
  Explanation,
  Hits,
  Problem,
  Start,
  View,
  Vocabulary,
} from './types';

/** What went wrong with a request, in words for the reader. A status of 0 means that no answer came. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

const tokenKey = 'ipgraph-token';
let given = '';

/** The token that the reader gave for this tab; it is kept nowhere else. */
export const token = {
  get: () => given || tab.get(tokenKey),
  set(text: string) {
    given = text; // a tab that keeps nothing has it until it is closed
    tab.set(tokenKey, text);
  },
};

type Parameters = Record<string, string | number | undefined>;

/** The address of a question, without what is not given. Colons, commas and tildes stay readable. */
export function address(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString().replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%7E/g, '~').replace(/%2F/g, '/');
  return text ? `${path}?${text}` : path;
}

/** The part of an address that names an entity. Ids may hold slashes, which the server takes as they are. */
export const idPart = (id: string) => encodeURIComponent(id).replace(/%3A/g, ':').replace(/%2F/g, '/');

async function request(url: string, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (token.get()) headers.Authorization = `Bearer ${token.get()}`;
  let response: Response;
  try {
    response = await fetch(url, { headers, ...(signal ? { signal } : {}) });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new RequestError(0, '');
  }
  if (!response.ok) throw new RequestError(response.status, await problemText(response));
  return response;
}

async function problemText(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as Problem;
    const fields = (problem.problems ?? []).map((p) => `${p.parameter}: ${p.message}`);
    return [problem.detail ?? problem.title, ...fields].join('; ');
  } catch {
    return response.statusText;
  }
}

async function read<T>(url: string, signal?: AbortSignal): Promise<T> {
  return (await (await request(url, signal)).json()) as T;
}

export const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

export interface ViewRequest {
  /** Entities with everything they are joined to; each may name families after tildes. */
  around: string[];
  ids: string[];
  known: string;
}

/** The questions that the page asks. */
export const api = {
  vocabulary: () => read<Vocabulary>('/v1/vocabulary'),
  start: (signal?: AbortSignal) => read<Start>('/v1/start', signal),
  search: (q: string, signal?: AbortSignal) => read<Hits>(address('/v1/entities', { q, limit: 9 }), signal),
  view: (v: ViewRequest, signal?: AbortSignal) =>
    read<View>(address('/v1/view', { around: v.around.join(','), ids: v.ids.join(','), known: v.known }), signal),
  entity: (id: string, known: string, signal?: AbortSignal) =>
    read<EntityPage>(address(`/v1/entities/${idPart(id)}`, { known }), signal),
  counts: (id: string, known: string, signal?: AbortSignal) =>
    read<Counts>(address(`/v1/entities/${idPart(id)}/counts`, { known }), signal),
  edge: (key: string, known: string, signal?: AbortSignal) =>
    read<EdgePage>(address(`/v1/edges/${encodeURIComponent(key)}`, { known }), signal),
  history: (key: string, known: string, signal?: AbortSignal) =>
    read<EdgeHistory>(address(`/v1/edges/${encodeURIComponent(key)}/history`, { known }), signal),
  conflicts: (id: string, known: string, signal?: AbortSignal) =>
    read<{ conflicts: Conflict[]; truncated: boolean }>(address('/v1/conflicts', { id, known }), signal),
  explain: (ends: string[], bounds: Parameters, signal?: AbortSignal) =>
    read<Explanation>(explainAddress(ends, bounds), signal),
  /** The bytes of a file that the server makes, such as a story pack. */
  file: async (url: string) => (await request(url)).blob(),
};

/** Two entities are explained as a path, more as what connects them. */
export function explainAddress(ends: string[], bounds: Parameters): string {
  return ends.length === 2
    ? address('/v1/explain', { from: ends[0], to: ends[1], ...bounds })
    : address('/v1/explain/connections', { ids: ends.join(','), ...bounds });
}
