import type { Matrix } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import type { AdditiveState } from '../shapes/index.ts';
import {
  type AdditiveRows,
  additiveRows,
  type Bag,
  columnOf,
  sumByCell,
  withLoss,
} from './additive-rows.ts';
import { averageBags } from './average-bags.ts';
import { boost } from './boost.ts';
import { curveTerms } from './curve-terms.ts';
import { type FittedSurfaces, fitSurfaces, type SurfaceOptions } from './fit-surfaces.ts';
import { holdOut } from './hold-out.ts';

/** How an additive model is fitted. */
export interface AdditiveOptions extends SurfaceOptions {
  /** Models that are averaged, each with held-out rows of its own. */
  readonly nBags: number;
  /** Bins of values per column at most. */
  readonly maxBins: number;
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
  const fitted = fitSurfaces(rows, bags, binWeights, options);
  return finish(rows, bags, binWeights, fitted);
}

function fitBag(rows: AdditiveRows, options: AdditiveOptions): Bag {
  const nScores = rows.start.length;
  const bag: Bag = {
    isHeldOut: holdOut(rows.y, rows.weights.length, HELD_OUT_SHARE, options.random),
    curves: rows.axes.map(({ nBins }) => new Float64Array(nBins * nScores)),
  };
  withLoss(rows, bag, (loss, heap) => {
    boost(curveTerms(rows, bag, options), loss, { ...options, heap });
  });
  return bag;
}

function finish(
  { y, axes, start }: AdditiveRows,
  bags: readonly Bag[],
  binWeights: readonly Float64Array[],
  { surfaces, offsets: surfaceOffsets }: FittedSurfaces,
): AdditiveState {
  const nScores = start.length;
  const intercepts = start.map((score, k) => score + surfaceOffsets[k]);
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
