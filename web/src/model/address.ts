// The address is the view: copying it is sharing it. Names are short words, what is as usual is left out, and commas,
// colons and tildes stay readable.
import { isDay } from './dates';
import { standings, type Standing } from './words';

/** An entity that was expanded: with all families, or with some. */
export interface Expansion {
  id: string;
  families: string[];
}

export interface Address {
  /** The entity at the left. */
  node: string;
  /** Keys of the relations in the evidence drawer: one, or all that a line stands for. */
  edges: string[];
  expand: Expansion[];
  /** Entities that are shown without being expanded. */
  add: string[];
  /** Entities that were dismissed. */
  drop: string[];
  /** Groups that are folded into one node. */
  fold: string[];
  hide: string[];
  nostatus: Standing[];
  /** Kinds that are not drawn; null means those that are left out at first. */
  nokind: string[] | null;
  years: [number, number] | null;
  undated: boolean;
  /** As known on this day; "" is now. */
  known: string;
  /** The ends of a path, or what is to be connected. */
  path: string[];
  pins: string[];
  table: boolean;
  panel: '' | 'conflicts';
  theme: '' | 'light' | 'dark';
}

/** Arrangements are left out at first: the lines between their parties stand for them. */
export const quietKinds = ['lawsuit', 'legal-claim', 'licence', 'demand', 'funding-round', 'conveyance'];

export const emptyAddress: Address = {
  node: '',
  edges: [],
  expand: [],
  add: [],
  drop: [],
  fold: [],
  hide: [],
  nostatus: [],
  nokind: null,
  years: null,
  undated: true,
  known: '',
  path: [],
  pins: [],
  table: false,
  panel: '',
  theme: '',
};

/** Tildes part what stands in one item. An id with tildes of its own has them as %7E, which no id holds else. */
const escaped = (id: string) => id.replace(/~/g, '%7E');
const unescaped = (part: string) => part.replace(/%7E/g, '~');

const list = (text: string | null, separator = ',') => (text ? text.split(separator).filter(Boolean) : []);

export function parseAddress(search: string): Address {
  const p = new URLSearchParams(search);
  const node = p.get('node') ?? '';
  const path = list(p.get('path'), '~').slice(0, 10).map(unescaped);
  const known = p.get('known') ?? '';
  const theme = p.get('theme');
  return {
    node: node || (path[0] ?? ''),
    edges: list(p.get('edge')),
    expand: expansionsOf(p.get('expand'), node),
    add: list(p.get('add')),
    drop: list(p.get('drop')),
    fold: list(p.get('fold')),
    hide: list(p.get('hide')),
    nostatus: list(p.get('nostatus')).filter((s): s is Standing => standings.some((known) => known === s)),
    nokind: p.has('nokind') ? list(p.get('nokind')).filter((k) => k !== 'none') : null,
    years: yearsOf(p.get('years')),
    undated: p.get('undated') !== 'no',
    known: isDay(known) ? known : '',
    path: path.length > 1 ? path : [],
    pins: list(p.get('pins')),
    table: p.get('view') === 'table',
    panel: p.get('panel') === 'conflicts' ? 'conflicts' : '',
    theme: theme === 'dark' || theme === 'light' ? theme : '',
  };
}

/** Without a word about it, the entity itself is expanded. */
function expansionsOf(text: string | null, node: string): Expansion[] {
  if (text === null) return node ? [{ id: node, families: [] }] : [];
  return list(text)
    .filter((part) => part !== 'none')
    .map((part) => {
      const [id = '', ...families] = part.split('~');
      return { id: unescaped(id), families };
    });
}

function yearsOf(text: string | null): [number, number] | null {
  const match = /^(\d{1,4})-(\d{1,4})$/.exec(text ?? '');
  if (!match) return null;
  const [from, to] = [Number(match[1]), Number(match[2])];
  return from <= to ? [from, to] : null;
}

export const expansionText = (e: Expansion) => [e.id, ...e.families].join('~');

/** The query of an address, "?" included, or "" for the first page. */
export function formatAddress(a: Address): string {
  const p = new URLSearchParams();
  const put = (name: string, value: string) => value && p.set(name, value);
  const expand = a.expand.map((e) => expansionText({ ...e, id: escaped(e.id) })).join(',');
  const usual = a.path[0] === a.node && expand === '' ? '' : a.node; // a path alone names its first end already
  put('node', usual);
  if (expand !== escaped(usual)) put('expand', expand || 'none');
  put('edge', a.edges.join(','));
  put('path', a.path.map(escaped).join('~'));
  put('add', a.add.join(','));
  put('drop', a.drop.join(','));
  put('fold', a.fold.join(','));
  put('pins', a.pins.join(','));
  put('hide', a.hide.join(','));
  put('nostatus', a.nostatus.join(','));
  if (a.nokind) put('nokind', a.nokind.join(',') || 'none');
  if (a.years) put('years', a.years.join('-'));
  if (!a.undated) put('undated', 'no');
  put('known', a.known);
  if (a.table) put('view', 'table');
  put('panel', a.panel);
  put('theme', a.theme);
  const text = readable(p.toString());
  return text ? `?${text}` : '';
}

const readable = (query: string) =>
  query.replace(/%2C/g, ',').replace(/%7E/g, '~').replace(/%3A/g, ':').replace(/%2F/g, '/');
