import { sigmoid, softmaxInPlace } from '../../math/index.ts';
import type { Estimator, FitContext, Target } from '../estimator.ts';
import { assertFitInputs, classesOf } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { lassoLogistic } from './descent/index.ts';
import { assertFinite, type Features, withDesign } from './design/index.ts';
import {
  assertTwoClasses,
  evaluateScores,
  type LinearScores,
  logLoss,
  minimizeScores,
  readScores,
  SCORE_PARAMS,
} from './scores/index.ts';

const params = {
  l2: {
    ...SCORE_PARAMS.l2,
    doc: 'Weight of the penalty ||w||^2 / 2 next to the summed log loss: 1 / C of other libraries.',
  },
  l1: {
    kind: 'number',
    default: 0,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the penalty ||w||_1 next to the summed log loss: above 0, columns that say little get exactly 0. With l2 of 0 it is the lasso, with both the elastic net.',
  },
  maxIterations: SCORE_PARAMS.maxIterations,
  tolerance: {
    ...SCORE_PARAMS.tolerance,
    doc: 'Stops when no slope of the mean loss, per standard deviation of a column, is larger than this.',
  },
} as const;

/** What logistic regression learns: one linear score for two classes, one per class for more. */
export interface LogisticState extends LinearScores {
  readonly nColumns: number;
  readonly nClasses: number;
}

const checkLogistic = stateCheck<LogisticState>((state) => {
  const nClasses = state.field('nClasses').count(2);
  readScores(state, nClasses === 2 ? 1 : nClasses);
});

/**
 * Logistic regression for two classes, multinomial (softmax) regression for more, with an L2 penalty, an
 * L1 penalty or both.
 *
 * Minimizes sum of log loss + l1 ||w||_1 + l2 ||w||^2 / 2, intercepts free, rows counted by weight: by
 * L-BFGS without an L1 part, by Newton steps with coordinate descent inside with one. Columns are
 * measured in standard deviations from their mean, which changes the path and not the minimum.
 *
 * @shape x: n x p, y: n; weights: 1 x p for two classes, nClasses x p for more
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of numbers, for unusable weights and
 * for features that are not finite, TARGET_UNUSABLE for fewer than two classes.
 * @cost O(n p k) per step, usually 20 to 200 steps; O(n k + p k) memory. On sparse rows, entries count in
 * the place of n p.
 * @source Cox (1958), "The regression analysis of binary sequences", JRSS B 20, 215-242; Böhning
 * (1992), Ann. Inst. Stat. Math. 44, 197-200 (multinomial); Friedman, Hastie & Tibshirani (2010), J. Stat.
 * Software 33(1) (elastic net).
 */
export const logistic: Estimator<typeof params, LogisticState> = {
  name: 'logistic',
  title: 'Logistic regression',
  params,
  traits: {
    regression: false,
    classification: true,
    features: 'dense',
    weights: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source:
    'Cox (1958), JRSS B 20, 215-242; Böhning (1992), Ann. Inst. Stat. Math. 44, 197-200; Friedman, Hastie & Tibshirani (2010), JSS 33(1).',
  fit: learn,
  predict: answer,
  sparse: { fit: learn, predict: answer },
};

interface LogisticParams {
  readonly l1: number;
  readonly l2: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

function learn(x: Features, y: Target, given: LogisticParams, context: FitContext): LogisticState {
  assertFitInputs(logistic, x, y, context);
  const target = classesOf('logistic', y);
  assertTwoClasses('logistic', target);
  assertFinite('logistic', x);
  const loss = logLoss(target, context.weights);
  const scores = withDesign(x, given.l1 > 0 ? 1 : loss.nScores, (design) =>
    given.l1 > 0
      ? lassoLogistic(x, design, target, { ...given, weights: context.weights })
      : minimizeScores(design, loss, { ...given, weights: context.weights }),
  );
  return { nColumns: x.nColumns, nClasses: target.nClasses, ...scores };
}

function answer(state: LogisticState, x: Features): Float64Array {
  checkLogistic('logistic', state);
  const { nClasses } = state;
  const predicted = evaluateScores('logistic', state, x, nClasses);
  for (let i = 0; i < x.nRows; i++) {
    if (nClasses === 2) {
      const second = sigmoid(predicted[2 * i]);
      predicted[2 * i] = 1 - second;
      predicted[2 * i + 1] = second;
    } else {
      softmaxInPlace(predicted, i * nClasses, nClasses);
    }
  }
  return predicted;
}
