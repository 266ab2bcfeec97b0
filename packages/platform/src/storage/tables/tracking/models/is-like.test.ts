import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meets } from '../../../../../../../test/search/meets.ts';
import type { PlainRun } from '../../../../../../../test/search/plain-run.ts';
import { isLike } from './is-like.ts';

const text = fc
  .array(fc.constantFrom('a', 'A', 'b', '%', '_', 'ä', 'Ä', '😀', '\n'))
  .map((all) => all.join(''));

it('agrees with a table of all beginnings of text and pattern', () => {
  fc.assert(
    fc.property(text, text, fc.boolean(), (name, pattern, isCaseless) => {
      const field = { of: 'param', key: 'a' } as const;
      const like = { kind: 'like', field, pattern, isCaseless, isNegated: false } as const;
      expect(isLike(name, like)).toBe(meets({ params: { a: name } } as unknown as PlainRun, like));
    }),
    { numRuns: 300 },
  );
});

it('takes as many steps as text times pattern at most', () => {
  const pattern = `${'%a'.repeat(2000)}b`;
  expect(isLike('a'.repeat(6000), { pattern, isCaseless: true })).toBe(false);
});
