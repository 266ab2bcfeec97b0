import { expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { kFolds } from '../selection/index.ts';
import { makeTable } from '../table/index.ts';
import { compareSelections, SELECTION_METHODS } from './index.ts';

it.each(SELECTION_METHODS)(
  'selection $name finds nothing in 2000 columns of noise and 100 rows',
  { timeout: 60_000 },
  (method) => {
    const random = seededRandom(21);
    const features = makeTable(
      Array.from({ length: 2000 }, (_, j) => ({
        name: `x${j}`,
        kind: 'number' as const,
        values: Float64Array.from({ length: 100 }, () => random.normal()),
      })),
    );
    const codes = Int32Array.from({ length: 100 }, (_, i) => i % 2);
    const folds = Array.from({ length: 4 }, () =>
      kFolds({ kind: 'stratified', classes: codes }, { nFolds: 5, random }),
    ).flat();
    const [row] = compareSelections({
      features,
      target: { kind: 'classification', codes, nClasses: 2 },
      folds: folds.slice(0, method.kind === 'filter' ? 20 : 5),
      estimator: 'logistic',
      metrics: ['roc_auc'],
      nKept: 20,
      seed: 1,
      methods: [method],
    });
    const auc = row.folds.reduce((sum, { values }) => sum + values[0], 0) / row.folds.length;
    expect(auc).toBeGreaterThan(0.35);
    expect(auc).toBeLessThan(0.65);
  },
);
