import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DiffLine, diffLines } from './diff-lines.ts';

const anyText = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });
const ALL = { mostEdits: 100 };

const sideOf = (lines: readonly DiffLine[], left: 'removed' | 'added') =>
  lines.filter(({ kind }) => kind === 'same' || kind === left).map(({ text }) => text);

it('gives both texts back, and takes no more edits than the longest common subsequence leaves', () => {
  fc.assert(
    fc.property(anyText, anyText, (before, after) => {
      const lines = diffLines(before, after, ALL) ?? [];
      expect(sideOf(lines, 'removed')).toEqual(before);
      expect(sideOf(lines, 'added')).toEqual(after);
      const nEdits = lines.filter(({ kind }) => kind !== 'same').length;
      expect(nEdits).toBe(before.length + after.length - 2 * commonLength(before, after));
    }),
    { seed: 4, numRuns: 500 },
  );
});

it('stands removed lines before added ones', () => {
  expect(
    diffLines(['a', 'x', 'y', 'z'], ['a', 'p', 'q', 'z'], ALL)?.map(
      ({ kind, text }) => kind[0] + text,
    ),
  ).toEqual(['sa', 'rx', 'ry', 'ap', 'aq', 'sz']);
});

it('gives up where it takes more edits than it may', () => {
  const [before, after] = [
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ];
  expect(diffLines(before, after, { mostEdits: 5 })).toBeUndefined();
  expect(diffLines(before, after, { mostEdits: 6 })).toHaveLength(6);
});

/** By the table of all prefixes. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const one of a) {
    const next = [0];
    for (const [j, other] of b.entries())
      next.push(one === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}
