// How wide texts are, in the fonts of the diagram.
import { characters, cut } from './characters';

const family = '"Inter Variable", Inter, system-ui, "Noto Sans CJK SC", sans-serif';
export const nameFont = `600 13px ${family}`;
const labelFont = `600 11.5px ${family}`;

let context: CanvasRenderingContext2D | null = null;
const widths = new Map<string, number>();

export function measure(words: string, font: string): number {
  const key = font + words;
  let width = widths.get(key);
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d');
    if (context) context.font = font;
    width = context ? context.measureText(words).width : words.length * 7;
    widths.set(key, width);
  }
  return width;
}

interface Size {
  width: number;
  height: number;
}

const widest = (lines: string[], font: string) => Math.max(...lines.map((line) => measure(line, font)));

/** The room that the layout leaves for a caption below a sign. */
export const captionWidth = (lines: string[]) => widest(lines, nameFont) + 10;

/** From one line of a label to the next. */
export const labelLine = 14;

/** The ground of a line's label: the layout keeps it free, the diagram draws it. */
export const lineLabelSize = (lines: string[]): Size => ({
  width: widest(lines, labelFont) + 12,
  height: lines.length * labelLine + 5,
});

/** The same of a group's. */
export const groupLabelSize = (words: string): Size => ({ width: measure(words, labelFont) + 16, height: 24 });

const longestLine = 22; // characters
const shortName = 15;

/**
 * A name in one line or two of about the same length. What does not fit is cut at its end, so that what is seen is how
 * the name begins.
 */
export function nameLines(name: string): string[] {
  const words = name.trim().split(/\s+/);
  if (lengthOf(name) < shortName || words.length === 1) return [cutLine(name)];
  let best = 1;
  for (let i = 2; i < words.length; i++) if (unevenness(words, i) < unevenness(words, best)) best = i;
  let first = words.slice(0, best);
  while (lengthOf(first.join(' ')) > longestLine && first.length > 1) first = first.slice(0, -1);
  if (lengthOf(first.join(' ')) > longestLine) return [cutLine(name)];
  return [first.join(' '), cutLine(words.slice(first.length).join(' '))];
}

const lengthOf = (text: string) => characters(text).length;

/** How long the longer line is if the first has so many words. */
const unevenness = (words: string[], first: number) =>
  Math.max(lengthOf(words.slice(0, first).join(' ')), lengthOf(words.slice(first).join(' ')));

const cutLine = (line: string) => cut(line, longestLine);
