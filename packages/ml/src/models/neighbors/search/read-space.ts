import { ABSOLUTE, PANEL_ROWS, SQUARED } from '../../../kernels/index.ts';
import type { StateReader } from '../../state-reader.ts';
import { boxesAbove } from './boxes.ts';
import { levelsFor } from './sort-into-boxes.ts';

/**
 * Reads rows to search among; kernels compare as many as the state claims.
 *
 * @param nColumns Columns that the rows must have.
 * @returns How many rows there are: at least 1.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function readSpace(space: StateReader, nColumns: number, metric: number): number {
  space.field('nColumns').count(nColumns, nColumns);
  const isAbsolute = space.field('metric').count(SQUARED, ABSOLUTE) === ABSOLUTE;
  if (isAbsolute !== (metric === ABSOLUTE)) space.field('metric').refuse(`be ${metric}`);
  const nRows = space.field('nRows').count(1);
  const nPanels = Math.ceil(nRows / PANEL_ROWS);
  space.field('panels').numbers(Float64Array, nPanels * PANEL_ROWS * nColumns);
  space.field('order').codes(Int32Array, nRows, nRows);
  const depth = space.field('depth').count(0, levelsFor(nPanels));
  space.field('boxes').numbers(Float64Array, boxesAbove(depth) * 8 * nColumns);
  return nRows;
}
