// Colours that can be told apart, by the measure of WCAG 2.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

/** The colours that a rule sets, by name. */
function coloursOf(selector: string): Record<string, string> {
  const rule = new RegExp(`^${selector.replace(/[[\]]/g, '\\$&')} \\{(.*?)^\\}`, 'ms').exec(css)?.[1] ?? '';
  return Object.fromEntries(
    Array.from(rule.matchAll(/^ *--([a-z-]+): (#[0-9a-f]{6});$/gm), ([, name = '', colour = '']) => [name, colour]),
  );
}

const light = coloursOf(':root');
const dark = coloursOf(":root[data-theme='dark']");

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, two: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

it('contrast is what WCAG says that it is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrast('#ff0000', '#00ff00')).toBeCloseTo(contrast('#00ff00', '#ff0000'), 5);
});

it('both themes set the same colours', () => {
  expect(Object.keys(light).length).toBeGreaterThan(25);
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
});

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s theme', (_, colours) => {
  const starting = (prefix: string) => Object.keys(colours).filter((name) => name.startsWith(prefix));

  /** Checks every pair, and names the worst in what it complains of. */
  function atLeast(least: number, fronts: string[], grounds: string[]): void {
    const pairs = fronts.flatMap((front) =>
      grounds.map((ground) => {
        const [one, two] = [colours[front], colours[ground]];
        if (!one || !two) throw new Error(`no colour for --${one ? ground : front}`);
        return { what: `--${front} ${one} on --${ground} ${two}`, value: contrast(one, two) };
      }),
    );
    const [worst] = pairs.sort((a, b) => a.value - b.value);
    if (!worst) throw new Error('there is nothing to compare');
    expect(worst.value, `${worst.what} has a contrast of ${worst.value.toFixed(2)}`).toBeGreaterThanOrEqual(least);
  }

  it('text can be read on every ground', () => {
    atLeast(4.5, ['ink', 'muted'], ['page', 'panel', 'canvas', 'soft']);
  });

  it('text of every family can be read', () => {
    expect(starting('text-')).toHaveLength(6);
    atLeast(4.5, starting('text-'), ['panel', 'canvas', 'soft']);
  });

  it('links and buttons can be read', () => {
    atLeast(4.5, ['accent'], ['panel']);
    atLeast(4.5, ['on-accent'], ['accent']);
  });

  it('the edges of controls, and the focus, can be seen', () => {
    atLeast(3, ['control', 'focus'], ['panel', 'canvas']);
  });

  it('nodes and lines can be seen on the canvas', () => {
    expect(starting('kind-')).toHaveLength(7);
    expect(starting('line-')).toHaveLength(6);
    atLeast(3, [...starting('kind-'), ...starting('line-')], ['canvas']);
  });

  it('signs can be seen in their nodes', () => {
    atLeast(3, ['glyph'], starting('kind-'));
  });
});
