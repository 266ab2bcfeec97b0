import type { Matrix, Random } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import type { AdditiveState, Surface } from '../shapes/index.ts';
import {
  type AdditiveRows,
  additiveRows,
  type Bag,
  columnOf,
  sumByCell,
  withLoss,
} from './additive-rows.ts';
import { averageBags } from './average-bags.ts';
import { type BoostedTerm, boost } from './boost.ts';
import { curveStep } from './curve-step.ts';
import { fitSurfaces, type SurfaceOptions } from './fit-surfaces.ts';
import { holdOut } from './hold-out.ts';

/** How an additive model is fitted. */
export interface AdditiveOptions extends SurfaceOptions {
  /** Models that are averaged, each with held-out rows of its own. */
  readonly nBags: number;
  /** Bins of values per column at most. */
  readonly maxBins: number;
  readonly random: Random;
}

/** Share of the rows that each bag holds out to know when to stop. */
const HELD_OUT_SHARE = 0.15;

/** Boosts curves in each bag, then surfaces on what the curves leave, and averages the bags. */
export function fitAdditive(
  x: Matrix,
  y: Target,
  weights: Float64Array | undefined,
  options: AdditiveOptions,
): AdditiveState {
  const rows = additiveRows(x, y, weights, options.maxBins);
  const bags = Array.from({ length: options.nBags }, () => fitBag(rows, options));
  const binWeights = rows.axes.map(({ nBins }, j) =>
    sumByCell(columnOf(rows, j), nBins, rows.weights),
  );
  const surfaces = fitSurfaces(rows, bags, binWeights, options);
  return finish(rows, bags, binWeights, surfaces);
}

function fitBag(rows: AdditiveRows, options: AdditiveOptions): Bag {
  const { y, weights, axes, start } = rows;
  const nScores = start.length;
  const isHeldOut = holdOut(y, weights.length, HELD_OUT_SHARE, options.random);
  const terms = axes.map((axis, j): BoostedTerm => {
    const cells = columnOf(rows, j);
    const own = sumByCell(cells, axis.nBins, weights, isHeldOut);
    return {
      cells,
      nCells: axis.nBins,
      takeStep: curveStep(axis, own, options),
      contributions: new Float64Array(axis.nBins * nScores),
    };
  });
  const curves = terms.map(({ contributions }) => contributions);
  withLoss(rows, { isHeldOut, curves: [] }, (loss, heap) => {
    boost(terms, loss, { ...options, heap });
  });
  return { isHeldOut, curves };
}

function finish(
  { y, axes, start }: AdditiveRows,
  bags: readonly Bag[],
  binWeights: readonly Float64Array[],
  surfaces: readonly Surface[],
): AdditiveState {
  const nScores = start.length;
  const intercepts = start.slice();
  const curves = axes.map((_, column) => {
    const weights = binWeights[column];
    const perBag = bags.map(({ curves: own }) => own[column]);
    const { contributions, deviations, offsets } = averageBags(perBag, weights, nScores);
    for (let k = 0; k < nScores; k++) intercepts[k] += offsets[k];
    contributions.forEach((_, at) => {
      if (weights[Math.floor(at / nScores)] === 0) contributions[at] = deviations[at] = 0;
    });
    return { column, contributions, deviations, weights };
  });
  const nClasses = y.kind === 'regression' ? 0 : y.nClasses;
  return { nClasses, axes, intercepts, curves, surfaces };
}
