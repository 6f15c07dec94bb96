// The current view as CSV, GraphML and Cypher. Every name comes from outside: each format gets its own escaping.
import type { Citation, Edge, ViewEntity } from '../api/types';
import type { Words } from '../model/words';

export interface Exported {
  entities: ViewEntity[];
  edges: Edge[];
  nameOf: (id: string) => string;
  words: Words;
  /** The whole address of the view, and its query alone. */
  address: string;
  view: string;
  known: string;
}

/** What every format says of a relation. */
function properties(e: Edge, x: Exported): Record<string, string> {
  return {
    key: e.key,
    relation: x.words.verb(e),
    type: e.type,
    family: e.family,
    status: e.status,
    stated_so: e.polarity ? 'yes' : 'no',
    disputed: e.disputed ? 'yes' : 'no',
    valid: e.valid ?? '',
    first_reported: e.first_reported,
    amount: e.amount?.text ?? '',
    number: e.value?.text ?? '',
    details: Object.entries(e.qualifiers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('; '),
    independent_sources: String(e.independent_sources),
    sources: e.citations.map(cite).join('; '),
    source_urls: [...new Set(e.citations.map((c) => c.url ?? '').filter(Boolean))].join(' '),
  };
}

const cite = (c: Citation) => `${c.publisher}, ${c.title}, ${c.published}, ${c.locator}`;

/** A cell that a spreadsheet would run as a formula begins with an apostrophe. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Begins with a byte order mark, by which Excel knows that the text is UTF-8. */
export function csv(x: Exported): string {
  const rows = x.edges.map((e) => ({
    from: x.nameOf(e.from_id),
    from_id: e.from_id,
    to: x.nameOf(e.to_id),
    to_id: e.to_id,
    ...properties(e, x),
    view: x.address,
  }));
  const head = Object.keys(rows[0] ?? { from: '', to: '' });
  const lines = rows.map((row) => Object.values(row).map(cell).join(','));
  return `\uFEFF${[head.join(','), ...lines].join('\r\n')}\r\n`;
}

/** Text of an XML document: markup as references, and without the characters that XML cannot hold. */
function xml(value: string): string {
  return value
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

export function graphML(x: Exported): string {
  const data = (values: Record<string, string>) =>
    Object.entries(values)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `<data key="${name}">${xml(value)}</data>`)
      .join('');
  const ofNode = (e: ViewEntity) => ({ name: e.name, kind: e.kind, about: e.about ?? '' });
  const key = (name: string, of: string) => `<key id="${name}" for="${of}" attr.name="${name}" attr.type="string"/>`;
  const edgeKeys = x.edges[0] ? Object.keys(properties(x.edges[0], x)) : [];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${xml(comment(x)).replace(/-(?=-)/g, '- ')} -->`,
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...['name', 'kind', 'about'].map((name) => key(name, 'node')),
    ...edgeKeys.map((name) => key(name, 'edge')),
    '<graph edgedefault="directed">',
    ...x.entities.map((e) => `<node id="${xml(e.id)}">${data(ofNode(e))}</node>`),
    ...x.edges.map(
      (e) =>
        `<edge id="${xml(e.key)}" source="${xml(e.from_id)}" target="${xml(e.to_id)}">${data(properties(e, x))}</edge>`,
    ),
    '</graph>',
    '</graphml>',
    '',
  ].join('\n');
}

const comment = (x: Exported) =>
  `${x.entities.length} entities and ${x.edges.length} relations of ${x.address}${x.known ? `, as known on ${x.known}` : ''}`;

const quoted = (value: string) =>
  `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n').replace(/\r/g, '\\r')}'`;

const map = (values: Record<string, string>) =>
  `{${Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${quoted(value)}`)
    .join(', ')}}`;

/** A label or type in backticks: kinds such as "legal-claim" become LegalClaim. */
const label = (kind: string) =>
  kind
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');

/** A script that builds the view in a Neo4j of one's own; running it twice changes nothing. */
export function cypher(x: Exported): string {
  return [
    `// ${comment(x).replace(/[\r\n]/g, ' ')}`,
    ...x.entities.map(
      (e) =>
        `MERGE (n:Entity:${label(e.kind)} {id: ${quoted(e.id)}}) SET n += ${map({ name: e.name, kind: e.kind, about: e.about ?? '' })};`,
    ),
    ...x.edges.map(
      (e) =>
        `MATCH (a:Entity {id: ${quoted(e.from_id)}}), (b:Entity {id: ${quoted(e.to_id)}}) ` +
        `MERGE (a)-[r:${e.type.replace(/[^A-Z_]/g, '')} {key: ${quoted(e.key)}}]->(b) SET r += ${map(properties(e, x))};`,
    ),
    '',
  ].join('\n');
}
