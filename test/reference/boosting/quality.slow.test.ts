import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom } from '@kaizenml/ml/math';
import { groupOffsets, ndcg } from '@kaizenml/ml/metrics';
import { boostedTrees, type FitContext, type Target } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { areaUnderCurve } from './area-under-curve.ts';
import given from './expected-quality.json' with { type: 'json' };
import { type Labeled, readGroups, readSparse, readTabs } from './read-examples.ts';

const isThere = sharedData('lightgbm_examples/binary.train') !== undefined;
const why = isThere ? '' : ' (skipped where the real data is not beside the project)';
const pathOf = (file: string) => sharedData(`lightgbm_examples/${file}`) ?? '';

type Params = Readonly<Record<string, string | number>>;

function ourParams(params: Params) {
  return resolveParams('boosted-trees', boostedTrees.params, {
    nRounds: given.rounds,
    l2: 0,
    maxLeaves: params.num_leaves,
    learningRate: params.learning_rate,
    columnsPerTree: params.feature_fraction,
    rowShare: params.bagging_fraction,
    minLeafRows: params.min_data_in_leaf,
    minLeafWeight: params.min_sum_hessian_in_leaf,
    ...(params.objective === 'lambdarank' && { objective: 'lambdarank' }),
  });
}

const classes = ({ labels }: Labeled, nClasses: number): Target => ({
  kind: 'classification',
  codes: Int32Array.from(labels),
  nClasses,
});
const numbers = ({ labels }: Labeled): Target => ({ kind: 'regression', values: labels });

interface Task {
  readonly train: Matrix;
  readonly y: Target;
  readonly context?: Partial<FitContext>;
  readonly test: Matrix;
  /** Higher is better. */
  readonly scoreOf: (answers: Float64Array) => number;
}

const TASKS: Readonly<Record<keyof typeof given.tasks, () => Task>> = {
  binary() {
    const [train, test] = [readTabs(pathOf('binary.train')), readTabs(pathOf('binary.test'))];
    const scoreOf = (answers: Float64Array) =>
      areaUnderCurve(
        test.labels,
        answers.filter((_, at) => at % 2 === 1),
      );
    return { train: train.x, y: classes(train, 2), test: test.x, scoreOf };
  },
  regression() {
    const [train, test] = [
      readTabs(pathOf('regression.train')),
      readTabs(pathOf('regression.test')),
    ];
    const scoreOf = (answers: Float64Array) =>
      -answers.reduce((sum, value, i) => sum + (value - test.labels[i]) ** 2, 0) / answers.length;
    return { train: train.x, y: numbers(train), test: test.x, scoreOf };
  },
  multiclass() {
    const [train, test] = [
      readTabs(pathOf('multiclass.train')),
      readTabs(pathOf('multiclass.test')),
    ];
    const scoreOf = (answers: Float64Array) =>
      test.labels.reduce((sum, code, i) => sum + Math.log(answers[5 * i + code]), 0) /
      test.labels.length;
    return { train: train.x, y: classes(train, 5), test: test.x, scoreOf };
  },
  rank() {
    const [train, test] = [
      readSparse(pathOf('rank.train'), 301),
      readSparse(pathOf('rank.test'), 301),
    ];
    const offsets = groupOffsets(readGroups(pathOf('rank.test.query')));
    const scoreOf = (scores: Float64Array) =>
      ndcg({ grades: test.labels, scores, offsets }, { k: 5 });
    const context = { groups: readGroups(pathOf('rank.train.query')) };
    return { train: train.x, y: numbers(train), context, test: test.x, scoreOf };
  },
};

describe(`boosted trees with LightGBM's parameters on its examples${why}`, () => {
  it.skipIf(!isThere).each(['binary', 'regression', 'multiclass', 'rank'] as const)(
    'score as LightGBM does, or better: %s',
    (name) => {
      const { params, mean, sd } = given.tasks[name];
      const { train, y, context, test, scoreOf } = TASKS[name]();
      const scores = Array.from({ length: given.seeds }, (_, seed) => {
        const random = seededRandom(seed);
        const state = boostedTrees.fit(train, y, ourParams(params), { random, ...context });
        return scoreOf(boostedTrees.predict(state, test));
      });
      const own = scores.reduce((a, b) => a + b) / scores.length;
      const variance = scores.reduce((sum, v) => sum + (v - own) ** 2, 0) / (scores.length - 1);
      const error = Math.sqrt((variance + sd ** 2) / given.seeds);
      console.log(
        `${name}: ${own.toFixed(5)} ± ${Math.sqrt(variance).toFixed(5)}, LightGBM ${mean} ± ${sd}`,
      );
      expect(own).toBeGreaterThan(mean - 2 * error);
    },
  );
});
