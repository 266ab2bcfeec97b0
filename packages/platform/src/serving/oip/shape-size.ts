/** Most dimensions of a tensor. */
export const MOST_DIMENSIONS = 32;

/** Elements of a shape: the product of its dimensions. Infinity where it is beyond 2^53. */
export function shapeSize(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  const size = shape.reduce((product, length) => product * length, 1);
  return Number.isSafeInteger(size) ? size : Number.POSITIVE_INFINITY;
}
