import { columnSpread, type Random, sigmoid } from '../../math/index.ts';
import type { Estimator, FitContext, Target } from '../estimator.ts';
import { assertFitInputs, type ClassificationTarget } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { assertFinite, type Features, withDesign } from './design/index.ts';
import {
  assertTwoClasses,
  evaluateScores,
  type LinearScores,
  minimizeScores,
  readScores,
  SCORE_PARAMS,
} from './scores/index.ts';
import {
  crossScores,
  hingeDual,
  plattScale,
  squaredHinge,
  squaredTube,
  tubeDual,
} from './svm/index.ts';

const params = {
  loss: {
    kind: 'choice',
    default: 'squared-hinge',
    choices: ['squared-hinge', 'hinge'],
    doc: 'What a row costs that is on the wrong side of its margin: its distance or the square of it. `hinge` forgives outliers and takes longer where rows are many and columns few.',
  },
  l2: {
    ...SCORE_PARAMS.l2,
    range: [1e-9, Number.MAX_VALUE],
    search: { range: [1e-3, 1e3], scale: 'log' },
    doc: 'Weight of the penalty ||(w, b)||^2 / 2 next to the summed loss: 1 / C of other libraries.',
  },
  epsilon: {
    kind: 'number',
    default: 0.1,
    range: [0, Number.MAX_VALUE],
    unit: 'standard deviations of the target',
    doc: 'Distance from a target of numbers that costs nothing. Classes do not use it.',
  },
  maxIterations: {
    ...SCORE_PARAMS.maxIterations,
    default: 1000,
    doc: 'Steps of the optimizer at most; of `hinge` sweeps over the rows.',
  },
  tolerance: {
    ...SCORE_PARAMS.tolerance,
    default: 1e-4,
    doc: 'Stops when no slope is larger than this: of the mean loss per unit of a scaled column, of `hinge` of a row in units of the score.',
  },
} as const;

/** The machines of the cross-validation are solved to this: a sigmoid's two numbers need no more. */
const CROSS_TOLERANCE = 1e-3;

/** What a support vector machine learns: scores, and of classes the sigmoids that make shares of them. */
export type LinearSvmState = LinearScores & {
  readonly nColumns: number;
  /** 0 for a target of numbers. */
  readonly nClasses: number;
  /** Share of class k, before all are divided by their sum: sigmoid(slopes[k] score + offsets[k]). */
  readonly slopes: Float64Array;
  readonly offsets: Float64Array;
};

const checkSvm = stateCheck<LinearSvmState>((state) => {
  const nClasses = state.field('nClasses').count();
  if (nClasses === 1) state.field('nClasses').refuse('be 0 or at least 2');
  const nScores = nClasses === 0 || nClasses === 2 ? 1 : nClasses;
  readScores(state, nScores);
  for (const name of ['slopes', 'offsets'])
    state.field(name).numbers(Float64Array, nClasses === 0 ? 0 : nScores);
});

/**
 * Linear support vector machine: classes by the widest margin, numbers by a tube around a line.
 *
 * Classes: minimizes sum of max(0, 1 - y (xw + b)) or its squares + l2 ||(w, b)||^2 / 2 with y = 1 for the
 * second of two classes; of more, each class against the rest. Shares come from a sigmoid of the score
 * whose two numbers are fitted to scores of five-fold cross-validation; of more than two classes they are
 * divided by their sum. Numbers: minimizes sum of max(0, |y - xw - b| - epsilon) or its squares with the
 * same penalty, the target measured in standard deviations from its mean. `hinge` is solved in the dual
 * by coordinate descent, `squared-hinge` by L-BFGS. Rows count by weight.
 *
 * The intercept is penalized like the weight of a column of ones, as in LIBLINEAR: columns should be
 * about centered.
 *
 * @shape x: n x p, y: n; weights: 1 x p for two classes and numbers, nClasses x p for more classes
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for unusable weights and for features that are not
 * finite, TARGET_UNUSABLE for fewer than two classes.
 * @cost O(n p k) per step, six fits for classes; on sparse rows, entries count in the place of n p.
 * @source Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), ICML; Ho & Lin (2012), JMLR 13, 3323-3348; Platt
 * (1999), "Probabilistic outputs for support vector machines".
 */
export const linearSvm: Estimator<typeof params, LinearSvmState> = {
  name: 'linear-svm',
  title: 'Linear support vector machine',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'dense',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: false,
  },
  source:
    'Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), ICML; Ho & Lin (2012), JMLR 13, 3323-3348; Platt (1999).',
  fit: learn,
  predict: answer,
  sparse: { fit: learn, predict: answer },
};

interface SvmParams {
  readonly loss: 'squared-hinge' | 'hinge';
  readonly l2: number;
  readonly epsilon: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

function learn(x: Features, y: Target, given: SvmParams, context: FitContext): LinearSvmState {
  assertFitInputs(linearSvm, x, y, context);
  if (y.kind === 'classification') assertTwoClasses('linear-svm', y);
  assertFinite('linear-svm', x);
  return y.kind === 'classification'
    ? learnClasses(x, y, given, context)
    : learnNumbers(x, y.values, given, context);
}

function learnClasses(
  x: Features,
  target: ClassificationTarget,
  given: SvmParams,
  { weights, random }: FitContext,
): LinearSvmState {
  const own = target.nClasses === 2 ? [1] : Array.from({ length: target.nClasses }, (_, c) => c);
  const machine = (counted: Float64Array | undefined, tolerance: number): LinearScores =>
    given.loss === 'hinge'
      ? join(own.map((code) => hinge(x, target, code, { ...given, tolerance }, counted, random)))
      : withDesign(x, own.length, (design) =>
          minimizeScores(design, squaredHinge(target, counted), {
            ...given,
            interceptL2: given.l2,
            weights: counted,
            tolerance,
          }),
        );
  const coarse = Math.max(given.tolerance, CROSS_TOLERANCE);
  const unseen = crossScores('linear-svm', x, target, weights, random, (counted) =>
    machine(counted, coarse),
  );
  const scales = own.map((code, k) => {
    const scores = Float64Array.from(target.codes, (_, i) => unseen[i * own.length + k]);
    const isOwn = Uint8Array.from(target.codes, (each) => (each === code ? 1 : 0));
    return plattScale(scores, isOwn, weights);
  });
  return {
    nColumns: x.nColumns,
    nClasses: target.nClasses,
    ...machine(weights, given.tolerance),
    slopes: Float64Array.from(scales, ({ slope }) => slope),
    offsets: Float64Array.from(scales, ({ offset }) => offset),
  };
}

function hinge(
  x: Features,
  { codes }: ClassificationTarget,
  own: number,
  given: SvmParams,
  weights: Float64Array | undefined,
  random: Random,
): LinearScores {
  const signs = Int8Array.from(codes, (code) => (code === own ? 1 : -1));
  const found = hingeDual(x, signs, { ...given, weights, random });
  return { weights: found.weights, intercepts: Float64Array.of(found.intercept) };
}

function join(scores: readonly LinearScores[]): LinearScores {
  return {
    weights: Float64Array.from(scores.flatMap(({ weights }) => [...weights])),
    intercepts: Float64Array.from(scores, ({ intercepts }) => intercepts[0]),
  };
}

function learnNumbers(
  x: Features,
  y: Float64Array,
  given: SvmParams,
  { weights, random }: FitContext,
): LinearSvmState {
  const spread = columnSpread({ nRows: y.length, nColumns: 1, values: y }, weights);
  const [mean, unit] = [spread.means[0], spread.deviations[0] || 1];
  const scaled = y.map((value) => (value - mean) / unit);
  const found = fitTube(x, scaled, given, weights, random);
  return {
    nColumns: x.nColumns,
    nClasses: 0,
    weights: found.weights.map((weight) => weight * unit),
    intercepts: found.intercepts.map((intercept) => intercept * unit + mean),
    slopes: new Float64Array(0),
    offsets: new Float64Array(0),
  };
}

function fitTube(
  x: Features,
  y: Float64Array,
  given: SvmParams,
  weights: Float64Array | undefined,
  random: Random,
): LinearScores {
  const { l2, epsilon } = given;
  if (given.loss === 'hinge') {
    const found = tubeDual(x, y, epsilon, { ...given, weights, random });
    return { weights: found.weights, intercepts: Float64Array.of(found.intercept) };
  }
  return withDesign(x, 1, (design) =>
    minimizeScores(design, squaredTube(y, epsilon, weights), {
      ...given,
      interceptL2: l2,
      weights,
    }),
  );
}

function answer(state: LinearSvmState, x: Features): Float64Array {
  checkSvm('linear-svm', state);
  const { nClasses: k, slopes, offsets } = state;
  const predicted = evaluateScores('linear-svm', state, x, Math.max(1, k));
  if (k === 0) return predicted;
  for (let at = 0; at < predicted.length; at += k) {
    if (k === 2) {
      const second = sigmoid(slopes[0] * predicted[at] + offsets[0]);
      predicted[at] = 1 - second;
      predicted[at + 1] = second;
      continue;
    }
    let sum = 0;
    for (let c = 0; c < k; c++) {
      predicted[at + c] = sigmoid(slopes[c] * predicted[at + c] + offsets[c]);
      sum += predicted[at + c];
    }
    // All shares underflow only far from every class: then none is likelier than another.
    for (let c = 0; c < k; c++) predicted[at + c] = sum > 0 ? predicted[at + c] / sum : 1 / k;
  }
  return predicted;
}
