import { type StateReader, stateCheck } from '../../state-reader.ts';
import { MAX_BINS } from './axis.ts';
import type { AdditiveState } from './shapes.ts';

/**
 * Refuses curves and surfaces that do not have a number for every bin of their axes.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @cost O(bins + cells), once per loaded state.
 */
export const checkShapes = stateCheck<AdditiveState>((state) => {
  const nClasses = state.field('nClasses').count();
  const nScores = nClasses === 0 || nClasses === 2 ? 1 : nClasses;
  state.field('intercepts').numbers(Float64Array, nScores);
  const nBins = state.field('axes').list().map(readAxis);
  for (const curve of state.field('curves').list())
    readTerm(curve, nBins[curve.field('column').count(0, nBins.length - 1)], nScores);
  for (const surface of state.field('surfaces').list()) {
    const columns = surface.field('columns').list(2);
    const cellOfBin = surface.field('cellOfBin').list(2);
    const nCells = surface.field('nCells').list(2);
    const [a, b] = columns.map((column, side) => {
      const cells = nCells[side].count(1, MAX_BINS);
      cellOfBin[side].codes(Uint8Array, cells, nBins[column.count(0, nBins.length - 1)]);
      return cells;
    });
    readTerm(surface, a * b, nScores);
  }
});

/** Reads an axis; returns its number of bins. */
function readAxis(axis: StateReader): number {
  const nBins = axis.field('nBins').count(2, MAX_BINS);
  if (axis.field('kind').text(['number', 'category']) === 'number')
    axis.field('cuts').rising(nBins - 2);
  else axis.field('binOfCode').codes(Uint8Array, nBins);
  return nBins;
}

function readTerm(term: StateReader, nCells: number, nScores: number): void {
  term.field('contributions').numbers(Float64Array, nCells * nScores);
  term.field('deviations').numbers(Float64Array, nCells * nScores);
  term.field('weights').numbers(Float64Array, nCells);
}
