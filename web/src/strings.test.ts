import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { months, text } from './strings';

const folder = new URL('.', import.meta.url);

const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$|(?:^|\/)strings\.ts$/.test(name))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** What the graph holds, for the text that says it. */
const counts = { entities: 3, edges: 2, statements: 1, sources: 0 };

/** Names, counts and choices as texts may take them: every text takes one of these lists. */
const samples: unknown[][] = [
  ['Acme', 'Acme', 'Acme'],
  [1, 1, 1],
  [1234, 2, 3],
  ['Acme', 1],
  ['Acme', 2],
  [2, 'Acme', 'Acme'],
  ['Acme', true],
  ['Acme', false],
  [counts],
];

const entries: [string, unknown][] = Object.entries(text);

/** The plain texts in a value, those in lists and records included. */
function textsIn(value: unknown): unknown[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return [value];
}

describe('every text', () => {
  it('that takes something gives a text without holes', () => {
    const functions = entries.flatMap(([name, value]) =>
      typeof value === 'function' ? [[name, value as (...given: unknown[]) => unknown] as const] : [],
    );
    expect(functions.length).toBeGreaterThan(40);
    for (const [name, make] of functions) {
      const made = samples.flatMap((given) => {
        try {
          return [make(...given)];
        } catch {
          return []; // of another type than this text takes
        }
      });
      expect(made, name).not.toEqual([]);
      for (const words of made) {
        expect(words, name).toBeTypeOf('string');
        expect(words, name).toMatch(/\S/);
      }
      expect(
        made.some((words) => !/undefined|NaN|\[object|=>/.test(String(words))),
        `${name}: ${made.join(' | ')}`,
      ).toBe(true);
    }
  });

  it('that takes nothing is one, and has no spaces around it', () => {
    const plain = entries.filter(([, value]) => typeof value !== 'function');
    for (const [name, value] of plain) {
      for (const words of textsIn(value)) {
        expect(words, name).toBeTypeOf('string');
        if (name !== 'reportWrong') expect(words, name).toMatch(/^\S(?:.*\S)?$/);
      }
    }
  });

  it('is used somewhere', () => {
    const unused = entries
      .map(([name]) => name)
      .filter((name) => !new RegExp(`\\btext\\s*\\.\\s*${name}\\b`).test(sources));
    expect(unused).toEqual([]);
  });
});

describe('counts', () => {
  it('are in the singular for one alone, and have their thousands apart', () => {
    expect(text.relations(0)).toBe('0 relations');
    expect(text.relations(1)).toBe('1 relation');
    expect(text.relations(12345)).toBe('12,345 relations');
    expect(text.holds({ entities: 1, edges: 2, statements: 1, sources: 1 })).toBe(
      '1 entity, 2 relations, 1 statement from 1 source',
    );
    expect(text.laterReports(1)).toBe('1 relation reported later is left out');
    expect(text.laterReports(2)).toBe('2 relations reported later are left out');
  });
});

it('a year has twelve months, counted from one', () => {
  expect(months).toHaveLength(13);
  expect(new Set(months).size).toBe(13);
  expect(months[0]).toBe('');
});
