import { expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { kFolds } from '../selection/index.ts';
import { makeTable } from '../table/index.ts';
import { compareSelections, SELECTION_METHODS } from './index.ts';

const random = seededRandom(21);
const columns = Array.from({ length: 2000 }, (_, j) => ({
  name: `x${j}`,
  kind: 'number' as const,
  values: Float64Array.from({ length: 100 }, () => random.normal()),
}));
const codes = Int32Array.from({ length: 100 }, (_, i) => i % 2);
const folds = kFolds({ kind: 'stratified', classes: codes }, { nFolds: 5, random });
const noise = {
  features: makeTable(columns),
  target: { kind: 'classification', codes, nClasses: 2 },
  folds,
  estimator: 'logistic',
  metrics: ['roc_auc'],
  nKept: 20,
  seed: 1,
} as const;
/** A forest is asked for every column: a quarter of them are enough to find something. */
const isSlow = ({ name }: { readonly name: string }): boolean => name === 'importance';

it.each([
  ['2000', { ...noise, methods: SELECTION_METHODS.filter((method) => !isSlow(method)) }],
  [
    '500',
    {
      ...noise,
      features: makeTable(columns.slice(0, 500)),
      methods: SELECTION_METHODS.filter(isSlow),
    },
  ],
])('no selection finds anything in %s columns of noise and 100 rows', (_, setup) => {
  for (const { method, folds: selected } of compareSelections(setup)) {
    const auc = selected.reduce((sum, { values }) => sum + values[0], 0) / selected.length;
    expect([method.name, auc > 0.35 && auc < 0.65]).toEqual([method.name, true]);
  }
});
