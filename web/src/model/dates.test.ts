import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateWords, isDay, periodWords, yearsOf } from './dates';

describe('a date in words', () => {
  it.each([
    ['2017', '2017'],
    ['2017-12', 'Dec 2017'],
    ['2017-12-28', '28 Dec 2017'],
    ['2017-06-01', '1 June 2017'],
    ['201X', 'the 2010s'],
    ['200X', 'the 2000s'],
    ['20XX', '2000 to 2099'],
  ])('is as precise as %s, and no more: %s', (edtf, words) => {
    expect(dateWords(edtf)).toBe(words);
  });

  it.each([
    ['2017-XX', '2017'],
    ['2017-06-XX', 'June 2017'],
    ['2017-XX-XX', '2017'],
  ])('leaves out what %s does not tell', (edtf, words) => {
    expect(dateWords(edtf)).toBe(words);
  });

  it.each([
    ['2019?', '2019 (uncertain)'],
    ['2019~', 'about 2019'],
    ['2019%', 'about 2019 (uncertain)'],
    ['2019-06~', 'about June 2019'],
    ['2019-06-26?', '26 June 2019 (uncertain)'],
    ['201X~', 'about the 2010s'],
  ])('says what %s leaves in doubt', (edtf, words) => {
    expect(dateWords(edtf)).toBe(words);
  });

  it('names every month', () => {
    const named = Array.from({ length: 12 }, (_, i) => dateWords(`2019-${String(i + 1).padStart(2, '0')}`));
    expect(named).toEqual(
      ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'].map((m) => `${m} 2019`),
    );
  });

  it.each([
    '',
    'last spring',
    '2019-00',
    '2019-13',
    '2019-06-00',
    '2019-06-32',
    '2019-XX-05',
    '201X-05',
    '2019-6',
    '2019-06-26T10:00',
    '2019??',
    '19',
    '20195',
    ' 2019',
    '2019\n',
    '2XXX',
  ])('stays as it is where it is none: %j', (junk) => {
    expect(dateWords(junk)).toBe(junk);
  });

  it('never loses the year, nor throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), (junk) => {
        expect(dateWords(junk) === '').toBe(junk === '');
      }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.constantFrom('', '-05', '-05-17', '~', '?'),
        (year, rest) => {
          expect(dateWords(`${year}${rest}`)).toContain(String(year));
        },
      ),
    );
  });
});

describe('a period in words', () => {
  it.each([
    ['2019-02/2019-06', 'Feb 2019 to June 2019', 'between Feb 2019 and June 2019'],
    ['2011-01/2013-05-31', 'Jan 2011 to 31 May 2013', 'between Jan 2011 and 31 May 2013'],
    ['../2019', 'until 2019', 'by 2019'],
    ['/2019-05-22', 'until 22 May 2019', 'by 22 May 2019'],
    ['2017-12/..', 'since Dec 2017', 'after Dec 2017'],
    ['2017-12/', 'since Dec 2017', 'after Dec 2017'],
    ['2019~/2021?', 'about 2019 to 2021 (uncertain)', 'between about 2019 and 2021 (uncertain)'],
  ])('%s is %s of a state, and %s of an event', (edtf, state, event) => {
    expect(periodWords(edtf, false)).toBe(state);
    expect(periodWords(edtf, true)).toBe(event);
  });

  it('is a date where it has one side', () => {
    expect(periodWords('2017-12-28', false)).toBe('28 Dec 2017');
    expect(periodWords('2017-12-28', true)).toBe('28 Dec 2017');
  });

  it.each(['', '/', '../..', '../', '/..'])('says nothing of %j, which has no end', (edtf) => {
    expect(periodWords(edtf, true)).toBe('');
    expect(periodWords(edtf, false)).toBe('');
  });

  it('keeps junk as it is', () => {
    expect(periodWords('some day', true)).toBe('some day');
    expect(periodWords('spring/autumn', false)).toBe('spring to autumn');
  });
});

describe('years of a relation', () => {
  it('are the first and the last that it may touch', () => {
    expect(yearsOf('2011-01', '2013-05-31')).toEqual([2011, 2013]);
    expect(yearsOf('2019~', '2019~')).toEqual([2019, 2019]);
    expect(yearsOf('201X', '201X')).toEqual([2010, 2019]);
    expect(yearsOf('19XX', '20XX')).toEqual([1900, 2099]);
  });

  it('take an open end for the other end', () => {
    expect(yearsOf('2017-12', '')).toEqual([2017, 2017]);
    expect(yearsOf('', '2019')).toEqual([2019, 2019]);
    expect(yearsOf('..', '2019')).toEqual([2019, 2019]);
  });

  it('are none without a date', () => {
    expect(yearsOf('', '')).toBeNull();
    expect(yearsOf('some day', 'another')).toBeNull();
  });
});

describe('a day of the calendar', () => {
  it.each(['2019-06-20', '2020-02-29', '2000-02-29', '1999-12-31', '2026-01-01'])('%s is one', (day) => {
    expect(isDay(day)).toBe(true);
  });

  it.each([
    ['2019-02-30', 'no such day'],
    ['2019-02-29', 'no leap year'],
    ['1900-02-29', 'a century is no leap year'],
    ['2019-04-31', 'April has 30 days'],
    ['2019-13-01', 'no such month'],
    ['2019-00-10', 'no such month'],
    ['2019-01-00', 'no such day'],
    ['2019-06', 'a month'],
    ['2019', 'a year'],
    ['2019-6-20', 'one digit'],
    ['2019-06-20?', 'in doubt'],
    ['2019-06-20T00:00', 'with a time'],
    ['2019-06-20\n', 'with a line break'],
    ['', 'nothing'],
  ])('%j is none: %s', (day) => {
    expect(isDay(day)).toBe(false);
  });

  it('is what the calendar of the browser has, and nothing else', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.integer({ min: 1800, max: 2100 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 31 }),
        (year, month, day) => {
          const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
          expect(isDay(`${year}-${two(month)}-${two(day)}`)).toBe(day <= last);
        },
      ),
    );
  });
});
