import { describe, expect, it } from 'vitest';
import { characters, cut } from './characters';
import { nameLines } from './measure';

describe('characters', () => {
  it('are counted as people count them', () => {
    expect(characters('né🇨🇭')).toHaveLength(3);
    expect(characters('华为')).toHaveLength(2);
  });
});

describe('a text that is cut', () => {
  it('is as it was where it fits', () => expect(cut('twelve signs', 12)).toBe('twelve signs'));
  it('ends after a whole word where one is near', () =>
    expect(cut('was among the founders of', 24)).toBe('was among the founders…'));
  it('ends within a long word', () => expect(cut('Donaudampfschifffahrt', 10)).toBe('Donaudamp…'));
  it('never parts a character', () => expect(cut('🇨🇭🇨🇭🇨🇭', 2)).toBe('🇨🇭…'));
});

describe('a name below its sign', () => {
  it.each([
    ['Huawei', ['Huawei']],
    ['Micron Technology', ['Micron', 'Technology']],
    ['Dell Technologies Capital', ['Dell Technologies', 'Capital']],
    ['Rubio amendment on Huawei’s patents', ['Rubio amendment on', 'Huawei’s patents']],
    ['华为技术有限公司', ['华为技术有限公司']],
  ])('%s has lines of about the same length', (name, lines) => expect(nameLines(name)).toEqual(lines));
  it('begins as the name does, however long that is', () => {
    const name = 'A company whose name is so long that no line of any drawing could ever hold the whole of it';
    const seen = nameLines(name);
    expect(seen).toHaveLength(2);
    expect(name.startsWith(seen.join(' ').replace('…', ''))).toBe(true);
  });
  it('is cut within a word that no line holds', () => {
    expect(nameLines('Donaudampfschifffahrtsgesellschaft Wien')).toEqual(['Donaudampfschifffahrt…']);
  });
});
