import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import {
  type Features,
  isSparse,
  type Matrix,
  seededRandom,
  takeMatrixRows,
  takeSparseRows,
} from '../math/index.ts';
import { ESTIMATORS, type Target } from '../models/index.ts';
import {
  fitGraph,
  isEnriched,
  learnRows,
  prepareTable,
  RECIPES,
  type Recipe,
} from '../preprocess/index.ts';
import { kFolds } from '../selection/index.ts';
import { encodeText, makeTable, shareTable, takeRows } from '../table/index.ts';
import { prepareFold } from './prepare-fold.ts';
import { takeTargetRows } from './target.ts';

const N = 90;
const random = seededRandom(4);
const numbers = Float64Array.from({ length: N }, () => random.normal());
const gaps = numbers.map((value, i) => (i % 7 === 0 ? Number.NaN : value * value));
const words = Array.from({ length: N }, (_, i) => ['a', 'b', null, 'd'][(i * i) % 4] ?? null);
const features = makeTable([
  { name: 'number', kind: 'number', values: numbers },
  { name: 'gaps', kind: 'number', values: gaps },
  encodeText('word', 'category', words),
  encodeText('note', 'text', words),
]);
const [fold] = kFolds({ kind: 'random', nRows: N }, { nFolds: 3, random });
const rowsOf = (x: Features, rows: Int32Array): Features =>
  isSparse(x) ? takeSparseRows(x, rows) : takeMatrixRows(x, rows);
const recipes = Object.keys(RECIPES) as Recipe[];

describe('prepareFold', () => {
  it.each(recipes)('gives the rows of the whole table, prepared as %s', (recipe) => {
    const y: Target = { kind: 'regression', values: numbers };
    const known = takeTargetRows(y, fold.train);
    const graph = fitGraph(recipe, takeRows(features, fold.train), known);
    const whole = prepareTable(graph, features);
    const { xTrain, xTest } = prepareFold(recipe, shareTable(features), fold, y);
    expect(xTrain).toEqual(
      isEnriched(recipe)
        ? learnRows(recipe, takeRows(features, fold.train), known).x
        : rowsOf(whole, fold.train),
    );
    expect(xTest).toEqual(rowsOf(whole, fold.test));
    expect(xTrain.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it.each(ESTIMATORS.map((estimator) => [estimator.name, estimator] as const))(
    'gives matrices that %s learns from as from any',
    (_, estimator) => {
      const { traits, params } = estimator;
      if (traits.nonNegative || traits.nonNegativeTarget) return;
      const xTrain = prepareFold(traits.features, features, fold).xTrain as Matrix;
      const plain: Matrix = { ...xTrain, values: Float64Array.from(xTrain.values) };
      const y: Target = traits.classification
        ? { kind: 'classification', codes: fold.train.map((i) => i % 2), nClasses: 2 }
        : { kind: 'regression', values: Float64Array.from(fold.train, (i) => i % 5) };
      const few = Object.fromEntries(
        ['nRounds', 'nTrees', 'nEpochs', 'nMembers', 'nBags'].flatMap((name) =>
          name in params ? [[name, 2]] : [],
        ),
      );
      const values = resolveParams(estimator.name, params, few);
      const fit = (x: Matrix) => estimator.fit(x, y, values, { random: seededRandom(1) });
      expect(fit(xTrain)).toEqual(fit(plain));
    },
  );
});
