import { describe, expect, it } from 'vitest';
import { citationOf, claimWithCitations } from './citation';

const journal = {
  publisher: 'The Journal',
  title: 'A start-up says it was robbed',
  published: '2019-05-22',
  url: 'https://journal.example/a',
  locator: 'paragraph 4',
};

describe('a citation', () => {
  it('says who, what, when, where in it, and the address', () => {
    expect(citationOf(journal)).toBe(
      'The Journal, “A start-up says it was robbed”, 22 May 2019, paragraph 4, https://journal.example/a.',
    );
  });

  it('leaves out what is not known, with its comma', () => {
    expect(citationOf({ title: 'A ruling', locator: 'page 3' })).toBe('“A ruling”, page 3.');
    expect(citationOf({ publisher: 'A court', title: '', published: '', url: '', locator: '' })).toBe('A court.');
  });

  it('is as precise about the day as the source', () => {
    expect(citationOf({ published: '2019-05', locator: 'page 3' })).toBe('May 2019, page 3.');
    expect(citationOf({ published: '2019/2020', locator: 'page 3' })).toBe('between 2019 and 2020, page 3.');
  });
});

describe('a claim', () => {
  it('stands above all that say it, one a line, and where it was seen', () => {
    const ruling = { title: 'A ruling', locator: 'page 3' };
    expect(claimWithCitations('A sued B.', [journal, ruling], 'https://ipgraph.example/?edge=e1').split('\n')).toEqual([
      'A sued B.',
      citationOf(journal),
      '“A ruling”, page 3.',
      'Seen in IP Graph: https://ipgraph.example/?edge=e1',
    ]);
  });

  it('has what is cited twice once', () => {
    expect(claimWithCitations('A sued B.', [journal, { ...journal }], 'x').split('\n')).toHaveLength(3);
    expect(
      claimWithCitations('A sued B.', [journal, { ...journal, locator: 'paragraph 9' }], 'x').split('\n'),
    ).toHaveLength(4);
  });
});
