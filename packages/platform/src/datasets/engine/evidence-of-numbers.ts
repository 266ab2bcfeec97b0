import type { ColumnEvidence } from '@kaizenml/ml/table';

/**
 * The counts of `collectEvidence` of a column that holds nothing but numbers, none of them digits behind a leading zero.
 *
 * @param values NaN where missing, in the order of the rows.
 * @param nDistinct Different numbers among them.
 */
export function evidenceOfNumbers(
  name: string,
  values: Float64Array,
  nDistinct: number,
): ColumnEvidence {
  let [nPresent, nIntegers, countsUp] = [0, 0, true];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isNaN(value)) nPresent++;
    if (Number.isInteger(value)) nIntegers++;
    countsUp &&= i === 0 || value === (values[i - 1] as number) + 1;
  }
  return {
    name,
    nRows: values.length,
    nPresent,
    nDistinct,
    nNumbers: nPresent,
    nIntegers,
    nDates: 0,
    nBooleans: 0,
    meanLength: 0,
    meanWords: 1,
    nLeadingZeros: 0,
    isMonotonicUnique: countsUp && nIntegers === values.length,
  };
}
