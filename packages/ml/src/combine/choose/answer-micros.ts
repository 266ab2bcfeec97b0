/** Bytes of a state that answering a row reads in a microsecond, about; of others `FEW`. */
const BYTES_PER_MICRO: Readonly<Record<string, number>> = {
  'boosted-trees': 300_000,
  'additive-boosting': 400_000,
  'random-forest': 60_000,
  'extra-trees': 60_000,
  'multilayer-perceptron': 35_000,
  'k-nearest-neighbors': 15_000,
  'gaussian-process': 15_000,
};
const FEW = 5_000;

/**
 * About how long a model takes to answer a row, microseconds, by what it has learned: a clock says more, but never the same twice,
 * and what decides must repeat.
 *
 * Right within a factor of three or so: `bench/teams.ts speed` shows both.
 *
 * @param sizeBytes Of the fitted state.
 */
export function answerMicros(estimator: string, sizeBytes: number): number {
  return 0.1 + sizeBytes / (BYTES_PER_MICRO[estimator] ?? FEW);
}
