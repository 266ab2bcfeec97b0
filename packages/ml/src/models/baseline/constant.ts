import { meanOf } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { askedLevels, quantileOf } from '../quantiles.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { withoutValues } from './shape/without-values.ts';

const params = {} as const;

/** What the constant learns. */
export interface ConstantState {
  readonly nColumns: number;
  /** The mean (one entry), the quantile of each level, or the share of each class. */
  readonly answer: Float64Array;
}

const checkConstant = stateCheck<ConstantState>((state) => {
  state.field('nColumns').count();
  const answer = state.field('answer');
  if (answer.numbers(Float64Array).length === 0) answer.refuse('hold at least one number', 0);
});

/**
 * Answers the same for every row: the mean of the target, its quantiles where they are asked for, or the share of each class.
 *
 * The floor that every model must clear: it has the least squared error, pinball loss or log loss among the
 * answers that ignore the features. Rows count by weight.
 *
 * @throws SHAPE_MISMATCH, TABLE_EMPTY
 * @cost O(n) to fit, O(1) per row to predict.
 * @source Cover & Thomas (2006), "Elements of Information Theory", 2nd ed., theorem 2.6.3 (the
 * shares minimize log loss).
 */
export const constant: Estimator<typeof params, ConstantState> = {
  name: 'constant',
  title: 'Constant',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'ordinal',
    weights: true,
    quantiles: 'also',
    rowOrderInvariant: true,
    ignoresFeatures: true,
  },
  source: 'Cover & Thomas (2006), "Elements of Information Theory", 2nd ed., theorem 2.6.3.',
  fit(x, y, _params, context) {
    assertFitInputs(constant, x, y, context);
    const { weights } = context;
    const { nColumns } = x;
    if (y.kind === 'classification')
      return { nColumns, answer: classShares(y.codes, y.nClasses, weights) };
    if (context.quantiles === undefined)
      return { nColumns, answer: Float64Array.of(meanOf(y.values, weights)) };
    const levels = askedLevels('constant', context);
    return { nColumns, answer: levels.map((level) => quantileOf(y.values, weights, level)) };
  },
  predict(state, x) {
    checkConstant('constant', state);
    assertColumns('constant', state.nColumns, x);
    const { answer } = state;
    const predicted = new Float64Array(x.nRows * answer.length);
    for (let at = 0; at < predicted.length; at += answer.length) predicted.set(answer, at);
    return predicted;
  },
  sparse: {
    fit: (x, ...rest) => constant.fit(withoutValues(x), ...rest),
    predict: (state, x) => constant.predict(state, withoutValues(x)),
  },
};

function classShares(
  codes: Int32Array,
  nClasses: number,
  weights: Float64Array | undefined,
): Float64Array {
  const shares = new Float64Array(nClasses);
  let total = 0;
  for (let i = 0; i < codes.length; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    shares[codes[i]] += weight;
    total += weight;
  }
  for (let c = 0; c < nClasses; c++) shares[c] /= total;
  return shares;
}
