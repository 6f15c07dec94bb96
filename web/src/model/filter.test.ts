import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Edge, ViewEntity } from '../api/types';
import { emptyAddress, quietKinds, type Address } from './address';
import { allowedEntities, edgeYears, hiddenKinds, inYears, shownEdges, shownEntities } from './filter';
import { edgeWith } from './testing/edges';
import { standingOf, standings } from './words';

const entity = (id: string, kind = 'company'): ViewEntity => ({ id, name: id, kind, relations: 1 });

const relation = (key: string, change: Partial<Edge> = {}) => edgeWith({ key, ...change });

const choice = (change: Partial<Address>): Address => ({ ...emptyAddress, ...change });
const dated = (from: string, to = from) => relation(`${from}/${to}`, { valid_from: from, valid_to: to });
const entities = [entity('a'), entity('b'), entity('c')];
const keys = (edges: Edge[], change: Partial<Address>) => shownEdges(edges, entities, choice(change)).map((e) => e.key);

describe('kinds', () => {
  const all = [entity('acme'), entity('case', 'lawsuit'), entity('jane', 'person')];
  const ids = (change: Partial<Address>, ...chosen: string[]) =>
    allowedEntities(all, choice(change), new Set(chosen)).map((e) => e.id);

  it('that are quiet are left out at first', () => {
    expect(hiddenKinds(emptyAddress)).toEqual(quietKinds);
    expect(ids({})).toEqual(['acme', 'jane']);
  });

  it('that the reader names are left out, and no others', () => {
    expect(ids({ nokind: ['person'] })).toEqual(['acme', 'case']);
    expect(ids({ nokind: [] })).toEqual(['acme', 'case', 'jane']);
  });

  it('do not matter for what the reader chose', () => {
    expect(ids({}, 'case')).toEqual(['acme', 'case', 'jane']);
    expect(ids({ nokind: ['company', 'person', 'lawsuit'] }, 'jane')).toEqual(['jane']);
  });

  it('do not bring back what was dismissed, even if it was chosen', () => {
    expect(ids({ nokind: [], drop: ['case', 'acme'] }, 'acme')).toEqual(['jane']);
  });
});

describe('years', () => {
  const edges = [dated('2011', '2013'), dated('2013-05-31'), dated('2019-06', ''), dated('', '2008'), dated('201X')];
  const within = (from: number, to: number) => keys(edges, { years: [from, to] });

  it('keep what touches them, its first and last year included', () => {
    expect(within(2013, 2013)).toEqual(['2011/2013', '2013-05-31/2013-05-31', '201X/201X']);
    expect(within(2014, 2018)).toEqual(['201X/201X']);
    expect(within(2000, 2010)).toEqual(['/2008', '201X/201X']);
    expect(within(2019, 2026)).toEqual(['2019-06/', '201X/201X']);
    expect(within(2012, 2012)).toEqual(['2011/2013', '201X/201X']);
  });

  it('are all years where none are chosen', () => {
    expect(keys(edges, {})).toHaveLength(edges.length);
    expect(keys(edges, { undated: false })).toHaveLength(edges.length);
  });

  it('do not decide on what is undated: that has a switch of its own', () => {
    const undated = relation('undated');
    expect(edgeYears(undated)).toBeNull();
    expect(inYears(undated, { years: null, undated: true })).toBe(true);
    expect(inYears(undated, { years: [2011, 2013], undated: true })).toBe(true);
    expect(inYears(undated, { years: [2011, 2013], undated: false })).toBe(false);
    expect(inYears(undated, { years: null, undated: false })).toBe(false);
  });
});

describe('relations', () => {
  it('are shown between entities that are there', () => {
    const edges = [relation('both'), relation('no end', { to_id: 'x' }), relation('no start', { from_id: 'x' })];
    expect(keys(edges, {})).toEqual(['both']);
  });

  it('are hidden by family', () => {
    const edges = [relation('dispute'), relation('money', { family: 'money' })];
    expect(keys(edges, { hide: ['money'] })).toEqual(['dispute']);
    expect(keys(edges, { hide: ['money', 'dispute'] })).toEqual([]);
  });

  it('are hidden by how firmly they stand, with every status that stands so', () => {
    const edges = [
      relation('alleged', { status: 'alleged' }),
      relation('demanded', { status: 'demanded' }),
      relation('found', { status: 'found' }),
      relation('found not', { status: 'found', polarity: false }),
    ];
    expect(keys(edges, { nostatus: ['alleged'] })).toEqual(['found', 'found not']);
    expect(keys(edges, { nostatus: ['denied'] })).toEqual(['alleged', 'demanded', 'found']);
    expect(keys(edges, { nostatus: ['found'] })).toEqual(['alleged', 'demanded', 'found not']);
  });

  it('are shown where every filter lets them through, and only there', () => {
    const edge = fc.record({
      from_id: fc.constantFrom('a', 'b', 'gone'),
      to_id: fc.constantFrom('c', 'gone'),
      family: fc.constantFrom('dispute', 'money'),
      status: fc.constantFrom('alleged', 'found', 'withdrawn'),
      polarity: fc.boolean(),
      valid_from: fc.constantFrom('', '2011', '2015-03', '2019'),
    });
    const filters = fc.record({
      hide: fc.subarray(['dispute', 'money']),
      nostatus: fc.subarray(standings),
      years: fc.constantFrom<([number, number] | null)[]>(null, [2011, 2015], [2016, 2020]),
      undated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 12 }), filters, (given, chosen) => {
        const edges = given.map((e, i) => relation(`e${i}`, { ...e, valid_to: e.valid_from }));
        const expected = edges.filter((e) => {
          const year = Number(e.valid_from.slice(0, 4));
          const inTime = year ? !chosen.years || (year >= chosen.years[0] && year <= chosen.years[1]) : chosen.undated;
          const there = e.from_id !== 'gone' && e.to_id !== 'gone';
          return there && inTime && !chosen.hide.includes(e.family) && !chosen.nostatus.includes(standingOf(e));
        });
        expect(shownEdges(edges, entities, choice(chosen))).toEqual(expected);
        const alone = (Object.keys(chosen) as (keyof typeof chosen)[]).map(
          (name) => new Set(keys(edges, { [name]: chosen[name] })),
        );
        const byEach = edges.filter((e) => alone.every((shown) => shown.has(e.key)));
        expect(byEach).toEqual(expected);
      }),
    );
  });
});

describe('entities', () => {
  it('are drawn where a relation that is shown ends, and where the reader chose them', () => {
    const drawn = (edges: Edge[], ...chosen: string[]) =>
      shownEntities(entities, edges, new Set(chosen)).map((e) => e.id);
    expect(drawn([relation('e')])).toEqual(['a', 'b']);
    expect(drawn([relation('e')], 'c')).toEqual(['a', 'b', 'c']);
    expect(drawn([], 'c')).toEqual(['c']);
    expect(drawn([])).toEqual([]);
  });
});

describe('an end that no source gives', () => {
  const since = relation('since', { valid: '2015/', valid_from: '2015' });
  const until = relation('until', { valid: '/2015', valid_to: '2015' });
  const inYear = (e: Edge, year: number) => inYears(e, choice({ years: [year, year] }));
  it('is open: it may have held in all the years beyond', () => {
    expect([2014, 2015, 2030].map((year) => inYear(since, year))).toEqual([false, true, true]);
    expect([2000, 2015, 2016].map((year) => inYear(until, year))).toEqual([true, true, false]);
    expect(edgeYears(relation('open', { valid: '2015/..', valid_from: '2015' }))).toEqual([2015, Infinity]);
  });
  it('is no end of a single date', () =>
    expect(edgeYears(relation('day', { valid: '2015', valid_from: '2015', valid_to: '2015' }))).toEqual([2015, 2015]));
});
