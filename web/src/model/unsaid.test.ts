import { describe, expect, it } from 'vitest';
import type { Edge } from '../api/types';
import { edgeWith } from './testing/edges';
import { unsaidOf, unsaidOfAll } from './unsaid';

const licence = (changes: Partial<Edge> = {}) => edgeWith({ type: 'HAS_LICENCE_WITH', family: 'licence', ...changes });

describe('what is left unsaid', () => {
  it('is direction, patents, sum and date of a licence of which nothing more is said', () => {
    expect(unsaidOf(licence())).toEqual(['direction', 'patents', 'amount', 'date']);
  });
  it('is not what a source says', () => {
    const told = licence({
      type: 'LICENSES_TO',
      valid: '2019',
      amount: { text: 'USD 1m' },
      qualifiers: { patent: 'US1' },
    });
    expect(unsaidOf(told)).toEqual([]);
  });
  it('is nothing of other relations, nor of what is denied', () => {
    expect(unsaidOf(licence({ family: 'dispute' }))).toEqual([]);
    expect(unsaidOf(licence({ polarity: false }))).toEqual([]);
  });
  it('is counted over several', () => {
    expect(unsaidOfAll([licence({ valid: '2019' }), licence()])).toContain('no source says when in 1 of these 2');
    expect(unsaidOfAll([licence(), licence()])).toContain('no source says when in any of these 2');
    expect(unsaidOfAll([])).toEqual([]);
  });
});
