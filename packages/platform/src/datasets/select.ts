import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { compareSelections } from '@kaizenml/ml/features';
import { seededRandom } from '@kaizenml/ml/math';
import { kFolds } from '@kaizenml/ml/selection';
import { readTable } from './read-table.ts';
import { learnable } from './select/learnable.ts';
import { adviceOf, summarizeWays } from './select/summarize-ways.ts';

type Selection = OutputOf<Operations['datasets']['select']>;

/** Metrics of each task, the one that decides first. */
const METRICS: Readonly<Record<Selection['task'], readonly string[]>> = {
  binary: ['roc_auc', 'accuracy', 'precision', 'recall', 'f1'],
  multiclass: ['roc_auc_ovr', 'accuracy', 'balanced_accuracy', 'f1_macro'],
  regression: ['r2', 'rmse', 'mae'],
};

/** Compares ways to choose the features of a file on the same folds. */
export const selectDataset: Handler<Operations['datasets']['select']> = async (input) => {
  const { path, target: name, model, count, folds: nFolds, seed } = input;
  const { table } = await readTable(path);
  const { task, features, target } = learnable(table, input);
  const folds = kFolds(
    target.kind === 'classification'
      ? { kind: 'stratified', classes: target.codes }
      : { kind: 'random', nRows: features.nRows },
    { nFolds, random: seededRandom(seed) },
  );
  const line = task === 'regression' ? 'ridge' : 'logistic';
  const estimator = model === 'line' ? line : 'boosted-trees';
  const metrics = METRICS[task];
  const rows = compareSelections({
    features,
    target,
    folds,
    estimator,
    metrics,
    nKept: count,
    seed,
  });
  const ways = summarizeWays(rows, metrics);
  if (ways.some(({ metrics: found }) => Object.keys(found).length === 0))
    throw new AppError('TARGET_UNUSABLE', {
      message: `Every fold must have rows of each class of "${name}", got folds without.`,
      hint: 'Give more rows, or fewer folds with `--folds 2`.',
      details: { target: name, nFolds },
    });
  return {
    path,
    target: name,
    task,
    model: estimator,
    nRows: features.nRows,
    nFolds: folds.length,
    metrics: [...metrics],
    ways,
    advice: adviceOf(ways),
  };
};
