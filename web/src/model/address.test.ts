import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyAddress, expansionText, formatAddress, parseAddress, type Address } from './address';
import { standings } from './words';

const huawei = 'company:ipgraph:huawei-technologies';
const cnex = 'company:ipgraph:cnex-labs';
const lawsuit = 'lawsuit:us:txed/4:17-cv-00893';

/** An address as a reader could have it, who changed these things. */
const at = (change: Partial<Address>): Address => ({ ...emptyAddress, ...change });
const all = (id: string) => ({ id, families: [] });

// Ids as the server makes them: everything but letters, digits and some punctuation is percent-encoded.
const value = fc
  .array(fc.constantFrom('a', 'Z', '7', '-', '.', '_', '~', '/', ':', '+', '%2C', '%22', '%27', '%25', '%E5%8D%8E'), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => parts.join(''));
const kind = fc.constantFrom('company', 'person', 'lawsuit', 'patent-family');
const id = fc.tuple(kind, fc.constantFrom('ipgraph', 'lei', 'us'), value).map((parts) => parts.join(':'));
const ids = fc.uniqueArray(id, { maxLength: 3 });
const families = fc.uniqueArray(fc.constantFrom('licence', 'dispute', 'money', 'people'), { maxLength: 3 });
const key = fc.stringMatching(/^[a-z0-9]{8,12}$/);
const year = fc.integer({ min: 0, max: 9999 });

const anyAddress: fc.Arbitrary<Address> = fc
  .record({
    node: fc.option(id, { nil: '' }),
    edges: fc.uniqueArray(key, { maxLength: 3 }),
    expand: fc.uniqueArray(fc.record({ id, families }), { maxLength: 3, selector: (e) => e.id }),
    add: ids,
    drop: ids,
    fold: fc.array(
      id.map((hub) => `${hub}~SUED+PAID~out`),
      { maxLength: 2 },
    ),
    hide: families,
    nostatus: fc.subarray(standings),
    nokind: fc.option(fc.subarray(['lawsuit', 'licence', 'person', 'standards-body'])),
    years: fc.option(fc.tuple(year, year).map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]))),
    undated: fc.boolean(),
    known: fc.constantFrom('', '2019-06-20', '2020-02-29'),
    path: fc.oneof(fc.constant<string[]>([]), fc.uniqueArray(id, { minLength: 2, maxLength: 10 })),
    pins: ids,
    table: fc.boolean(),
    panel: fc.constantFrom('', 'conflicts'),
    theme: fc.constantFrom('', 'light', 'dark'),
  } satisfies { [K in keyof Address]: fc.Arbitrary<Address[K]> })
  .chain((a) =>
    // A path has an entity at the left, and often it is its first; often it is the one that is expanded.
    fc.constantFrom(
      { ...a, node: a.node || (a.path[0] ?? '') },
      { ...a, node: a.path[0] ?? a.node },
      { ...a, node: a.path[0] ?? a.node, expand: a.node ? [all(a.path[0] ?? a.node)] : [] },
    ),
  );

describe('an address', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyAddress, (a) => {
        expect(parseAddress(formatAddress(a))).toEqual(a);
      }),
      { numRuns: 500 },
    );
  });

  it('survives what a link does to it: every letter percent-encoded that may be', () => {
    fc.assert(
      fc.property(anyAddress, (a) => {
        const link = new URL(formatAddress(a), 'https://ipgraph.example/');
        expect(parseAddress(link.search)).toEqual(a);
        expect(parseAddress(new URLSearchParams(link.search).toString())).toEqual(a);
      }),
    );
  });

  it('that is junk is read without complaint, and then written in a form that stays the same', () => {
    const names = Object.keys({ ...emptyAddress, edge: 0, view: 0, other: 0 });
    const junk = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.string(), fc.stringMatching(/^[ab,~:%-]{0,8}$/))))
        .map((pairs) => `?${pairs.map(([name, text]) => `${name}=${text}`).join('&')}`),
      fc.stringMatching(/^\?(path|expand|nokind|years)=[a~,%-9]*$/),
    );
    fc.assert(
      fc.property(junk, (search) => {
        const read = parseAddress(search);
        expect(parseAddress(formatAddress(read))).toEqual(read);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what is as usual', () => {
  it('is left out', () => {
    expect(formatAddress(emptyAddress)).toBe('');
    expect(formatAddress(at({ node: huawei, expand: [all(huawei)] }))).toBe(`?node=${huawei}`);
    expect(formatAddress(at({ node: huawei, path: [huawei, cnex] }))).toBe(`?path=${huawei}~${cnex}`);
  });

  it('is taken where nothing is said', () => {
    expect(parseAddress('')).toEqual(emptyAddress);
    expect(parseAddress(`?node=${huawei}`)).toEqual(at({ node: huawei, expand: [all(huawei)] }));
    expect(parseAddress(`?path=${huawei}~${cnex}`)).toEqual(at({ node: huawei, path: [huawei, cnex] }));
  });

  it('is not taken where something else is said', () => {
    expect(formatAddress(at({ node: huawei }))).toBe(`?node=${huawei}&expand=none`);
    expect(parseAddress(`?node=${huawei}&expand=none`).expand).toEqual([]);
    expect(formatAddress(at({ nokind: [] }))).toBe('?nokind=none');
    expect(parseAddress('?nokind=none').nokind).toEqual([]);
    expect(parseAddress('?nokind=').nokind).toEqual([]);
    expect(parseAddress('?undated=no').undated).toBe(false);
  });
});

describe('every part', () => {
  it('has a short name of its own', () => {
    const whole = at({
      node: cnex,
      edges: ['k1', 'k2'],
      expand: [all(cnex), { id: huawei, families: ['licence', 'dispute'] }],
      add: [lawsuit],
      drop: ['company:lei:X'],
      fold: ['g~SUED~out'],
      hide: ['money'],
      nostatus: ['alleged'],
      nokind: ['court'],
      years: [2011, 2019],
      undated: false,
      known: '2019-06-20',
      path: [cnex, huawei],
      pins: [huawei],
      table: true,
      panel: 'conflicts',
      theme: 'dark',
    });
    expect(formatAddress(whole).slice(1).split('&')).toEqual([
      `node=${cnex}`,
      `expand=${cnex},${huawei}~licence~dispute`,
      'edge=k1,k2',
      `path=${cnex}~${huawei}`,
      `add=${lawsuit}`,
      'drop=company:lei:X',
      'fold=g~SUED~out',
      `pins=${huawei}`,
      'hide=money',
      'nostatus=alleged',
      'nokind=court',
      'years=2011-2019',
      'undated=no',
      'known=2019-06-20',
      'view=table',
      'panel=conflicts',
      'theme=dark',
    ]);
  });

  it.each([
    ['?years=2019-2011', 'years'],
    ['?years=2019', 'years'],
    ['?years=2019-', 'years'],
    ['?years=20190-20200', 'years'],
    ['?known=2019-02-30', 'known'],
    ['?known=yesterday', 'known'],
    ['?nostatus=guessed', 'nostatus'],
    ['?panel=secrets', 'panel'],
    ['?theme=neon', 'theme'],
    ['?view=diagram', 'table'],
    ['?undated=maybe', 'undated'],
  ] as const)('that %s gives wrongly is as if it were not given', (search, name) => {
    expect(parseAddress(search)[name]).toEqual(emptyAddress[name]);
  });

  it('takes the statuses that it knows from among others', () => {
    expect(parseAddress('?nostatus=found,guessed,,alleged').nostatus).toEqual(['found', 'alleged']);
  });

  it('drops empty items of lists', () => {
    expect(parseAddress('?add=,a,,b,').add).toEqual(['a', 'b']);
  });
});

describe('a path', () => {
  it('has two ends at least, and ten at most', () => {
    expect(parseAddress('?path=a').path).toEqual([]);
    expect(parseAddress('?path=a').node).toBe('a');
    expect(parseAddress(`?path=a~b~c~d~e~f~g~h~i~j~k~l`).path).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
      'h',
      'i',
      'j',
    ]);
  });

  it('leaves the entity at the left where the address names one', () => {
    expect(parseAddress('?node=c&path=a~b')).toMatchObject({ node: 'c', path: ['a', 'b'] });
  });
});

describe('ids', () => {
  it('stay readable with their slashes, colons, commas between them and tildes', () => {
    expect(formatAddress(at({ add: [lawsuit, huawei] }))).toBe(`?add=${lawsuit},${huawei}`);
    expect(formatAddress(at({ expand: [{ id: lawsuit, families: ['dispute'] }] }))).toBe(`?expand=${lawsuit}~dispute`);
  });

  it('keep percent signs, plus signs, ampersands and quotes', () => {
    const odd = ['law:us:a%2Cb', 'law:us:a+b', 'law:us:a&b=c#d', 'law:us:"a\'b"', 'law:us:50%', '华为:x:y'];
    expect(parseAddress(formatAddress(at({ add: odd }))).add).toEqual(odd);
    expect(formatAddress(at({ add: ['law:us:a%2Cb'] }))).toBe('?add=law:us:a%252Cb');
    expect(formatAddress(at({ add: odd }))).not.toMatch(/["<># ]/);
  });

  it('may hold tildes of their own, at the left, expanded, and in a path', () => {
    const home = 'company:web:example.org/~smith';
    const many = at({ node: home, expand: [{ id: home, families: ['licence'] }], path: [home, huawei] });
    expect(parseAddress(formatAddress(many))).toEqual(many);
    const usual = at({ node: home, expand: [all(home)] });
    expect(formatAddress(usual)).toBe(`?node=${home}`);
    expect(parseAddress(formatAddress(usual))).toEqual(usual);
  });

  it('would be parted at a comma: the server writes one as %2C', () => {
    expect(parseAddress(formatAddress(at({ add: ['law:us:a,b'] }))).add).toEqual(['law:us:a', 'b']);
    expect(parseAddress(formatAddress(at({ add: ['law:us:a%2Cb'] }))).add).toEqual(['law:us:a%2Cb']);
  });

  it('are asked of the server with their families after tildes', () => {
    expect(expansionText({ id: huawei, families: ['licence', 'money'] })).toBe(`${huawei}~licence~money`);
    expect(expansionText(all('company:web:~smith'))).toBe('company:web:~smith');
  });
});
