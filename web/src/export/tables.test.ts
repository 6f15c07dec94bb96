// Every format is read back by a small reader that knows its rules and nothing of the writer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Citation, Edge, ViewEntity } from '../api/types';
import { Words } from '../model/words';
import { csv, cypher, graphML, type Exported } from './tables';

const words = new Words({
  families: [],
  kinds: [],
  statuses: [],
  predicates: [
    {
      name: 'SUED',
      family: 'dispute',
      symmetric: false,
      event: true,
      about: '',
      active: 'sued',
      passive: 'was sued by',
      not_active: 'did not sue',
      not_passive: 'was not sued by',
    },
  ],
});

const citation: Citation = {
  source: 'source:web:a',
  title: 'A ruling',
  publisher: 'A court',
  published: '2019-06-26',
  url: 'https://court.example/a',
  locator: 'page 3',
  reported: '2019-06-26',
};

const relation: Edge = {
  key: 'e:1',
  type: 'SUED',
  from_id: 'company:x:a',
  to_id: 'company:x:b',
  family: 'dispute',
  status: 'recorded',
  polarity: true,
  disputed: false,
  valid: '2017-12-28',
  valid_from: '2017-12-28',
  valid_to: '2017-12-28',
  first_reported: '2017-12-29',
  amount: { text: 'USD 1,000,000' },
  qualifiers: { cause: 'copyright', court: 'txed' },
  citations: [citation, { ...citation, locator: 'page 4' }],
  statements: 2,
  independent_sources: 1,
};

/** A view of one relation between two entities of these names. */
function view(from: string, to: string, change: Partial<Edge> = {}): Exported {
  const entities: ViewEntity[] = [from, to].map((name, i) => ({
    id: `company:x:${i ? 'b' : 'a'}`,
    name,
    kind: 'standards-body',
    about: name,
    relations: 1,
  }));
  return {
    entities,
    edges: [{ ...relation, ...change }],
    nameOf: (id) => entities.find((e) => e.id === id)?.name ?? id,
    words,
    address: 'https://ipgraph.example/?node=company:x:a',
    view: '?node=company:x:a',
    known: '2026-11-26',
  };
}

const empty: Exported = { ...view('', ''), entities: [], edges: [] };

/** Texts that mean something to one of the formats, and any others. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'=+-@\t\r\n",;\'\\`{}$/*<>&#n-u0027\u2028\uFEFF'.split(''), '-->', ']]>', '${', '\\u0027', "';"),
    fc.constantFrom('\0', '\b', '\x1B', '\x7F', '\x85', '\uFFFE', '\uD800', '\uDC00', '𝒜', '华'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 25,
});

/** Reads CSV as RFC 4180 has it. */
function parseCSV(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const match = field.exec(text);
    if (!match) throw new Error(`no cell: ${JSON.stringify(text.slice(at, at + 40))}`);
    row.push(match[1]?.replace(/""/g, '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

function onlyRow(x: Exported): Record<string, string> {
  const [head = [], row = [], ...more] = parseCSV(csv(x).slice(1));
  expect(more).toEqual([]);
  expect(row).toHaveLength(head.length);
  return Object.fromEntries(head.map((name, i) => [name, row[i] ?? '']));
}

describe('CSV', () => {
  it('says of a relation what the page says of it', () => {
    expect(onlyRow(view('Acme', 'Umbrella'))).toEqual({
      from: 'Acme',
      from_id: 'company:x:a',
      to: 'Umbrella',
      to_id: 'company:x:b',
      key: 'e:1',
      relation: 'sued',
      type: 'SUED',
      family: 'dispute',
      status: 'recorded',
      stated_so: 'yes',
      disputed: 'no',
      valid: '2017-12-28',
      first_reported: '2017-12-29',
      amount: 'USD 1,000,000',
      number: '',
      details: 'cause: copyright; court: txed',
      independent_sources: '1',
      sources: 'A court, A ruling, 2019-06-26, page 3; A court, A ruling, 2019-06-26, page 4',
      source_urls: 'https://court.example/a',
      view: 'https://ipgraph.example/?node=company:x:a',
    });
  });

  it('has each address of a source once, and no place for what has none', () => {
    const offline: Citation = { ...citation, url: '' };
    const again = { ...citation, url: 'https://court.example/b' };
    const { source_urls } = onlyRow(view('Acme', 'Umbrella', { citations: [offline, citation, again, citation] }));
    expect(source_urls).toBe('https://court.example/a https://court.example/b');
  });

  it('says what is denied', () => {
    const row = onlyRow(view('Acme', 'Umbrella', { polarity: false, disputed: true }));
    expect(row).toMatchObject({ relation: 'did not sue', stated_so: 'no', disputed: 'yes' });
  });

  it('begins with one byte order mark, and ends every line as Excel does', () => {
    expect(csv(view('Acme', 'Umbrella'))).toMatch(/^\uFEFFfrom,[^\uFEFF]*\r\n$/);
    expect(csv(empty)).toBe('\uFEFFfrom,to\r\n');
  });

  it('gives names back that have quotes, commas and line breaks', () => {
    for (const name of [
      'Acme, Inc.',
      'the "Acme" case',
      '"',
      'two\nlines',
      'two\r\nlines',
      'a\rb',
      'a;b',
      ' a ',
      '华为',
    ])
      expect(onlyRow(view(name, 'Umbrella')).from).toBe(name);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("https://evil.example","a")'])(
    'has %j as a text, not as a formula',
    (name) => {
      expect(onlyRow(view(name, 'Umbrella')).from).toBe(`'${name}`);
    },
  );

  it('has no cell that is a formula, and loses nothing of any name', () => {
    fc.assert(
      fc.property(hostile, hostile, (from, title) => {
        const row = onlyRow(view(from, 'Umbrella', { citations: [{ ...citation, publisher: title }] }));
        for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
        expect([from, `'${from}`]).toContain(row.from);
        expect(row.sources).toContain(title);
      }),
      { numRuns: 300 },
    );
  });
});

interface Element {
  name: string;
  attributes: Record<string, string>;
  /** What stands directly in it. */
  text: string;
  inside: Element[];
}

const plainText = (raw: string) => {
  if (/[<>"']|&(?!#\d+;)/.test(raw)) throw new Error(`not escaped: ${raw}`);
  return raw.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
};

/** Reads a document as far as XML 1.0 says that it is well-formed, with the few constructs that ours has. */
function parseXML(text: string): Element {
  const wrong = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.exec(text);
  if (wrong) throw new Error(`XML has no character ${wrong[0].charCodeAt(0).toString(16)}`);
  const root: Element = { name: '', attributes: {}, text: '', inside: [] };
  const open = [root];
  const token =
    /<\?xml[^?]*\?>|<!--(?<comment>(?:[^-]|-[^-])*)-->|<\/(?<end>[a-z]+)>|<(?<start>[a-z]+)(?<attributes>(?: [a-z.]+="[^"<]*")*)(?<closed>\/?)>|(?<text>[^<]+)/suy;
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const groups = token.exec(text)?.groups;
    const parent = open.at(-1);
    if (!parent || (!groups && !text.startsWith('<?xml', at)))
      throw new Error(`not well-formed: ${text.slice(at, at + 60)}`);
    const { end, start, attributes = '', closed, text: content } = groups ?? {};
    if (content) parent.text += plainText(content);
    if (end && open.pop()?.name !== end) throw new Error(`</${end}> ends another element`);
    if (!start) continue;
    const pairs = Array.from(attributes.matchAll(/ ([a-z.]+)="([^"]*)"/g), ([, name = '', value = '']) => [
      name,
      plainText(value),
    ]);
    const element = {
      name: start,
      attributes: Object.fromEntries(pairs) as Record<string, string>,
      text: '',
      inside: [],
    };
    parent.inside.push(element);
    if (!closed) open.push(element);
  }
  const [only, ...more] = root.inside;
  if (open.length !== 1 || !only || more.length) throw new Error('a document has one element that is closed');
  return only;
}

/** What XML can hold of a text. */
const holdable = (text: string) =>
  text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

const dataOf = (element: Element | undefined): Record<string, string> =>
  Object.fromEntries((element?.inside ?? []).map((d) => [d.attributes.key ?? '', d.text]));

describe('GraphML', () => {
  const parts = (x: Exported) => {
    const document = parseXML(graphML(x));
    const graph = document.inside.find((e) => e.name === 'graph');
    const named = (name: string) => (graph?.inside ?? []).filter((e) => e.name === name);
    return { document, nodes: named('node'), edges: named('edge') };
  };

  it('has the entities and the relations between them', () => {
    const { nodes, edges } = parts(view('Acme', 'Umbrella'));
    expect(nodes.map((n) => [n.attributes.id, dataOf(n)])).toEqual([
      ['company:x:a', { name: 'Acme', kind: 'standards-body', about: 'Acme' }],
      ['company:x:b', { name: 'Umbrella', kind: 'standards-body', about: 'Umbrella' }],
    ]);
    expect(edges.map((e) => e.attributes)).toEqual([{ id: 'e:1', source: 'company:x:a', target: 'company:x:b' }]);
    expect(dataOf(edges[0])).toMatchObject({
      relation: 'sued',
      status: 'recorded',
      details: 'cause: copyright; court: txed',
    });
  });

  it('declares every key that it uses, once, for nodes or for edges', () => {
    const { document, nodes, edges } = parts(view('Acme', 'Umbrella', { value: { text: '3' } }));
    const declared = document.inside.filter((e) => e.name === 'key').map((k) => k.attributes);
    expect(new Set(declared.map((k) => k.id)).size).toBe(declared.length);
    for (const [of, list] of Object.entries({ node: nodes, edge: edges }))
      for (const element of list)
        for (const key of Object.keys(dataOf(element)))
          expect(declared).toContainEqual({ id: key, for: of, 'attr.name': key, 'attr.type': 'string' });
  });

  it('says where it comes from, and as known when', () => {
    expect(graphML(view('Acme', 'Umbrella'))).toContain(
      '<!-- 2 entities and 1 relations of https://ipgraph.example/?node=company:x:a, as known on 2026-11-26 -->',
    );
    expect(graphML({ ...empty, known: '' })).not.toContain('as known');
    expect(parts(empty).nodes).toEqual([]);
  });

  it.each(['a--b', 'a---b', '-', '----', 'a-->b', '<!--'])('is well-formed where the address holds %j', (part) => {
    const x = { ...view('Acme', 'Umbrella'), address: `https://ipgraph.example/?node=${part}`, known: '' };
    expect(parts(x).nodes).toHaveLength(2);
    const withDash = { ...x, known: `${part}-` };
    expect(parts(withDash).nodes).toHaveLength(2);
  });

  it('is well-formed whatever the names are, and has what XML can hold of them', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, other) => {
        const { nodes, edges } = parts({ ...view(name, 'Umbrella', { status: other, key: other }), address: other });
        expect(dataOf(nodes[0]).name ?? '').toBe(holdable(name));
        expect(dataOf(edges[0]).status ?? '').toBe(holdable(other));
        expect(edges[0]?.attributes.id).toBe(holdable(other));
      }),
      { numRuns: 300 },
    );
  });

  it('has a sign for characters that XML cannot hold, and for half a surrogate pair', () => {
    expect(dataOf(parts(view('a\0b\x1Bc\uD800d\uFFFEe', 'x')).nodes[0]).name).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe');
    expect(dataOf(parts(view('𝒜', 'x')).nodes[0]).name).toBe('𝒜');
  });
});

/** Reads strings as Cypher does, and gives what is left of a statement with "?" in their place. */
function parseStatement(line: string): { form: string; strings: string[] } {
  const strings: string[] = [];
  const escapes: Record<string, string> = { '\\': '\\', "'": "'", n: '\n', r: '\r' };
  const form = line.replace(/'((?:[^'\\]|\\.)*)'/gsu, (_, inside: string) => {
    if (/[\r\n]/.test(inside)) throw new Error('a line break in a string');
    strings.push(
      inside.replace(/\\(.)/gsu, (_, c: string) => {
        const meant = escapes[c];
        if (meant === undefined) throw new Error(`Cypher has no \\${c} here`);
        return meant;
      }),
    );
    return '?';
  });
  return { form, strings };
}

describe('Cypher', () => {
  const statements = (x: Exported) => {
    const [comment = '', ...lines] = cypher(x).split('\n');
    expect(lines.pop()).toBe('');
    return { comment, statements: lines.map(parseStatement) };
  };

  it('merges the entities, then the relations between them', () => {
    const { comment, statements: all } = statements(view('Acme', 'Umbrella'));
    expect(comment).toMatch(/^\/\/ 2 entities and 1 relations of https:.* 2026-11-26$/);
    expect(all[0]).toEqual({
      form: 'MERGE (n:Entity:StandardsBody {id: ?}) SET n += {name: ?, kind: ?, about: ?};',
      strings: ['company:x:a', 'Acme', 'standards-body', 'Acme'],
    });
    expect(all[2]?.form).toMatch(
      /^MATCH \(a:Entity \{id: \?\}\), \(b:Entity \{id: \?\}\) MERGE \(a\)-\[r:SUED \{key: \?\}\]->\(b\) SET r \+= \{(?:[a-z_]+: \?(?:, )?)+\};$/,
    );
    expect(all[2]?.strings.slice(0, 5)).toEqual(['company:x:a', 'company:x:b', 'e:1', 'e:1', 'sued']);
    expect(all).toHaveLength(3);
  });

  it('has the same form whatever the names are, and gives every name back', () => {
    const usual = statements(view('Acme', 'Umbrella')).statements.map((s) => s.form);
    fc.assert(
      fc.property(
        hostile.filter((s) => s !== ''),
        hostile.filter((s) => s !== ''),
        (name, other) => {
          const x = view(name, other, { key: other, status: name });
          const { statements: all } = statements({ ...x, address: name + other });
          expect(all.map((s) => s.form)).toEqual(usual);
          expect(all[0]?.strings[1]).toBe(name);
          expect(all[1]?.strings[1]).toBe(other);
          expect(all[2]?.strings[2]).toBe(other);
          expect(all[2]?.strings).toContain(name);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes labels and types from letters alone', () => {
    const x = view('Acme', 'Umbrella', { type: 'SUED {x:1}]->() DELETE r //`' });
    x.entities = x.entities.map((e) => ({ ...e, kind: 'legal-claim {}) DETACH DELETE n //`' }));
    const { statements: all } = statements(x);
    expect(all[0]?.form).toMatch(/^MERGE \(n:Entity:[A-Za-z0-9]+ \{id: \?\}\) SET/);
    expect(all[2]?.form).toMatch(/MERGE \(a\)-\[r:[A-Z_]+ \{key: \?\}\]->\(b\) SET/);
  });
});
