import { seededRandom } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { kFolds } from '@kaizenml/ml/selection';
import { describe, expect, it } from 'vitest';
import type { SplitOutput } from '../split.ts';
import { drawSample, foldsOf, mostSampleRows } from './search-sample.ts';

const N = 40;
const rows = Int32Array.from({ length: N }, (_, i) => i);
const folds = kFolds({ kind: 'random', nRows: N }, { nFolds: 4, random: seededRandom(1) });
const split: SplitOutput = { kind: 'random', train: rows, test: rows, folds, findings: [] };

/** Two classes; the second one only where it is said. */
const classes = (positive: readonly number[]): Target => ({
  kind: 'classification',
  codes: rows.map((row) => (positive.includes(row) ? 1 : 0)),
  nClasses: 2,
});
const draw = (target: Target, mostRows = 1000) =>
  drawSample(split, target, { metric: 'roc_auc', seed: 1, mostRows });

describe('drawSample', () => {
  it('keeps the folds on which the metric is defined, and says which are not', () => {
    const [first, , third] = folds.map(({ test }) => test[0] ?? 0);
    const { metric, folds: kept, findings } = draw(classes([first ?? 0, third ?? 0]));
    expect(kept).toEqual([folds[0], folds[2]]);
    expect(metric).toBe('roc_auc');
    expect(findings).toMatchObject([{ code: 'METRIC_UNDEFINED', details: { nDefined: 2 } }]);
    const foldOf = foldsOf({ rows, folds: kept });
    expect(new Set(foldOf)).toEqual(new Set([-1, 0, 1]));
  });

  it('ranks by log loss where the metric is defined on no fold', () => {
    const { metric, folds: kept, findings } = draw(classes([]));
    expect(metric).toBe('log_loss');
    expect(kept).toEqual(folds);
    expect(findings[0]?.message).toContain('compared by log_loss');
  });

  it('draws rows where there are many, and folds go with them', () => {
    const target = classes([...rows].filter((row) => row % 2 === 1));
    const { rows: drawn, folds: kept } = draw(target, 20);
    expect(drawn).toHaveLength(20);
    for (const { train, test } of kept) {
      expect([...train, ...test].sort((a, b) => a - b)).toEqual([...drawn.keys()]);
    }
  });
});

describe('drawSample of rows to rank', () => {
  it('draws whole groups', () => {
    const groups = rows.map((row) => Math.floor(row / 5));
    const target: Target = {
      kind: 'regression',
      values: Float64Array.from(rows, (row) => row % 3),
      groups,
    };
    const drawn = drawSample(split, target, { metric: 'ndcg@10', seed: 1, mostRows: 17 });
    expect(drawn.rows).toHaveLength(15);
    for (const row of drawn.rows) {
      const whole = rows.filter((other) => groups[other] === groups[row]);
      expect([...drawn.rows]).toEqual(expect.arrayContaining([...whole]));
    }
    expect([...drawn.rows]).toEqual([...drawn.rows].sort((a, b) => a - b));
    expect(drawn.findings[0]).toMatchObject({
      code: 'ROWS_SAMPLED',
      details: { nSampled: 15, nTrainRows: 40 },
    });
    expect(
      drawSample(split, target, { metric: 'ndcg@10', seed: 1, mostRows: 1 }).rows,
    ).toHaveLength(5);
  });
});

describe('mostSampleRows', () => {
  it.each([
    [14, 10_000, 10_000],
    [14, 60_000, 50_000],
    [14, 300_000, 50_000],
    [30, 60_000, 20_000],
    [5000, 1000, 5000],
    [5000, undefined, 50_000],
  ])('of %i columns in %s ms is %i', (nColumns, budgetMs, nRows) => {
    expect(mostSampleRows(nColumns, budgetMs)).toBe(nRows);
  });
});
