import type { Estimate } from '@kaizenml/contracts';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import {
  type ClassificationOutcome,
  type CostMatrix,
  getMetric,
  type Metric,
  meanCost,
} from '@kaizenml/ml/metrics';
import { quantileSorted, wilsonInterval } from '@kaizenml/ml/stats';
import { drawPoisson } from './draw-poisson.ts';
import { estimateMean, type MeanSum } from './mean-sum.ts';
import type { Cell, OutcomeCounts } from './outcome-counts.ts';
import { SCORE_EDGES } from './score-bins.ts';

/** z of an interval that holds 95 of 100, as those of a training are. */
export const Z_95 = 1.959963984540054;
const N_DRAWS = 200;
const SEED = 41;

const OF_CALLS = new Set([
  'accuracy',
  'balanced_accuracy',
  'f1',
  'f1_macro',
  'precision',
  'recall',
  'mcc',
]);
const OF_SCORES = new Set(['roc_auc', 'average_precision', 'expected_calibration_error']);

/** What is measured. */
export interface Measured {
  readonly metric: string;
  /** Number of classes; 0 of numbers. */
  readonly nClasses: number;
}

/**
 * A metric of added outcomes, with its interval of 95 %.
 *
 * Shares have Wilson's interval, mean losses the normal one, and what is computed of cells that of 200 draws: each cell has as many
 * rows as a Poisson draw says, which is the bootstrap of its rows. Of `r2` the variation of the truth is taken as it is.
 *
 * @returns Undefined where the metric is not kept or not defined: no labels, one class only.
 * @cost O(200 cells)
 * @source Chamandy et al. (2012), "Estimating Uncertainty for Massive Data Streams", for Poisson draws.
 */
export function measureOutcomes(
  counts: OutcomeCounts,
  { metric, nClasses }: Measured,
): Estimate | undefined {
  if (counts.nRows === 0) return undefined;
  const found = nClasses === 0 ? ofNumbers(counts, metric) : ofClasses(counts, metric, nClasses);
  return found !== undefined && Number.isFinite(found.value) ? found : undefined;
}

/** Mean cost per labelled row by a matrix of costs. */
export function measureCost(counts: OutcomeCounts, costs: CostMatrix): Estimate | undefined {
  if (counts.nRows === 0) return undefined;
  return drawn(callCells(counts), (cells) => callOutcome(cells, costs.length), meanCost(costs));
}

function ofNumbers(counts: OutcomeCounts, metric: string): Estimate | undefined {
  const { means } = counts;
  if (metric === 'r2') {
    const [loss, truth] = [means.rmse, means.truth];
    if (loss === undefined || truth === undefined || !(truth.squares > 0)) return undefined;
    const explained = (square: number) => 1 - (square * truth.weight) / truth.squares;
    const { value, low, high } = estimateMean(loss, Z_95);
    return {
      value: explained(value),
      low: high === null ? null : explained(high),
      high: low === null ? null : explained(Math.max(0, low)),
    };
  }
  const mean = means[metric];
  if (mean === undefined || metric === 'truth') return undefined;
  return metric === 'rmse' ? rootOf(estimateMean(mean, Z_95)) : notBelowZero(mean);
}

function ofClasses(counts: OutcomeCounts, metric: string, nClasses: number): Estimate | undefined {
  if (metric === 'log_loss' || metric === 'brier') {
    const mean = counts.means[metric];
    return mean && notBelowZero(mean);
  }
  if (metric === 'accuracy') return accuracyOf(counts, nClasses);
  if (OF_CALLS.has(metric))
    return drawn(callCells(counts), (cells) => callOutcome(cells, nClasses), getMetric(metric));
  if (OF_SCORES.has(metric)) {
    const group = nClasses === 2 ? '1' : 'called';
    if (metric !== 'expected_calibration_error' && nClasses > 2) return undefined;
    return drawn(scoreCells(counts, group), scoreOutcome, getMetric(metric));
  }
  return metric === 'roc_auc_ovr' ? aucOfAll(counts, nClasses) : undefined;
}

function notBelowZero(mean: MeanSum): Estimate {
  const { value, low, high } = estimateMean(mean, Z_95);
  return { value, low: low === null ? null : Math.max(0, low), high };
}

function rootOf({ value, low, high }: Estimate): Estimate {
  return {
    value: Math.sqrt(value),
    low: low === null ? null : Math.sqrt(Math.max(0, low)),
    high: high === null ? null : Math.sqrt(high),
  };
}

function accuracyOf(counts: OutcomeCounts, nClasses: number): Estimate {
  const cells = callCells(counts);
  const weights = Float64Array.from(cells, ({ weight }) => weight);
  const value = getMetric('accuracy').compute(callOutcome(cells, nClasses), weights);
  const n = effectiveRows(cells);
  return { value, ...wilsonInterval(value * n, n) };
}

/** Rows of weight 1 that say as much, if rows of a cell weigh the same. */
function effectiveRows(cells: readonly PlacedCell[]): number {
  const weight = cells.reduce((sum, cell) => sum + cell.weight, 0);
  const squares = cells.reduce((sum, cell) => sum + cell.weight ** 2 / cell.nRows, 0);
  return weight ** 2 / squares;
}

interface PlacedCell extends Cell {
  /** Codes, or bin and whether it was the class. */
  readonly place: readonly [number, number];
}

function callCells({ calls }: OutcomeCounts): PlacedCell[] {
  return Object.entries(calls).map(([key, cell]) => {
    const [truth = 0, called = 0] = key.split('/').map(Number);
    return { ...cell, place: [truth, called] };
  });
}

function scoreCells({ scores }: OutcomeCounts, group: string): PlacedCell[] {
  return Object.entries(scores).flatMap(([key, cell]) => {
    const [of, bin, isMember] = key.split('/');
    return of === group ? [{ ...cell, place: [Number(bin), Number(isMember)] as const }] : [];
  });
}

function callOutcome(cells: readonly PlacedCell[], nClasses: number): ClassificationOutcome {
  const called = Int32Array.from(cells, ({ place }) => place[1]);
  const probabilities = new Float64Array(cells.length * nClasses);
  called.forEach((code, i) => {
    probabilities[i * nClasses + code] = 1;
  });
  const truth = Int32Array.from(cells, ({ place }) => place[0]);
  return { kind: 'classification', truth, probabilities, nClasses, called };
}

/** Rows of a bin share their mean probability, whether they were the class or not: ties are ties. */
function scoreOutcome(cells: readonly PlacedCell[]): ClassificationOutcome {
  const bins = new Map<number, { weight: number; stated: number }>();
  for (const { place, weight, stated } of cells) {
    const bin = bins.get(place[0]) ?? { weight: 0, stated: 0 };
    bins.set(place[0], { weight: bin.weight + weight, stated: bin.stated + stated });
  }
  const probabilities = new Float64Array(cells.length * 2);
  cells.forEach(({ place }, i) => {
    const { stated, weight } = bins.get(place[0]) ?? { stated: 0, weight: 1 };
    // A mean may be rounded beyond the edge of its bin, into another tenth.
    const p = Math.min(SCORE_EDGES[place[0]] ?? 1, stated / weight);
    probabilities[2 * i + 1] = p;
    probabilities[2 * i] = 1 - p;
  });
  const truth = Int32Array.from(cells, ({ place }) => place[1]);
  return { kind: 'classification', truth, probabilities, nClasses: 2 };
}

function aucOfAll(counts: OutcomeCounts, nClasses: number): Estimate | undefined {
  const auc = getMetric('roc_auc');
  const classes = Array.from({ length: nClasses }, (_, code) => {
    const cells = scoreCells(counts, String(code));
    return { cells, measure: auc.prepare(scoreOutcome(cells)) };
  }).filter(({ cells }) => cells.length > 0);
  if (classes.length === 0) return undefined;
  const mean = (weigh: (cell: PlacedCell) => number) => {
    const values = classes
      .map(({ cells, measure }) => measure(Float64Array.from(cells, weigh)))
      .filter(Number.isFinite);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return spread(mean);
}

function drawn(
  cells: readonly PlacedCell[],
  outcomeOf: (cells: readonly PlacedCell[]) => ClassificationOutcome,
  metric: Metric,
): Estimate | undefined {
  if (cells.length === 0) return undefined;
  const measure = metric.prepare(outcomeOf(cells));
  return spread((weigh) => measure(Float64Array.from(cells, weigh)));
}

/** A value with the ends between which 95 % of its draws are. */
function spread(measure: (weigh: (cell: PlacedCell) => number) => number): Estimate {
  const value = measure(({ weight }) => weight);
  const random: Random = seededRandom(SEED);
  const draws = Float64Array.from({ length: N_DRAWS }, () =>
    measure(({ nRows, weight }) => (weight / nRows) * drawPoisson(nRows, random)),
  )
    .filter(Number.isFinite)
    .sort();
  if (draws.length < N_DRAWS / 2 || draws[0] === draws[draws.length - 1])
    return { value, low: null, high: null };
  return { value, low: quantileSorted(draws, 0.025), high: quantileSorted(draws, 0.975) };
}
