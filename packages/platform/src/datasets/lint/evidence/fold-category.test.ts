import { describe, expect, it } from 'vitest';
import { foldCategory } from './fold-category.ts';

describe('foldCategory', () => {
  it.each([
    ['New York', ['new-york', 'NEW  YORK', 'New_York.', '"New York"', 'Néw York', 'Nеw Yоrk']],
    ['Strasse', ['Straße', 'STRASSE']],
    ['Bern', ['Ｂern', 'Вern', 'Be\u200brn']],
  ])('writes every spelling of "%s" alike', (category, spellings) => {
    expect(new Set([category, ...spellings].map(foldCategory)).size).toBe(1);
  });

  it('keeps words of another alphabet, and marks that are all of a value', () => {
    expect(foldCategory('Москва')).toBe('москва');
    expect([foldCategory('<50K'), foldCategory('>50K')]).toEqual(['<50k', '>50k']);
    expect(foldCategory('1-2')).not.toBe(foldCategory('12'));
  });
});
