/** What fits may take beyond the time before rows are given up for it: within the error of the guess. */
const TOLERANCE = 1.25;

/**
 * Of how many rows a model can learn in the time, at least of as many as folds of the search did.
 *
 * @param options.fitMs What learning from all rows takes.
 * @param options.msLeft Undefined: there is no hurry.
 */
export function affordableRows(
  nTrainRows: number,
  {
    fitMs,
    msLeft,
    nFoldRows,
  }: {
    readonly fitMs: number;
    readonly msLeft: number | undefined;
    readonly nFoldRows: number;
  },
): number {
  if (msLeft === undefined || fitMs <= TOLERANCE * msLeft) return nTrainRows;
  const affordable = Math.floor((nTrainRows * msLeft) / fitMs);
  return Math.min(nTrainRows, Math.max(nFoldRows, affordable));
}
