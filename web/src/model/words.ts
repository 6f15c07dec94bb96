// The words for kinds, families, statuses and relations. They are the server's: the page adds none of its own.
import type { Edge, PredicateWords, Vocabulary } from '../api/types';
import { text } from '../strings';
import { periodWords } from './dates';

/** How firmly a relation stands. It decides the style of its line; a filter takes one of these. */
export type Standing = 'alleged' | 'reported' | 'agreed' | 'found' | 'denied' | 'ended';

export const standings: Standing[] = ['alleged', 'reported', 'agreed', 'found', 'denied', 'ended'];

const standingOfStatus: Record<string, Standing> = {
  alleged: 'alleged',
  demanded: 'alleged',
  reported: 'reported',
  declared: 'reported',
  recorded: 'agreed',
  announced: 'agreed',
  agreed: 'agreed',
  found: 'found',
  adjudicated: 'found',
  denied: 'denied',
  withdrawn: 'ended',
  reversed: 'ended',
};

export function standingOf(edge: Pick<Edge, 'status' | 'polarity'>): Standing {
  if (!edge.polarity) return 'denied';
  return standingOfStatus[edge.status] ?? 'reported';
}

/** Words looks up what things are called. */
export class Words {
  private readonly predicates: Map<string, PredicateWords>;
  private readonly titles: Map<string, string>;

  constructor(readonly vocabulary: Vocabulary) {
    this.predicates = new Map(vocabulary.predicates.map((p) => [p.name, p]));
    this.titles = new Map();
    const add = (group: string, list: { name: string; title: string }[] = []) =>
      list.forEach((w) => this.titles.set(`${group} ${w.name}`, w.title));
    add('family', vocabulary.families);
    add('kind', vocabulary.kinds);
    add('status', vocabulary.statuses);
    add('cause', vocabulary.causes);
    add('role', vocabulary.roles);
  }

  private title(group: string, name: string): string {
    return this.titles.get(`${group} ${name}`) ?? name.replace(/[_-]/g, ' ');
  }

  family = (name: string) => this.title('family', name);
  kind = (name: string) => this.title('kind', name);
  status = (name: string) => this.title('status', name);

  kinds(name: string, count: number): string {
    if (count === 1) return this.kind(name).toLowerCase();
    return (this.vocabulary.kinds.find((k) => k.name === name)?.plural ?? this.kind(name)).toLowerCase();
  }

  statusMeans(name: string): string {
    return this.vocabulary.statuses.find((s) => s.name === name)?.about ?? '';
  }

  /** Families in the order in which they are listed: disputes first. */
  get families(): string[] {
    return ['dispute', ...this.vocabulary.families.map((f) => f.name).filter((f) => f !== 'dispute')];
  }

  isSymmetric = (type: string) => this.predicates.get(type)?.symmetric ?? false;
  isEvent = (type: string) => this.predicates.get(type)?.event ?? false;

  /** What stands between the two names, along the edge or against it. */
  verb(edge: Pick<Edge, 'type' | 'polarity'>, reversed = false): string {
    const p = this.predicates.get(edge.type);
    if (!p) return edge.type.toLowerCase().replace(/_/g, ' ');
    if (edge.polarity) return reversed ? p.passive : p.active;
    return reversed ? p.not_passive : p.not_active;
  }

  /** A verb short enough for a line of the diagram: "subsidiary of", "licence agreement". */
  short(edge: Pick<Edge, 'type' | 'polarity' | 'qualifiers'>): string {
    const role = edge.qualifiers?.role;
    if (role && edge.polarity) return this.title('role', role);
    const verb = this.verb(edge).replace(/^(?:is|has) (?:an? )?/, '');
    return this.isSymmetric(edge.type) ? verb.replace(/ (?:with|as)$/, '') : verb;
  }

  /** What a fact is about: "based in", "described as (motives)". */
  fact(predicate: string, qualifiers: Record<string, string> = {}): string {
    const name = predicate.toLowerCase().replace(/_/g, ' ');
    const about = qualifiers.topic ?? qualifiers.for ?? qualifiers.type ?? qualifiers.scheme;
    return about ? `${name} (${about.replace(/_/g, ' ')})` : name;
  }

  /** When it was, as the leading source says it; "" where no source does. */
  when = (edge: Edge) => periodWords(edge.valid ?? '', this.isEvent(edge.type));

  /** Each qualifier with its name, for a list. */
  qualifiers(all: Record<string, string> = {}): [string, string][] {
    const word = (name: string, value: string) =>
      name === 'role' || name === 'cause' ? this.title(name, value) : value.replace(/_/g, ' ');
    return Object.entries(all)
      .filter(([, value]) => value !== '' && value !== 'unspecified')
      .map(([name, value]) => [capital(name.replace(/_/g, ' ')), word(name, value)]);
  }

  /** What qualifies a relation, in few words, the most telling first. Names are those of entities that qualifiers name. */
  details(edge: Edge): string[] {
    const q = edge.qualifiers ?? {};
    const parts: string[] = [];
    if (q.title) parts.push(q.title);
    if (q.cause) parts.push(this.title('cause', q.cause));
    if (edge.amount) parts.push(shortAmount(edge.amount.text));
    if (edge.value) parts.push(edge.value.text);
    if (q.type && q.type !== 'unspecified') parts.push(q.type.replace(/_/g, ' '));
    if (q.damages === 'none') parts.push(text.noDamages);
    const when = this.when(edge);
    if (when) parts.push(when);
    return parts;
  }
}

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Millions and billions in short: "more than USD 1bn demanded". */
export function shortAmount(amount: string): string {
  return amount.replace(/\d{1,3}(?:,\d{3})+(?:\.\d+)?/g, (digits) => {
    const value = Number(digits.replace(/,/g, ''));
    for (const [unit, size] of [
      ['bn', 1e9],
      ['m', 1e6],
    ] as const) {
      if (value >= size && Number.isInteger(value / (size / 100))) return `${value / size}${unit}`;
    }
    return digits;
  });
}
