import type { Edge } from '../../api/types';

/** A relation for tests: "a sued b", reported once and undated, but for what is changed. */
export const edgeWith = (change: Partial<Edge> = {}): Edge => ({
  key: 'e',
  type: 'SUED',
  from_id: 'a',
  to_id: 'b',
  family: 'dispute',
  status: 'reported',
  polarity: true,
  disputed: false,
  valid_from: '',
  valid_to: '',
  first_reported: '2019-06-20',
  citations: [],
  statements: 1,
  independent_sources: 1,
  ...change,
});
