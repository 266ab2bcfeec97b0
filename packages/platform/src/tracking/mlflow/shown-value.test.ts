import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shownValue } from './shown-value.ts';

describe('a value in a sentence', () => {
  it('is its JSON', () => {
    const small = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' });
    fc.assert(
      fc.property(
        small.filter((value) => JSON.stringify(value).length <= 500),
        (value) => {
          expect(shownValue(value)).toBe(JSON.stringify(value));
        },
      ),
      { seed: 7 },
    );
    expect(shownValue(undefined)).toBe('null');
  });

  it('is cut after 500 characters, however long, wide or deep it is', () => {
    expect(shownValue('a'.repeat(1_000_000))).toBe(`"${'a'.repeat(499)}…`);
    expect(shownValue(Array(100_000).fill(1))).toBe(`[${'1,'.repeat(50)}…]`);
    expect(shownValue(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBe('[[[[[…]]]]]');
  });
});
