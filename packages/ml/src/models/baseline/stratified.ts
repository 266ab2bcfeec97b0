import { seededRandom } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs, classesOf } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { withoutValues } from './shape/without-values.ts';

const params = {} as const;

/** What the stratified guess learns. */
export interface StratifiedState {
  readonly nColumns: number;
  /** Share of rows in this class and the ones before it; the last entry is 1. */
  readonly cumulativeShares: Float64Array;
  /** Seed of the draws, a whole number below 2^53. */
  readonly seed: number;
}

const checkStratified = stateCheck<StratifiedState>((state) => {
  state.field('nColumns').count();
  state.field('seed').count();
  const shares = state.field('cumulativeShares');
  if (shares.numbers(Float64Array).length === 0) shares.refuse('hold at least one number', 0);
});

/**
 * Guesses a class at random, each as often as it occurs in training by weight, and is certain of it.
 *
 * Prediction is a pure function: the draw of a row depends on the stored seed and on the position of
 * the row within the call, on nothing else. Row 3 of every call gets the same class.
 *
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of numbers.
 * @cost O(n) to fit, O(classes) per row to predict.
 * @source Pedregosa et al. (2011), "Scikit-learn: Machine Learning in Python", JMLR 12
 * (DummyClassifier, strategy "stratified").
 */
export const stratified: Estimator<typeof params, StratifiedState> = {
  name: 'stratified',
  title: 'Stratified guess',
  params,
  traits: {
    regression: false,
    classification: true,
    features: 'ordinal',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: true,
  },
  source:
    'Pedregosa et al. (2011), "Scikit-learn", JMLR 12, 2825-2830 (DummyClassifier, "stratified").',
  fit(x, y, _params, context) {
    assertFitInputs(stratified, x, y, context);
    const { codes, nClasses } = classesOf('stratified', y);
    const cumulativeShares = new Float64Array(nClasses);
    const { weights } = context;
    for (let i = 0; i < codes.length; i++)
      cumulativeShares[codes[i]] += weights === undefined ? 1 : weights[i];
    for (let c = 1; c < nClasses; c++) cumulativeShares[c] += cumulativeShares[c - 1];
    const total = cumulativeShares[nClasses - 1];
    for (let c = 0; c < nClasses; c++) cumulativeShares[c] /= total;
    return { nColumns: x.nColumns, cumulativeShares, seed: context.random.below(2 ** 53) };
  },
  predict(state, x) {
    checkStratified('stratified', state);
    assertColumns('stratified', state.nColumns, x);
    const { cumulativeShares, seed } = state;
    const nClasses = cumulativeShares.length;
    const random = seededRandom(seed);
    const predicted = new Float64Array(x.nRows * nClasses);
    for (let i = 0; i < x.nRows; i++) {
      const drawn = random.next();
      let code = 0;
      while (code < nClasses - 1 && drawn >= cumulativeShares[code]) code++;
      predicted[i * nClasses + code] = 1;
    }
    return predicted;
  },
  sparse: {
    fit: (x, ...rest) => stratified.fit(withoutValues(x), ...rest),
    predict: (state, x) => stratified.predict(state, withoutValues(x)),
  },
};
