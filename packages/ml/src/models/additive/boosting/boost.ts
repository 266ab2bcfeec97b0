import type { Heap } from '../../../kernels/index.ts';
import type { Random } from '../../../math/index.ts';
import type { TakeStep } from './curve-step.ts';
import { openPasses, type PassedTerm } from './row-passes.ts';
import type { WorkingResiduals } from './working-residuals.ts';

/** One term under construction. */
export interface BoostedTerm extends PassedTerm {
  readonly takeStep: TakeStep;
  /** What it adds to score k in cell c, at k * nCells + c; boosting adds to it. */
  readonly contributions: Float64Array;
}

/** How long boosting goes on, and how it begins. */
export interface BoostOptions {
  readonly maxRounds: number;
  /** Rounds without a better held-out loss after which boosting ends. */
  readonly patience: number;
  /** Rounds at the beginning whose cuts are drawn: they make curves and surfaces smooth. */
  readonly drawnRounds: number;
  readonly random: Random;
}

/** A held-out loss that falls by less than this share of its first value is not better. */
const LEAST_FALL = 1e-4;

/**
 * Boosts terms in turn, round after round, and leaves them as of the round with the least held-out loss.
 *
 * Within a round each term fits the residuals that the terms before it have left, so that none takes
 * what belongs to another; the loss is expanded anew after each round.
 *
 * @cost O(rounds * terms * scores * n).
 * @source Lou, Caruana & Gehrke (2012), "Intelligible models for classification and regression", KDD.
 */
export function boost(
  terms: readonly BoostedTerm[],
  loss: WorkingResiduals,
  { maxRounds, patience, drawnRounds, random, heap }: BoostOptions & { readonly heap: Heap },
): void {
  if (terms.length === 0) return;
  const boostRound = roundOf(terms, loss, heap);
  const kept = terms.map(({ contributions }) => contributions.slice());
  let least = loss.heldOutLoss();
  const leastFall = LEAST_FALL * least;
  let keptRounds = 0;
  for (let round = 1; round <= maxRounds && round - keptRounds <= patience; round++) {
    boostRound(round <= drawnRounds ? random : undefined);
    loss.expand();
    const now = loss.heldOutLoss();
    if (!(now < least - leastFall)) continue;
    least = now;
    keptRounds = round;
    terms.forEach(({ contributions }, t) => {
      kept[t].set(contributions);
    });
  }
  terms.forEach(({ contributions }, t) => {
    contributions.set(kept[t]);
  });
}

/** One round: a step of every term for every score. */
function roundOf(
  terms: readonly BoostedTerm[],
  loss: WorkingResiduals,
  heap: Heap,
): (chance?: Random) => void {
  const passes = openPasses(terms, loss.nRows, heap);
  return (chance) => {
    loss.residualsAt.forEach((residualsAt, k) => {
      passes.enter(residualsAt, loss.weightsAt[k]);
      terms.forEach(({ nCells, takeStep, contributions }, t) => {
        takeStep(passes.sumBy(t), passes.step, chance);
        for (let c = 0; c < nCells; c++) contributions[k * nCells + c] += passes.step[c];
      });
      passes.leave();
    });
  };
}
