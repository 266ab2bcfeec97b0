import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { withoutValues } from './shape/without-values.ts';

const params = {} as const;

/** What the constant learns. */
export interface ConstantState {
  readonly nColumns: number;
  /** The mean (one entry), or the share of each class. */
  readonly answer: Float64Array;
}

const checkConstant = stateCheck<ConstantState>((state) => {
  state.field('nColumns').count();
  const answer = state.field('answer');
  if (answer.numbers(Float64Array).length === 0) answer.refuse('hold at least one number', 0);
});

/**
 * Answers the same for every row: the mean of the target, or the share of each class.
 *
 * The floor that every model must clear: it has the least squared error, or log loss, among the
 * answers that ignore the features.
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
    rowOrderInvariant: true,
    ignoresFeatures: true,
  },
  source: 'Cover & Thomas (2006), "Elements of Information Theory", 2nd ed., theorem 2.6.3.',
  fit(x, y, _params, context) {
    assertFitInputs(constant, x, y, context);
    if (y.kind === 'regression') {
      let sum = 0;
      for (let i = 0; i < x.nRows; i++) sum += y.values[i];
      return { nColumns: x.nColumns, answer: Float64Array.of(sum / x.nRows) };
    }
    return { nColumns: x.nColumns, answer: classShares(y.codes, y.nClasses) };
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

function classShares(codes: Int32Array, nClasses: number): Float64Array {
  const shares = new Float64Array(nClasses);
  for (let i = 0; i < codes.length; i++) shares[codes[i]]++;
  for (let c = 0; c < nClasses; c++) shares[c] /= codes.length;
  return shares;
}
