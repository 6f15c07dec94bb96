// Relations become lines, and lines become groups.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edge, PredicateWords, ViewEntity } from '../api/types';
import { groupsOf } from './groups';
import { groupBy, linesOf, type Line } from './lines';
import { Words } from './words';
import { edgeWith } from './testing/edges';

const predicate = (name: string, family: string, active: string, symmetric = false): PredicateWords => ({
  name,
  family,
  symmetric,
  event: true,
  about: '',
  active,
  passive: `was ${active} by`,
  not_active: `not ${active}`,
  not_passive: `was not ${active} by`,
});

const words = new Words({
  families: [
    { name: 'dispute', title: 'Dispute' },
    { name: 'money', title: 'Investment' },
  ],
  kinds: [],
  statuses: [],
  predicates: [
    predicate('SUED', 'dispute', 'sued'),
    predicate('ACCUSED', 'dispute', 'accused'),
    predicate('SETTLED_WITH', 'dispute', 'settled with', true),
    predicate('PARTY_TO', 'dispute', 'is a party to'),
    predicate('PAID', 'money', 'paid'),
    predicate('LONG', 'money', 'was declared essential to a standard of'),
  ],
});

let count = 0;

/** A relation such as "SUED a b". */
function relation(what: string, change: Partial<Edge> = {}): Edge {
  const [type = '', from_id = '', to_id = ''] = what.split(' ');
  const family = type === 'PAID' || type === 'LONG' ? 'money' : 'dispute';
  return edgeWith({ key: `e${++count}`, type, from_id, to_id, family, ...change });
}

const entity = (id: string): ViewEntity => ({ id, name: id, kind: 'company', relations: 1 });

/** The one line that these relations make. */
function lineOf(...edges: Edge[]): Line {
  const [line, ...more] = linesOf(edges, words);
  if (!line || more.length) throw new Error(`there are ${more.length + (line ? 1 : 0)} lines`);
  return line;
}

describe('lines', () => {
  it('are one for each relation between two entities, up to two', () => {
    const [sued, paid] = [relation('SUED a b'), relation('PAID a b')];
    expect(linesOf([sued, paid], words).map((l) => l.edges)).toEqual([[sued], [paid]]);
  });

  it('bundle what is the same relation in the same direction', () => {
    const edges = [relation('SUED a b'), relation('PAID a b'), relation('SUED a b')];
    expect(linesOf(edges, words).map((l) => l.edges.length)).toEqual([2, 1]);
  });

  it('keep the two directions apart, and what is so from what is not', () => {
    expect(linesOf([relation('SUED a b'), relation('SUED b a')], words)).toHaveLength(2);
    expect(linesOf([relation('SUED a b'), relation('SUED a b', { polarity: false })], words)).toHaveLength(2);
  });

  it('bundle each family where there are more than two', () => {
    const edges = [relation('SUED a b'), relation('ACCUSED b a'), relation('PAID a b'), relation('SETTLED_WITH a b')];
    const lines = linesOf(edges, words);
    expect(lines.map((l) => [l.family, l.edges.length])).toEqual([
      ['dispute', 3],
      ['money', 1],
    ]);
  });

  it('hold every relation exactly once, between its own two ends', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const type = fc.constantFrom('SUED', 'ACCUSED', 'SETTLED_WITH', 'PAID');
    const edge = fc
      .tuple(type, id, id, fc.boolean())
      .filter(([, from, to]) => from !== to)
      .map(([t, from, to, polarity]) => relation(`${t} ${from} ${to}`, { polarity }));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 20 }), (edges) => {
        const lines = linesOf(edges, words);
        expect(new Set(lines.map((l) => l.id)).size).toBe(lines.length);
        expect(lines.flatMap((l) => l.edges.map((e) => e.key)).sort()).toEqual(edges.map((e) => e.key).sort());
        for (const l of lines)
          for (const e of l.edges) expect([e.from_id, e.to_id].sort()).toEqual([l.from, l.to].sort());
        const pairs = groupBy(lines, (l) => [l.from, l.to].sort().join());
        for (const pair of pairs) expect(pair.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

describe('the heads of a line', () => {
  const heads = (...edges: Edge[]) => {
    const { headFrom, headTo } = lineOf(...edges);
    return { headFrom, headTo };
  };

  it('point to the object, and are none where the relation is symmetric', () => {
    expect(heads(relation('SUED a b'))).toEqual({ headFrom: false, headTo: true });
    expect(heads(relation('SETTLED_WITH a b'))).toEqual({ headFrom: false, headTo: false });
  });

  it('are those of all the relations that the line stands for', () => {
    expect(heads(relation('SUED a b'), relation('ACCUSED b a'), relation('SETTLED_WITH a b'))).toEqual({
      headFrom: true,
      headTo: true,
    });
    expect(heads(relation('SETTLED_WITH a b'), relation('ACCUSED b a'), relation('SUED b a'))).toEqual({
      headFrom: true,
      headTo: false,
    });
  });
});

describe('a line for several', () => {
  const standing = (...statuses: string[]) =>
    lineOf(...statuses.map((status) => relation('SUED a b', { status }))).standing;

  it('is no firmer than the weakest of them', () => {
    expect(standing('found')).toBe('found');
    expect(standing('found', 'agreed')).toBe('agreed');
    expect(standing('found', 'reported', 'agreed')).toBe('reported');
    expect(standing('found', 'reported', 'demanded')).toBe('alleged');
  });

  it('is denied, or withdrawn, only where nothing else stands', () => {
    expect(standing('denied', 'found')).toBe('found');
    expect(standing('withdrawn', 'alleged')).toBe('alleged');
    expect(standing('denied', 'denied')).toBe('denied');
    expect(standing('withdrawn', 'reversed')).toBe('ended');
    expect(standing('reversed', 'denied')).toBe('denied');
  });

  it('is disputed where one of them is', () => {
    expect(lineOf(relation('SUED a b'), relation('SUED a b', { disputed: true })).disputed).toBe(true);
    expect(lineOf(relation('SUED a b'), relation('SUED a b')).disputed).toBe(false);
  });
});

describe('a label', () => {
  it('is the verb, and below it what qualifies it', () => {
    expect(lineOf(relation('SUED a b')).label).toEqual(['sued']);
    expect(lineOf(relation('SUED a b', { valid: '2017-12', amount: { text: 'USD 1,000,000' } })).label).toEqual([
      'sued',
      'USD 1m · Dec 2017',
    ]);
    expect(lineOf(relation('SUED a b', { polarity: false })).label).toEqual(['not sued']);
  });

  it('counts what happened more than once, and says over which years', () => {
    const years = { valid_from: '2017-12-28', valid_to: '2018' };
    expect(lineOf(relation('SUED a b', years), relation('SUED a b', { valid_from: '2015' })).label).toEqual([
      'sued × 2',
      '2015 to 2018',
    ]);
    const once = { valid_from: '2018-01', valid_to: '2018-02' };
    expect(lineOf(relation('SUED a b', once), relation('SUED a b', once)).label).toEqual(['sued × 2', '2018']);
    expect(lineOf(relation('SUED a b'), relation('SUED a b')).label).toEqual(['sued × 2']);
  });

  it('names the roles that one has side by side', () => {
    const [one, two] = ['plaintiff', 'witness'].map((role) => relation('PARTY_TO a b', { qualifiers: { role } }));
    if (!one || !two) throw new Error('no roles');
    expect(lineOf(one, two).label).toEqual(['plaintiff, witness']);
    expect(lineOf(one, { ...one, key: 'again' }).label).toEqual(['plaintiff × 2']);
  });

  it('names the family of different relations', () => {
    const edges = [relation('SUED a b', { valid_from: '2017' }), relation('ACCUSED a b'), relation('SETTLED_WITH a b')];
    expect(lineOf(...edges).label).toEqual(['3 relations: dispute', '2017']);
    expect(lineOf(relation('SUED a b'), relation('SUED b a'), relation('ACCUSED a b')).label).toEqual([
      '3 relations: dispute',
    ]);
  });

  it('that is too long ends in an ellipsis', () => {
    const long = lineOf(relation('LONG a b', { qualifiers: { title: 'chief executive officer of the whole group' } }));
    for (const part of long.label) {
      expect(part).toMatch(/^\S.*\S…$/);
      expect(part.length).toBeLessThanOrEqual(24);
    }
    expect('was declared essential to a standard of').toContain(long.label[0]?.slice(0, -1));
    expect('chief executive officer of the whole group').toContain(long.label[1]?.slice(0, -1));
  });

  it('of 24 characters is whole, however many units they take, and none is cut in two', () => {
    const of = (title: string) => lineOf(relation('SUED a b', { qualifiers: { title } })).label[1] ?? '';
    expect(of('𝒜'.repeat(24))).toBe('𝒜'.repeat(24));
    expect(of('𝒜'.repeat(25))).toBe(`${'𝒜'.repeat(23)}…`);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('𝒜', '🦊', 'a', ' ', '中'), minLength: 1, maxLength: 60 }),
        (title) => {
          const cut = of(title);
          expect(cut).not.toMatch(/\p{Surrogate}/u);
          expect(Array.from(cut).length).toBeLessThanOrEqual(24);
          expect(title.startsWith(cut.replace(/…$/, ''))).toBe(true);
          if (Array.from(title).length <= 24) expect(cut).toBe(title);
        },
      ),
    );
  });
});

describe('groups', () => {
  const hubAnd = (...leaves: string[]) => ['hub', ...leaves].map(entity);
  const of = (entities: ViewEntity[], edges: Edge[], keep: string[] = []) =>
    groupsOf(entities, linesOf(edges, words), new Set(keep)).map((g) => ({ id: g.id, members: g.members }));

  it('are three leaves or more with the same relation to one hub', () => {
    const edges = [relation('SUED a hub'), relation('SUED b hub'), relation('SUED c hub')];
    expect(of(hubAnd('a', 'b', 'c'), edges)).toEqual([{ id: 'hub~SUED~in', members: ['a', 'b', 'c'] }]);
    expect(of(hubAnd('a', 'b'), edges.slice(0, 2))).toEqual([]);
  });

  it('hold the lines of their members', () => {
    const lines = linesOf(
      [relation('SUED a hub'), relation('SUED b hub'), relation('SUED hub c'), relation('SUED d hub')],
      words,
    );
    const [group] = groupsOf(hubAnd('a', 'b', 'c', 'd'), lines, new Set());
    expect(group?.hub).toBe('hub');
    expect(group?.lines).toEqual(lines.filter((l) => l.to === 'hub'));
  });

  it('are apart by direction, and have none where the relation is symmetric', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const edges = leaves.map((leaf, i) =>
      relation(
        i < 3
          ? `SUED ${leaf} hub`
          : i < 6
            ? `SUED hub ${leaf}`
            : `SETTLED_WITH ${i < 8 ? `${leaf} hub` : `hub ${leaf}`}`,
      ),
    );
    expect(of(hubAnd(...leaves), edges)).toEqual([
      { id: 'hub~SUED~in', members: ['a', 'b', 'c'] },
      { id: 'hub~SUED~out', members: ['d', 'e', 'f'] },
      { id: 'hub~SETTLED_WITH', members: ['g', 'h', 'i'] },
    ]);
  });

  it('leave out who has another line, and whom the reader chose', () => {
    const edges = ['a', 'b', 'c', 'd', 'e'].map((leaf) => relation(`SUED ${leaf} hub`));
    const entities = hubAnd('a', 'b', 'c', 'd', 'e');
    expect(of(entities, [...edges, relation('PAID a b')]).map((g) => g.members)).toEqual([['c', 'd', 'e']]);
    expect(of(entities, edges, ['b', 'hub']).map((g) => g.members)).toEqual([['a', 'c', 'd', 'e']]);
  });

  it('have only members that are drawn', () => {
    const edges = ['a', 'b', 'c', 'd'].map((leaf) => relation(`SUED ${leaf} hub`));
    expect(of(hubAnd('a', 'b', 'c'), edges).map((g) => g.members)).toEqual([['a', 'b', 'c']]);
  });

  it('never say of one what a source says of another: what is denied and what role it has keep them apart', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e', 'f'];
    const denied = leaves.map((leaf, i) => relation(`SUED ${leaf} hub`, { polarity: i < 3 }));
    expect(of(hubAnd(...leaves), denied).map((g) => g.members)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
    const roles = leaves.map((leaf, i) =>
      relation(`PARTY_TO ${leaf} hub`, { qualifiers: { role: i < 3 ? 'plaintiff' : 'defendant' } }),
    );
    expect(of(hubAnd(...leaves), roles).map((g) => g.members)).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  it('are no firmer than the weakest of their lines', () => {
    const edges = ['found', 'alleged', 'agreed'].map((status, i) => relation(`SUED l${i} hub`, { status }));
    const [group] = groupsOf(hubAnd('l0', 'l1', 'l2'), linesOf(edges, words), new Set());
    expect(group?.line.standing).toBe('alleged');
  });

  it('are the same in whatever order the relations come', () => {
    const both = ['a', 'b', 'c'].flatMap((leaf) => [
      relation(`SETTLED_WITH ${leaf} hub`),
      relation(`SUED hub ${leaf}`),
      relation(`ACCUSED hub ${leaf}`),
    ]);
    const expected = [{ id: 'hub~ACCUSED+SETTLED_WITH+SUED~out', members: ['a', 'b', 'c'] }];
    fc.assert(
      fc.property(fc.shuffledSubarray(both, { minLength: both.length }), (edges) => {
        expect(of(hubAnd('a', 'b', 'c'), edges)).toEqual(expected);
      }),
    );
  });
});
