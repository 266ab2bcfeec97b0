import { AppError } from '@kaizenml/contracts';
import { solvePositiveDefinite } from '../math/index.ts';

/**
 * The inverse of G + ridge I, column by column.
 *
 * @param gram G, p x p row-major, a sum of x x'.
 * @returns p x p.
 * @throws ARGUMENT_INVALID when it has none to working precision: the features are of very different sizes.
 * @cost O(p^4 / 3)
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 */
export function ridgeInverse(gram: readonly number[], ridge: number): number[] {
  const p = Math.sqrt(gram.length);
  const matrix = Float64Array.from(gram, (value, at) =>
    at % (p + 1) === 0 ? value + ridge : value,
  );
  const inverse = new Array<number>(p * p);
  for (let column = 0; column < p; column++) {
    const unit = new Float64Array(p);
    unit[column] = 1;
    const solved = solvePositiveDefinite(matrix, unit);
    if (solved === undefined) {
      throw new AppError('ARGUMENT_INVALID', {
        message: `The ${p} features of a bandit must not be linearly dependent to working precision, beside a ridge of ${ridge}.`,
        hint: 'Scale the features to about 1, or use a larger ridge.',
        details: { nFeatures: p, ridge },
      });
    }
    for (let row = 0; row < p; row++) inverse[row * p + column] = solved[row];
  }
  return inverse;
}

/**
 * Adds x x' to the matrix whose inverse this is, in place.
 *
 * A^-1 x x' A^-1 / (1 + x' A^-1 x) is taken away.
 *
 * @cost O(p^2)
 * @source Sherman & Morrison (1950), Annals of Mathematical Statistics 21, 124-127.
 */
export function addOuterProduct(inverse: number[], x: readonly number[]): void {
  const p = x.length;
  const turned = timesVector(inverse, x);
  const scale = 1 / (1 + dot(x, turned));
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++) inverse[i * p + j] -= turned[i] * turned[j] * scale;
}

/** M x, M p x p row-major. */
export function timesVector(matrix: readonly number[], x: readonly number[]): number[] {
  const p = x.length;
  const turned = new Array<number>(p);
  for (let i = 0; i < p; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += matrix[i * p + j] * x[j];
    turned[i] = sum;
  }
  return turned;
}

/** x'y. */
export function dot(x: readonly number[], y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}
