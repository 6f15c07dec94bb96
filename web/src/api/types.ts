// The JSON of the server's HTTP API, as far as the page reads it; docs/api.md and /v1/openapi.json describe it whole.

export type Family = string;
export type Kind = string;
export type Status = string;

export interface Entity {
  id: string;
  name: string;
  kind: Kind;
  aliases?: string[];
  about?: string;
  investor?: boolean;
  hub?: boolean;
}

/** An entity of a drawing; relations counts those that the graph holds of it. */
export interface ViewEntity extends Entity {
  relations: number;
}

export interface Citation {
  statement?: string;
  source: string;
  title: string;
  publisher: string;
  published: string;
  url?: string;
  locator: string;
  reported: string;
  origin?: string;
  asserted_by?: string;
}

export interface Amount {
  minor?: number;
  currency?: string;
  text: string;
}

export interface Value {
  number?: string;
  unit?: string;
  text: string;
}

export interface Edge {
  key: string;
  type: string;
  from_id: string;
  to_id: string;
  family: Family;
  status: Status;
  polarity: boolean;
  disputed: boolean;
  derived?: boolean;
  gone?: boolean;
  qualifiers?: Record<string, string>;
  valid?: string;
  valid_from: string;
  valid_to: string;
  first_reported: string;
  amount?: Amount;
  value?: Value;
  citations: Citation[];
  statements: number;
  independent_sources: number;
}

export interface FamilyCount {
  family: Family;
  edges: number;
}

export interface Around {
  id: string;
  families?: Family[];
  neighbours: number;
  shown: boolean;
  counts?: FamilyCount[];
}

/** A part of the graph to draw. */
export interface View {
  entities: ViewEntity[];
  edges: Edge[];
  around: Around[];
  limit: number;
  truncated: boolean;
}

export interface Statement {
  id: string;
  sentence?: string;
  subject_id: string;
  predicate: string;
  object_id?: string;
  value?: Value;
  amount?: Amount;
  qualifiers?: Record<string, string>;
  status: Status;
  polarity: boolean;
  valid: string;
  reported_on: string;
  asserted_by?: string;
  source: string;
  publisher?: string;
  published?: string;
  title?: string;
  url?: string;
  origin?: string;
  locator: string;
  quote?: string;
  note?: string;
  review?: string;
  rank?: string;
  withdrawn_at?: string;
  superseded_by?: string;
  superseded_on?: string;
  edge?: string;
}

/** In what statements about one matter differ; those that say the same stand together. */
export interface Difference {
  aspect: string;
  qualifier?: string;
  compatible: boolean;
  said: { text: string; statements: string[] }[];
}

export interface EdgePage {
  key: string;
  from: Entity;
  to: Entity;
  edge?: Edge;
  statements: Statement[];
  differences: Difference[];
  truncated: boolean;
}

export interface EdgeState {
  since: string;
  status: Status;
  polarity: boolean;
  gone?: boolean;
  disputed: boolean;
  valid_from: string;
  valid_to: string;
}

export interface EdgeHistory {
  key: string;
  states: EdgeState[];
  history: { reported: string; statement: Statement; then?: EdgeState }[];
  truncated: boolean;
}

export interface EntityPage extends Entity {
  facts: Statement[];
}

export interface Hits {
  entities: (Entity & { score: number })[];
  truncated: boolean;
}

export interface CitedSentence {
  sentence: string;
  cites: number[];
}

export interface ExplainedEdge extends CitedSentence {
  more?: CitedSentence[];
  notes: string[];
  edge: Edge;
}

export interface ExplainedHop extends ExplainedEdge {
  from: Entity;
  to: Entity;
  reversed: boolean;
  also?: ExplainedEdge[];
  also_count?: number;
}

export interface NumberedSource extends Citation {
  number: number;
  same_voice_as?: number;
}

export interface Explanation {
  title: string;
  summary: string;
  entities: Entity[];
  chains: { hops: ExplainedHop[] }[];
  sources: NumberedSource[];
  absence?: string[];
  truncated: boolean;
  cypher: string;
}

export interface Conflict {
  matter: string;
  title: string;
  compatible: boolean;
  statements: Statement[];
  differences: Difference[];
}

export interface Counts {
  total: number;
  counts: { family: Family; type: string; direction: string; edges: number }[];
}

export interface Word {
  name: string;
  title: string;
}

export interface PredicateWords {
  name: string;
  family: Family;
  symmetric: boolean;
  event: boolean;
  about: string;
  active: string;
  passive: string;
  not_active: string;
  not_passive: string;
}

export interface Vocabulary {
  families: Word[];
  kinds: (Word & { plural: string })[];
  statuses: (Word & { about: string })[];
  predicates: PredicateWords[];
  roles?: Word[];
  causes?: Word[];
}

export interface Example {
  title: string;
  about: string;
  address: string;
}

export interface Start {
  counts: { entities: number; sources: number; statements: number; edges: number };
  examples: Example[];
  connected: ViewEntity[];
}

/** RFC 9457. */
export interface Problem {
  title: string;
  status: number;
  detail?: string;
  code?: string;
  problems?: { parameter: string; message: string }[];
}
