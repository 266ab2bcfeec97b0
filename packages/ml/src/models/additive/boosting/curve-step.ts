import type { Random } from '../../../math/index.ts';
import type { Axis } from '../shapes/index.ts';

/** What one boosting step may look like. */
export interface StepOptions {
  /** Share of the step to the minimum that is taken. */
  readonly learningRate: number;
  /** Leaves of a curve's tree at most. */
  readonly maxLeaves: number;
  /** Training weight in a leaf at least. */
  readonly minLeaf: number;
  /** Weight of the penalty on squared leaf values. */
  readonly l2: number;
}

/**
 * A step of one term: a tree over its cells.
 *
 * @param sums Per cell, side by side: the sum of curvature * residual, and of curvature.
 * @param step Receives what each cell is raised by.
 * @param chance When given, cuts are drawn and not searched: the average of many such steps is smooth.
 * @returns How much half the weighted squares fall by a whole step.
 */
export type TakeStep = (sums: Float64Array, step: Float64Array, chance?: Random) => number;

/** Weight that a rare level is drawn towards the mean with before levels are put in order. */
const LEVEL_SMOOTHING = 10;

/**
 * Steps of a curve: a tree on one binned column, grown leaf by leaf where it gains most.
 *
 * Numbers are cut in their order, levels in the order of their mean residuals, which contains the best
 * partition. Missing values have a leaf of their own. Bins without training weight stay where they are
 * unless they lie between numbers. Only cuts of numbers are ever drawn.
 *
 * @param weights Training weight per bin.
 * @cost O(bins * leaves) per step.
 * @source Fisher (1958), "On Grouping for Maximum Homogeneity", JASA 53, 789-798 (order of levels).
 */
export function curveStep(axis: Axis, weights: Float64Array, options: StepOptions): TakeStep {
  const { learningRate, maxLeaves, minLeaf, l2 } = options;
  const isOrdered = axis.kind === 'number';
  const order = Int32Array.from(
    [...weights.keys()].filter((bin) => bin > 0 && (isOrdered || weights[bin] > 0)),
  );
  const places = new Float64Array(axis.nBins);

  const raise = (sums: Float64Array, step: Float64Array, start: number, end: number): number => {
    let pull = 0;
    let curvature = 0;
    let weight = 0;
    for (let i = start; i < end; i++) {
      pull += sums[2 * order[i]];
      curvature += sums[2 * order[i] + 1];
      weight += weights[order[i]];
    }
    if (weight === 0) return 0;
    const target = pull / (curvature + l2);
    for (let i = start; i < end; i++) step[order[i]] = learningRate * target;
    return (target * pull) / 2;
  };

  const bestLeaves = (sums: Float64Array): Leaf[] => {
    const leaves = [bestCut(order, 0, order.length, sums, weights, options)];
    while (leaves.length < maxLeaves) {
      let best = 0;
      for (let i = 1; i < leaves.length; i++) if (leaves[i].gain > leaves[best].gain) best = i;
      const { start, cut, end, gain } = leaves[best];
      if (!(gain > 0)) break;
      leaves[best] = bestCut(order, start, cut, sums, weights, options);
      leaves.push(bestCut(order, cut, end, sums, weights, options));
    }
    return leaves;
  };

  const drawnLeaves = (chance: Random): Span[] => {
    const cuts = Int32Array.from({ length: maxLeaves - 1 }, () => 1 + chance.below(order.length));
    const leaves: Span[] = [];
    let start = 0;
    for (const end of [...cuts.sort(), order.length]) {
      const isHeavy = weightOf(start, end) >= minLeaf && weightOf(end, order.length) >= minLeaf;
      if (end < order.length && !isHeavy) continue;
      leaves.push({ start, end });
      start = end;
    }
    return leaves;
  };

  const weightOf = (start: number, end: number): number => {
    let sum = 0;
    for (let i = start; i < end; i++) sum += weights[order[i]];
    return sum;
  };

  return (sums, step, chance) => {
    step.fill(0);
    let gain = 0;
    if (weights[0] >= minLeaf) {
      const target = sums[0] / (sums[1] + l2);
      step[0] = learningRate * target;
      gain += (target * sums[0]) / 2;
    }
    if (!isOrdered) sortByMean(order, sums, places);
    const leaves = chance && isOrdered ? drawnLeaves(chance) : bestLeaves(sums);
    for (const { start, end } of leaves) gain += raise(sums, step, start, end);
    return gain;
  };
}

/** Places `start` to `end - 1` in the order of the bins. */
interface Span {
  readonly start: number;
  readonly end: number;
}

interface Leaf extends Span {
  /** Where it is best cut in two. */
  readonly cut: number;
  /** What the cut gains; 0 where none is legal. */
  readonly gain: number;
}

function bestCut(
  order: Int32Array,
  start: number,
  end: number,
  sums: Float64Array,
  weights: Float64Array,
  { minLeaf, l2 }: StepOptions,
): Leaf {
  let pull = 0;
  let curvature = 0;
  let weight = 0;
  for (let i = start; i < end; i++) {
    pull += sums[2 * order[i]];
    curvature += sums[2 * order[i] + 1];
    weight += weights[order[i]];
  }
  const whole = (pull * pull) / (curvature + l2);
  let cut = start;
  let gain = 0;
  let lowPull = 0;
  let lowCurvature = 0;
  let lowWeight = 0;
  for (let i = start; i < end - 1; i++) {
    const bin = order[i];
    lowPull += sums[2 * bin];
    lowCurvature += sums[2 * bin + 1];
    lowWeight += weights[bin];
    if (lowWeight < minLeaf || weights[bin] === 0) continue;
    if (weight - lowWeight < minLeaf) break;
    const highPull = pull - lowPull;
    const fall =
      (lowPull * lowPull) / (lowCurvature + l2) +
      (highPull * highPull) / (curvature - lowCurvature + l2) -
      whole;
    if (fall > gain) {
      gain = fall;
      cut = i + 1;
    }
  }
  return { start, end, cut, gain };
}

/** Insertion sort: the order is nearly that of the step before. */
function sortByMean(order: Int32Array, sums: Float64Array, places: Float64Array): void {
  for (const bin of order) places[bin] = sums[2 * bin] / (sums[2 * bin + 1] + LEVEL_SMOOTHING);
  for (let i = 1; i < order.length; i++) {
    const bin = order[i];
    let at = i;
    while (at > 0 && places[order[at - 1]] > places[bin]) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = bin;
  }
}
