import type { DriftTest } from './drift-test.ts';
import { jensenShannonTest } from './jensen-shannon.ts';
import { lInfinityTest } from './l-infinity.ts';
import { psiTest } from './psi.ts';

export { binLabels } from './bin-labels.ts';
export { type BinShift, type ColumnComparison, compareToReference } from './compare-columns.ts';
export { countInBins } from './count-in-bins.ts';
export type { DriftTest } from './drift-test.ts';
export { effectiveCounts, effectiveSize } from './effective-counts.ts';
export { homogeneityPValue } from './homogeneity.ts';
export { jensenShannon } from './jensen-shannon.ts';
export { type LargestMove, largestMove, lInfinity } from './l-infinity.ts';
export { psi } from './psi.ts';
export { expectedPsiUnderNoDrift, psiNoiseBound } from './psi-noise.ts';
export { buildReference, columnReference } from './reference.ts';

/** Every drift test; the first is the default. */
export const DRIFT_TESTS: readonly DriftTest[] = [psiTest, jensenShannonTest, lInfinityTest];
