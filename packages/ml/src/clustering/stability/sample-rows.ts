import { type Matrix, type Random, takeMatrixRows } from '../../math/index.ts';
import { drawDistinct } from '../../outliers/isolation/draw-distinct.ts';

/** The rows, or as many drawn ones in their order. */
export function sampleRows(x: Matrix, most: number, random: Random): Matrix {
  return x.nRows <= most ? x : takeMatrixRows(x, drawDistinct(x.nRows, most, random).sort());
}
