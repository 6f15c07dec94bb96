import { describe, expect, it } from 'vitest';
import type { PredicateWords, Vocabulary } from '../api/types';
import { capital, shortAmount, standingOf, standings, Words } from './words';
import { edgeWith } from './testing/edges';

function predicate(name: string, family: string, words: string, is: Partial<PredicateWords> = {}): PredicateWords {
  const [active = '', passive = '', not_active = '', not_passive = ''] = words.split(' | ');
  return { name, family, symmetric: false, event: false, about: '', active, passive, not_active, not_passive, ...is };
}

/** A part of what /v1/vocabulary says. */
const vocabulary: Vocabulary = {
  families: [
    { name: 'licence', title: 'Licence' },
    { name: 'dispute', title: 'Dispute' },
    { name: 'money', title: 'Investment' },
  ],
  kinds: [
    { name: 'agency', title: 'Agency', plural: 'agencies' },
    { name: 'person', title: 'Person', plural: 'people' },
    { name: 'legal-claim', title: 'Legal claim', plural: 'Legal claims' },
  ],
  statuses: [{ name: 'alleged', title: 'Alleged', about: 'One side says so.' }],
  roles: [{ name: 'counter_defendant', title: 'counter-defendant' }],
  causes: [{ name: 'trade_secret_misappropriation', title: 'trade-secret misappropriation' }],
  predicates: [
    predicate('SUED', 'dispute', 'sued | was sued by | did not sue | was not sued by', { event: true }),
    predicate('PARTY_TO', 'dispute', 'is a party to | has as a party | is not a party to | does not have as a party', {
      event: true,
    }),
    predicate('SETTLED_WITH', 'dispute', 'settled with | settled with | did not settle with | did not settle with', {
      symmetric: true,
      event: true,
    }),
    predicate(
      'HAS_LICENCE_WITH',
      'licence',
      'has a licence agreement with | has a licence agreement with | has no licence agreement with | has no licence agreement with',
      { symmetric: true },
    ),
    predicate(
      'OFFICER_OF',
      'people',
      'is an officer of | has as an officer | is not an officer of | does not have as an officer',
    ),
    predicate(
      'VENTURE_ARM_OF',
      'ownership',
      'is the venture arm of | has as its venture arm | is not the venture arm of | does not have as its venture arm',
    ),
    predicate('SAME_AS', 'identity', 'is the same as | is the same as | is not the same as | is not the same as', {
      symmetric: true,
    }),
  ],
};

const words = new Words(vocabulary);

describe('how firmly a relation stands', () => {
  it.each([
    ['alleged', 'alleged'],
    ['demanded', 'alleged'],
    ['reported', 'reported'],
    ['declared', 'reported'],
    ['recorded', 'agreed'],
    ['announced', 'agreed'],
    ['agreed', 'agreed'],
    ['found', 'found'],
    ['adjudicated', 'found'],
    ['denied', 'denied'],
    ['withdrawn', 'ended'],
    ['reversed', 'ended'],
  ])('%s stands as %s', (status, standing) => {
    expect(standingOf({ status, polarity: true })).toBe(standing);
    expect(standings).toContain(standing);
  });

  it('is denied where the sources say that it is not so, whatever its status', () => {
    for (const status of ['alleged', 'found', 'reversed', 'new'])
      expect(standingOf({ status, polarity: false })).toBe('denied');
  });

  it('is no firmer than reported where the status is not known here', () => {
    expect(standingOf({ status: 'guessed', polarity: true })).toBe('reported');
  });
});

describe('names', () => {
  it('are those of the server', () => {
    expect(words.family('money')).toBe('Investment');
    expect(words.kind('legal-claim')).toBe('Legal claim');
    expect(words.status('alleged')).toBe('Alleged');
    expect(words.statusMeans('alleged')).toBe('One side says so.');
  });

  it('are made readable where the server gives none', () => {
    expect(words.family('a_new_family')).toBe('a new family');
    expect(words.kind('standards-body')).toBe('standards body');
    expect(words.statusMeans('guessed')).toBe('');
    expect(new Words({ ...vocabulary, roles: [], causes: [] }).qualifiers({ role: 'third_party' })).toEqual([
      ['Role', 'third party'],
    ]);
  });

  it('of one group are not taken for those of another', () => {
    const twice = new Words({ ...vocabulary, kinds: [{ name: 'licence', title: 'A deed', plural: 'deeds' }] });
    expect(twice.kind('licence')).toBe('A deed');
    expect(twice.family('licence')).toBe('Licence');
  });

  it('of kinds are counted: one person, two people', () => {
    expect(words.kinds('person', 1)).toBe('person');
    expect(words.kinds('person', 2)).toBe('people');
    expect(words.kinds('agency', 0)).toBe('agencies');
    expect(words.kinds('legal-claim', 2)).toBe('legal claims');
    expect(words.kinds('standards-body', 2)).toBe('standards body');
  });

  it('of families begin with disputes, each once', () => {
    expect(words.families).toEqual(['dispute', 'licence', 'money']);
  });
});

describe('a verb', () => {
  it('reads both ways, and negated', () => {
    expect(words.verb({ type: 'SUED', polarity: true })).toBe('sued');
    expect(words.verb({ type: 'SUED', polarity: true }, true)).toBe('was sued by');
    expect(words.verb({ type: 'SUED', polarity: false })).toBe('did not sue');
    expect(words.verb({ type: 'SUED', polarity: false }, true)).toBe('was not sued by');
  });

  it('that the server does not explain is its name', () => {
    expect(words.verb({ type: 'WAS_POOLED_WITH', polarity: true })).toBe('was pooled with');
    expect(words.isSymmetric('POOLED_WITH')).toBe(false);
    expect(words.isEvent('POOLED_WITH')).toBe(false);
  });

  it('may be symmetric, and an event', () => {
    expect(words.isSymmetric('SETTLED_WITH')).toBe(true);
    expect(words.isEvent('SETTLED_WITH')).toBe(true);
    expect(words.isSymmetric('OFFICER_OF')).toBe(false);
    expect(words.isEvent('OFFICER_OF')).toBe(false);
  });
});

describe('a short verb', () => {
  it.each([
    ['SUED', true, 'sued'],
    ['SUED', false, 'did not sue'],
    ['OFFICER_OF', true, 'officer of'],
    ['OFFICER_OF', false, 'not an officer of'],
    ['VENTURE_ARM_OF', true, 'the venture arm of'],
    ['SETTLED_WITH', true, 'settled'],
    ['HAS_LICENCE_WITH', true, 'licence agreement'],
    ['HAS_LICENCE_WITH', false, 'no licence agreement'],
    ['SAME_AS', true, 'the same'],
    ['SAME_AS', false, 'not the same'],
  ])('of %s, where that is %s, is "%s"', (type, polarity, short) => {
    expect(words.short(edgeWith({ type, polarity }))).toBe(short);
  });

  it('is the role where there is one', () => {
    expect(words.short(edgeWith({ type: 'PARTY_TO', qualifiers: { role: 'counter_defendant' } }))).toBe(
      'counter-defendant',
    );
    expect(words.short(edgeWith({ type: 'PARTY_TO', qualifiers: { role: 'lead_bidder' } }))).toBe('lead bidder');
  });

  it('never names a role that the sources deny', () => {
    const denied = edgeWith({ type: 'PARTY_TO', polarity: false, qualifiers: { role: 'counter_defendant' } });
    expect(words.short(denied)).toBe('not a party to');
  });
});

describe('details', () => {
  it('are the most telling first', () => {
    const all = edgeWith({
      qualifiers: {
        title: 'chief executive',
        cause: 'trade_secret_misappropriation',
        type: 'covenant_not_to_sue',
        damages: 'none',
      },
      amount: { text: 'more than USD 1,000,000,000 demanded' },
      value: { text: '12 %' },
      valid: '2017-12-28',
    });
    expect(words.details(all)).toEqual([
      'chief executive',
      'trade-secret misappropriation',
      'more than USD 1bn demanded',
      '12 %',
      'covenant not to sue',
      'no damages',
      '28 Dec 2017',
    ]);
  });

  it('are none where nothing is said', () => {
    expect(words.details(edgeWith({}))).toEqual([]);
    expect(words.details(edgeWith({ qualifiers: { type: 'unspecified', damages: 'awarded' }, valid: '' }))).toEqual([]);
  });

  it('say when an event took place, and since when a state holds', () => {
    expect(words.when(edgeWith({ type: 'SUED', valid: '2017/2019' }))).toBe('between 2017 and 2019');
    expect(words.when(edgeWith({ type: 'OFFICER_OF', valid: '2017/2019' }))).toBe('2017 to 2019');
    expect(words.when(edgeWith({}))).toBe('');
  });
});

describe('qualifiers', () => {
  it('have a name and a value each, without what is empty or unspecified', () => {
    const all = {
      role: 'counter_defendant',
      cause: 'trade_secret_misappropriation',
      kind_of_licence: 'covenant_not_to_sue',
      title: '',
      type: 'unspecified',
    };
    expect(words.qualifiers(all)).toEqual([
      ['Role', 'counter-defendant'],
      ['Cause', 'trade-secret misappropriation'],
      ['Kind of licence', 'covenant not to sue'],
    ]);
    expect(words.qualifiers()).toEqual([]);
  });

  it('say what a fact is about', () => {
    expect(words.fact('BASED_IN')).toBe('based in');
    expect(words.fact('IS_DESCRIBED_AS', { topic: 'motives_of_state', type: 'x' })).toBe(
      'is described as (motives of state)',
    );
    expect(words.fact('HAS_NUMBER', { scheme: 'lei' })).toBe('has number (lei)');
  });
});

describe('an amount in short', () => {
  it.each([
    ['USD 1,000,000', 'USD 1m'],
    ['USD 1,500,000', 'USD 1.5m'],
    ['EUR 1,150,000', 'EUR 1.15m'],
    ['USD 16,350,000', 'USD 16.35m'],
    ['more than USD 1,000,000,000 demanded', 'more than USD 1bn demanded'],
    ['USD 2,290,000,000', 'USD 2.29bn'],
    ['USD 1,000,000 to 2,000,000', 'USD 1m to 2m'],
    ['USD 1,500,000.00', 'USD 1.5m'],
  ])('%s is %s', (amount, short) => {
    expect(shortAmount(amount)).toBe(short);
  });

  it.each(['USD 999,999', 'USD 1,234,567', 'USD 1,000,000.50', '2,500', '1000000', 'undisclosed', ''])(
    'stays %j: nothing is rounded',
    (amount) => {
      expect(shortAmount(amount)).toBe(amount);
    },
  );

  it('is the same amount', () => {
    for (let hundredths = 100; hundredths < 100_000; hundredths += 7) {
      const amount = (hundredths * 10_000).toLocaleString('en-GB');
      const [, number, unit] = /^([\d.]+)(bn|m)$/.exec(shortAmount(amount)) ?? [];
      expect(Math.round(Number(number) * (unit === 'bn' ? 1e9 : 1e6)), amount).toBe(hundredths * 10_000);
    }
  });
});

it('begins with a capital, whatever the first letter', () => {
  expect(capital('licence type')).toBe('Licence type');
  expect(capital('')).toBe('');
});
