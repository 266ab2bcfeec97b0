import { type ColumnCheck, countOf } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';

/** Fewest numbers on either scale. */
const FEWEST = 5;

/** Shares from 0 to 1 beside percentages from 0 to 100. */
export const mixedScale: ColumnCheck = (column, { header }) => {
  const total = nValues(column);
  const numbers = numbersOf(column);
  if (numbers.length < 20 || nOf(column, 'number') < 0.95 * total) return undefined;
  if (column.low < 0 || column.high > 100 || column.high <= 5 || column.suspects.size > 0)
    return undefined;
  const low = numbers.filter((value) => value > 0 && value < 1).sort((a, b) => a - b);
  const high = numbers.filter((value) => value > 1).sort((a, b) => a - b);
  if (low.length < FEWEST || high.length < FEWEST) return undefined;
  const rarer = Math.min(low.length, high.length);
  if (rarer < 0.01 * numbers.length || !isHundredfold(low, high)) return undefined;
  const count = Math.round((rarer / numbers.length) * total);
  return {
    code: 'NUMBERS_SCALE_MIXED',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' seems to mix shares (${low[0]} to ${low.at(-1)}) with percentages (${high[0]} to ${high.at(-1)}), the rarer in about ${countOf(count, total)}`,
    hint: 'Write all of them on one scale, and say which in the name of the column.',
    lines: [header.line],
    details: {
      count,
      total,
      share: count / total,
      shares: [low[0], low.at(-1)],
      percentages: [high[0], high.at(-1)],
    },
  };
};

/** Whether the two groups lie apart and are alike once the lower is taken a hundredfold. */
function isHundredfold(low: readonly number[], high: readonly number[]): boolean {
  const at = (values: readonly number[], q: number) =>
    values[Math.floor(q * (values.length - 1))] ?? 0;
  const gap = at(high, 0.02) / at(low, 0.98);
  const isNear = [0.25, 0.5, 0.75].every((q) => {
    const ratio = at(high, q) / (100 * at(low, q));
    return ratio > 0.55 && ratio < 1.8;
  });
  return gap > 1.5 && isNear;
}

function numbersOf({ sample, values, hasMore }: ColumnEvidence): readonly number[] {
  if (hasMore) return sample;
  return [...values.values()].flatMap(({ shape, count }) =>
    shape.kind === 'number' ? Array.from({ length: Math.min(count, 20) }, () => shape.value) : [],
  );
}
