import type { Matrix } from '../../../math/index.ts';
import type { Condition, Rule } from '../rule/index.ts';

/** What the rows say about the columns, for wording rules. */
export interface ColumnValues {
  /** Per column its present values in increasing order. */
  readonly sorted: readonly Float64Array[];
  /** Per column the rows of each level; empty for numbers. */
  readonly counts: readonly Int32Array[];
}

/** Share of the rows that rounding a cut may move to the other side. */
const MOVED_BY_ROUNDING = 0.005;
const MAX_DIGITS = 17;
/** Share of the rows whose levels may be left out of a list. */
const LEFT_OUT = 0.02;
/** Levels in a list at most: a longer one is not readable. */
const MAX_LEVELS = 8;

/** Looks at the columns once for all rules. */
export function columnValues(x: Matrix): ColumnValues {
  const columns = Array.from({ length: x.nColumns }, (_, j) =>
    Float64Array.from({ length: x.nRows }, (_, i) => x.values[i * x.nColumns + j]),
  );
  const counts = columns.map((column, j) => {
    const own = new Int32Array(x.levels?.[j] ?? 0);
    if (own.length > 0) for (const code of column) if (code >= 0 && code < own.length) own[code]++;
    return own;
  });
  const sorted = columns.map((column) => column.filter((value) => !Number.isNaN(value)).sort());
  return { sorted, counts };
}

/**
 * Says a rule with few digits and few levels: cuts are rounded where nearly all rows stay on their side,
 * and the rarest levels leave lists.
 *
 * @returns undefined when a list of levels stays too long to be read.
 */
export function shortenRule(rule: Rule, { sorted, counts }: ColumnValues): Rule | undefined {
  const shortened = rule.map((condition): Condition => {
    const { column } = condition;
    if ('value' in condition)
      return { ...condition, value: roundCut(condition.value, sorted[column]) };
    if ('codes' in condition)
      return { ...condition, codes: commonLevels(condition.codes, counts[column]) };
    return condition;
  });
  const isReadable = shortened.every(
    (condition) => !('codes' in condition) || condition.codes.length <= MAX_LEVELS,
  );
  return isReadable ? shortened : undefined;
}

function roundCut(cut: number, sorted: Float64Array): number {
  const below = countUpTo(sorted, cut);
  const allowed = Math.floor(MOVED_BY_ROUNDING * sorted.length);
  for (let digits = 1; digits < MAX_DIGITS; digits++) {
    const rounded = Number(cut.toPrecision(digits));
    if (Math.abs(countUpTo(sorted, rounded) - below) <= allowed) return rounded;
  }
  return cut;
}

function commonLevels(codes: readonly number[], counts: Int32Array): readonly number[] {
  let allowed = LEFT_OUT * counts.reduce((sum, count) => sum + count, 0);
  const rarestFirst = codes.toSorted((a, b) => counts[a] - counts[b] || b - a);
  const kept = rarestFirst.filter((code, at) => {
    allowed -= counts[code];
    return allowed < 0 || at === rarestFirst.length - 1;
  });
  return kept.sort((a, b) => a - b);
}

/** How many of the sorted values are at most `value`. */
function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
