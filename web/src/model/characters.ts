const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters of a text as people count them: an accent or a flag belongs to its letter. */
export const characters = (text: string): string[] => Array.from(segmenter.segment(text), (part) => part.segment);

/** A text of at most so many characters; one that was cut ends in an ellipsis, after a whole word where one is near. */
export function cut(text: string, most: number): string {
  const all = characters(text);
  if (all.length <= most) return text;
  const kept = all.slice(0, most - 1);
  const space = kept.lastIndexOf(' ');
  const whole = all[kept.length] === ' ' || space < most / 2 ? kept : kept.slice(0, space);
  return `${whole.join('').trimEnd()}…`;
}
