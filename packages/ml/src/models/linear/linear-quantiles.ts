import { meanOf } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { askedLevels, quantileOf, sortWithinRows } from '../quantiles.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import { assertFinite, withDesign } from './design/index.ts';
import {
  evaluateScores,
  type LinearScores,
  minimizeScores,
  readScores,
  SCORE_PARAMS,
  smoothPinball,
} from './scores/index.ts';

const params = {
  l2: {
    ...SCORE_PARAMS.l2,
    search: { range: [1e-3, 1e3], scale: 'log' },
    doc: 'Weight of ||w||^2 / 2 next to the summed pinball loss, the target measured in standard deviations.',
  },
  maxIterations: {
    ...SCORE_PARAMS.maxIterations,
    doc: 'Steps of the optimizer at most, for each of two solutions.',
  },
  tolerance: {
    ...SCORE_PARAMS.tolerance,
    default: 1e-6,
    doc: 'Stops when no slope of the mean loss, per unit of a scaled column, is larger than this.',
  },
} as const;

/** First bandwidth, in standard deviations of the target; it only finds how far rows lie from the middle. */
const COARSE = 0.2;
/** Bandwidth as a share of the median distance from the middle. */
const FINE = 0.1;
/** Smallest bandwidth, in standard deviations of the target. */
const LEAST = 1e-4;

/** What linear quantiles learn: one line per level. */
export type LinearQuantilesState = LinearScores & {
  readonly nColumns: number;
  readonly nLevels: number;
};

const checkLines = stateCheck<LinearQuantilesState>((state) => {
  readScores(state, state.field('nLevels').count(1));
});

/**
 * Linear quantile regression: one line per level, whose pinball loss is least; where lines cross, their answers swap.
 *
 * Answers the median unless levels are asked for. The kink of the loss is rounded within a tenth of the median distance from the
 * middle, which lets L-BFGS find all lines at once; then each line is moved so that its share of the training rows lies below it.
 *
 * @shape x: n x p, y: n; weights: levels x p
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID, TARGET_UNUSABLE
 * @cost O(n p levels) per step, usually 50 to 300 steps.
 * @source Koenker & Bassett (1978), "Regression Quantiles", Econometrica 46, 33-50; Fernandes, Guerre & Horta (2021), J. Business &
 * Economic Statistics 39, 338-357.
 */
export const linearQuantiles: Estimator<typeof params, LinearQuantilesState> = {
  name: 'linear-quantiles',
  title: 'Linear quantiles',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    weights: true,
    quantiles: 'only',
    rowOrderInvariant: false,
    ignoresFeatures: false,
  },
  source:
    'Koenker & Bassett (1978), Econometrica 46, 33-50; Fernandes, Guerre & Horta (2021), JBES 39, 338-357.',
  fit(x, y, given, context) {
    assertFitInputs(linearQuantiles, x, y, context);
    const target = numbersOf('linear-quantiles', y);
    const levels = askedLevels('linear-quantiles', context);
    assertFinite('linear-quantiles', x);
    const counted = context.weights ?? new Float64Array(x.nRows).fill(1);
    const center = meanOf(target, counted);
    const squares = target.map((value) => (value - center) ** 2);
    const unit = Math.sqrt(meanOf(squares, counted)) || 1;
    const scaled = target.map((value) => (value - center) / unit);
    const lines = (asked: Float64Array, bandwidth: number): LinearScores =>
      withDesign(x, asked.length, (design) =>
        minimizeScores(design, smoothPinball(scaled, asked, bandwidth, counted), {
          ...given,
          weights: counted,
        }),
      );
    const shape = { nColumns: x.nColumns };
    const residuals = (found: LinearScores, k: number): Float64Array[] => {
      const scores = evaluateScores('linear-quantiles', { ...shape, ...found }, x, k);
      return Array.from({ length: k }, (_, q) => scaled.map((each, i) => each - scores[i * k + q]));
    };
    const [coarse] = residuals(lines(Float64Array.of(0.5), COARSE), 1);
    const spread = quantileOf(coarse.map(Math.abs), counted, 0.5);
    const found = lines(levels, Math.max(LEAST, FINE * spread));
    const k = levels.length;
    const shifts = residuals(found, k).map((each, q) => quantileOf(each, counted, levels[q]));
    return {
      ...shape,
      nLevels: k,
      weights: found.weights.map((weight) => weight * unit),
      intercepts: found.intercepts.map((each, q) => center + unit * (each + shifts[q])),
    };
  },
  predict(state, x) {
    checkLines('linear-quantiles', state);
    const { nLevels } = state;
    return sortWithinRows(evaluateScores('linear-quantiles', state, x, nLevels), nLevels);
  },
};
