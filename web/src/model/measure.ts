// How wide texts are, in the fonts of the diagram.

const family = '"Inter Variable", Inter, system-ui, "Noto Sans CJK SC", sans-serif';
export const nameFont = `600 13px ${family}`;
export const labelFont = `600 11.5px ${family}`;

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

const longestLine = 22;

/** A name in one line or two; what is longer is cut. */
export function nameLines(name: string): string[] {
  if ([...name].length < 15) return [name];
  const parts = name.split(/\s+/);
  let best = [name];
  for (let i = 1; i < parts.length; i++) {
    const lines = [parts.slice(0, i).join(' '), parts.slice(i).join(' ')];
    if (longest(lines) < longest(best)) best = lines;
  }
  return best.map((line) => cutLine(line));
}

const longest = (lines: string[]) => Math.max(...lines.map((l) => [...l].length));

function cutLine(line: string): string {
  const characters = [...line];
  return characters.length <= longestLine ? line : `${characters.slice(0, longestLine - 1).join('')}…`;
}
