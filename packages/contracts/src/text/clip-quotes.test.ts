import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipQuotes } from './clip-quotes.ts';

describe('clipQuotes', () => {
  it('cuts what is quoted at length, and says how long it was', () => {
    const sentence = clipQuotes(`The table has no column "${'ab'.repeat(2500)}".`);
    expect(sentence).toBe(
      `The table has no column "${'ab'.repeat(60)}…${'ab'.repeat(10)}" (5000 characters).`,
    );
  });

  it('leaves every sentence of short quotations as it is', () => {
    const words = fc.array(fc.string({ maxLength: 300 }).map((text) => text.replaceAll('"', '')));
    fc.assert(
      fc.property(words, (quoted) => {
        const sentence = quoted.map((word) => `one "${word}"`).join(', ');
        expect(clipQuotes(sentence)).toBe(sentence);
      }),
    );
  });
});
