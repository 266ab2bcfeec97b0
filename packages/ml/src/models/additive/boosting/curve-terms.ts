import { type AdditiveRows, type Bag, columnOf, sumByCell } from './additive-rows.ts';
import type { BoostedTerm } from './boost.ts';
import { curveStep, type StepOptions } from './curve-step.ts';

/** The curves of a bag as terms to boost, one per column: what they learn is added to the curves. */
export function curveTerms(
  rows: AdditiveRows,
  { isHeldOut, curves }: Bag,
  options: StepOptions,
): BoostedTerm[] {
  return rows.axes.map((axis, column) => {
    const cells = columnOf(rows, column);
    const weights = sumByCell(cells, axis.nBins, rows.weights, isHeldOut);
    return {
      cells,
      nCells: axis.nBins,
      takeStep: curveStep(axis, weights, options),
      contributions: curves[column],
    };
  });
}
