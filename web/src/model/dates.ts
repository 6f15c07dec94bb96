// Dates come as EDTF, at the precision of their source (2017, 2017-12, 2017-12-28, 2019?, ../2019, 2019-02/2019-06).
// They are written with that precision and no more.
import { months, text } from '../strings';

/** What the server takes for a date; XX is a month, day or years of a century that the source does not tell. */
const date =
  /^(?:(-?\d{4})(?:-(?:XX(?:-XX)?|(0[1-9]|1[0-2])(?:-(?:XX|(0[1-9]|[12]\d|3[01])))?))?|(\d{3})X|(\d\d)XX)([?~%])?$/;

/** One date in words: "28 Dec 2017", "Dec 2017", "about 2017". */
export function dateWords(edtf: string): string {
  const match = date.exec(edtf);
  if (!match) return edtf;
  const [, year = '', month, day, decade, century, mark] = match;
  let words = decade ? text.decade(`${decade}0`) : century ? text.fromTo(`${century}00`, `${century}99`) : year;
  if (month) words = `${months[Number(month)] ?? month} ${words}`;
  if (day) words = `${Number(day)} ${words}`;
  if (mark === '~' || mark === '%') words = text.about(words);
  return mark === '?' || mark === '%' ? text.uncertain(words) : words;
}

/** A period in words: "Jan 2011 to 31 May 2013", "until 22 May 2019"; an event lies between its two dates. */
export function periodWords(edtf: string, event: boolean): string {
  if (!edtf) return '';
  const [from = '', to] = edtf.split('/');
  if (to === undefined) return dateWords(from);
  const open = (part: string) => part === '' || part === '..';
  if (open(from)) return open(to) ? '' : event ? text.by(dateWords(to)) : text.until(dateWords(to));
  if (open(to)) return event ? text.after(dateWords(from)) : text.since(dateWords(from));
  return event ? text.between(dateWords(from), dateWords(to)) : text.fromTo(dateWords(from), dateWords(to));
}

/** The first and last year that a period touches; null where it has no date. An open end is the other end. */
export function yearsOf(from: string, to: string): [number, number] | null {
  const first = yearOf(from, '0');
  const last = yearOf(to, '9');
  if (first === null && last === null) return null;
  return [first ?? last ?? 0, last ?? first ?? 0];
}

function yearOf(edtf: string, unknownDigit: string): number | null {
  const match = /^(\d[\dX]{3})/.exec(edtf);
  return match?.[1] ? Number(match[1].replace(/X/g, unknownDigit)) : null;
}

/** Whether a text is a day of the calendar, written 2019-06-20. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return false;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
