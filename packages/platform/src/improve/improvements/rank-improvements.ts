import { findCalibration } from './calibration.ts';
import { findFewLabels } from './few-labels.ts';
import type {
  FindImprovements,
  FoundImprovement,
  ImprovedEndpoint,
  Improvement,
} from './improvement.ts';
import { findNoisyLabels } from './noisy-labels.ts';
import { findSlowAnswers } from './slow-answers.ts';
import { findStaleFeatures } from './stale-features.ts';
import { findTaggedErrors } from './tagged-errors.ts';
import { findUselessColumns } from './useless-columns.ts';
import { findWeakSlices } from './weak-slices.ts';
import { findWornModel } from './worn-model.ts';

/** Every kind, in the order in which those without a gain in the metric are told. */
const KINDS: readonly FindImprovements[] = [
  findWornModel,
  findWeakSlices,
  findTaggedErrors,
  findStaleFeatures,
  findCalibration,
  findFewLabels,
  findNoisyLabels,
  findSlowAnswers,
  findUselessColumns,
];

/**
 * What to improve next: gains in the metric of an endpoint first, by how many times they are what matters in it, so that endpoints with
 * other metrics can be compared; then gains in other units, then what nobody can estimate.
 */
export function rankImprovements(endpoints: readonly ImprovedEndpoint[]): Improvement[] {
  const found = KINDS.flatMap((find) => endpoints.flatMap((of) => find(of)));
  return found
    .toSorted((a, b) => orderOf(a) - orderOf(b) || (b.weight ?? 0) - (a.weight ?? 0))
    .map(({ weight: _, ...improvement }) => improvement);
}

function orderOf({ weight, gain }: FoundImprovement): number {
  if (weight !== null) return 0;
  return gain === null ? 2 : 1;
}
