import { normalTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample } from '../samples/index.ts';

/** Whether the share of one of two levels differs; of more levels, the share of the first one by name. @cost O(levels) */
export const zTest: DriftTest<LevelSample> = {
  name: 'z',
  title: 'Z-test of shares',
  takes: ['levels'],
  score: 'p-value',
  threshold: 0.05,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Difference of the shares.',
  effectBounds: [0, 1],
  doc: 'Whether the share of a level differs by more than chance; meant for columns of two levels.',
  source:
    'Fleiss, Levin & Paik (2003), "Statistical Methods for Rates and Proportions", section 3.1.',
  compare(reference, current) {
    const first = firstLevel(reference, current);
    const [p, q] = [reference, current].map(({ counts, n }) => 1 - (counts.get(first) ?? 0) / n);
    const [n, m] = [reference.n, current.n];
    const pooled = (p * n + q * m) / (n + m);
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
    const statistic = p === q ? 0 : (p - q) / error;
    return { statistic, effect: Math.abs(p - q), pValue: 2 * normalTail(Math.abs(statistic)) };
  },
};

function firstLevel(reference: LevelSample, current: LevelSample): string {
  let first: string | undefined;
  for (const { counts } of [reference, current])
    for (const level of counts.keys())
      if (first === undefined || isBefore(level, first)) first = level;
  return first ?? '';
}

/** Numbers by size, others by name. */
function isBefore(a: string, b: string): boolean {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a < b : x < y;
}
