import type { Split } from '@kaizenml/ml/selection';

/**
 * Answers of all folds in the order of the sample; rows that no fold holds out have 0.
 *
 * @param parts What was answered to the held-out rows of each fold.
 * @param nRows Rows of the sample.
 * @returns Undefined unless every fold is there and every answer is finite.
 */
export function wholeAnswers(
  folds: readonly Split[],
  parts: readonly (Float32Array | undefined)[],
  nRows: number,
): Float32Array | undefined {
  const found = parts.filter((part) => part !== undefined);
  if (found.length < folds.length) return undefined;
  const width = (found[0]?.length ?? 0) / (folds[0]?.test.length ?? 1);
  const whole = new Float32Array(nRows * width);
  for (const [fold, { test }] of folds.entries()) {
    const part = found[fold] ?? new Float32Array();
    test.forEach((row, i) => {
      whole.set(part.subarray(i * width, (i + 1) * width), row * width);
    });
  }
  return whole.every(Number.isFinite) ? whole : undefined;
}
