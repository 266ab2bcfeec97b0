/** The distinct values of a column, increasing, without NaN. */
export interface ValueRuns {
  readonly values: Float64Array;
  /** For each of them the number of rows whose value is no greater. */
  readonly ends: Int32Array;
}

/**
 * Distinct values and how many rows they have.
 *
 * @param sorted Values other than 0, increasing; zeros among them would be a run of their own.
 * @param nZeros Further rows, whose value is 0: they need not be sorted. Default 0.
 */
export function valueRuns(sorted: Float64Array, nZeros = 0): ValueRuns {
  const values = new Float64Array(sorted.length + 1);
  const ends = new Int32Array(sorted.length + 1);
  let nDistinct = 0;
  let nRows = 0;
  const close = (value: number): void => {
    values[nDistinct] = value;
    ends[nDistinct++] = nRows;
  };
  let zerosLeft = nZeros;
  for (let i = 0; i < sorted.length; i++) {
    if (zerosLeft > 0 && sorted[i] > 0) {
      nRows += zerosLeft;
      zerosLeft = 0;
      close(0);
    }
    nRows++;
    if (i + 1 === sorted.length || sorted[i] !== sorted[i + 1]) close(sorted[i]);
  }
  if (zerosLeft > 0) {
    nRows += zerosLeft;
    close(0);
  }
  return { values: values.subarray(0, nDistinct), ends: ends.subarray(0, nDistinct) };
}
