import type { Matrix } from '../../../math/index.ts';
import { type Rule, ruleHolds } from '../rule/index.ts';

/** A rule and the rows for which it holds. */
export interface RuleColumn {
  readonly rule: Rule;
  /** 1 where it holds. */
  readonly holds: Uint8Array;
}

/** Correlation from which two rules say the same, or the opposite. */
const SAME = 0.95;

/**
 * Of rules that say nearly the same, or nearly the opposite, only one: that with the fewest conditions,
 * then one that holds for less than half of the rows, then the first.
 *
 * @param minSupport Rows at least for which a rule holds, and does not hold.
 * @param most Rules at most.
 * @cost O(rules * kept * n / 32).
 */
export function distinctRules(
  rules: readonly Rule[],
  x: Matrix,
  minSupport: number,
  most: number,
): RuleColumn[] {
  const n = x.nRows;
  const distinct = new Map(rules.map((rule) => [JSON.stringify(rule), rule]));
  const inOrder = [...distinct.values()]
    .map((rule) => ({ rule, ...bitsOf(rule, x) }))
    .filter(({ count }) => count >= minSupport && n - count >= minSupport)
    .sort((a, b) => rankOf(a, n) - rankOf(b, n));
  const kept: typeof inOrder = [];
  for (const candidate of inOrder) {
    if (kept.length === most) break;
    if (kept.every((other) => Math.abs(phi(candidate, other, n)) <= SAME)) kept.push(candidate);
  }
  return kept.map(({ rule, holds }) => ({ rule, holds }));
}

function rankOf({ rule, count }: { rule: Rule; count: number }, n: number): number {
  return 2 * rule.length + (2 * count > n ? 1 : 0);
}

interface Bits {
  readonly holds: Uint8Array;
  readonly words: Int32Array;
  readonly count: number;
}

function bitsOf(rule: Rule, x: Matrix): Bits {
  const holds = Uint8Array.from({ length: x.nRows }, (_, i) => (ruleHolds(rule, x, i) ? 1 : 0));
  const words = new Int32Array((x.nRows + 31) >> 5);
  let count = 0;
  for (let i = 0; i < x.nRows; i++) {
    words[i >> 5] |= holds[i] << (i & 31);
    count += holds[i];
  }
  return { holds, words, count };
}

/** Correlation of two columns of zeros and ones. */
function phi(a: Bits, b: Bits, n: number): number {
  let both = 0;
  for (let w = 0; w < a.words.length; w++) both += bitCount(a.words[w] & b.words[w]);
  const spread = a.count * (n - a.count) * (b.count * (n - b.count));
  return (n * both - a.count * b.count) / Math.sqrt(spread);
}

function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
