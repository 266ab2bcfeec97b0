import type { CodedRecords } from '@kaizenml/ml/cells';

/** Up to so many rows associations are measured on; of more rows on a sample of about as many. */
export const SAMPLE_ROWS = 20_000;

/** Row i is in the sample when i times the step, modulo the range, is below a limit: golden steps spread evenly. */
export const SAMPLE_STEP = 2_654_435_769;
export const SAMPLE_RANGE = 2 ** 32;

/** The limit at which about `SAMPLE_ROWS` of the rows are in the sample. */
export function sampleLimit(nRows: number): number {
  return Math.round(Math.min(1, SAMPLE_ROWS / nRows) * SAMPLE_RANGE);
}

/** Codes of sampled rows. */
export interface RowSample {
  readonly hear: (records: CodedRecords, firstRow: number) => void;
  /** Codes of a column in the rows that are in the sample of so many rows. */
  readonly codes: (place: number, nRows: number) => number[];
}

/**
 * Collects a sample of rows whose number is not known before: up to twice the sample is kept, and the limit halved when
 * that overflows.
 *
 * @param places Columns that are wanted.
 */
export function openRowSample(places: readonly number[]): RowSample {
  let limit = SAMPLE_RANGE;
  let rows: number[] = [];
  const codes = places.map((): number[] => []);
  const halve = (): void => {
    limit /= 2;
    const kept = rows.map((row) => rankOf(row) < limit);
    const keep = (values: readonly number[]) => values.filter((_, k) => kept[k]);
    rows = keep(rows);
    for (const [j, values] of codes.entries()) codes[j] = keep(values);
  };
  return {
    hear({ nRecords, codes: codesOf }, firstRow) {
      const columns = places.map(codesOf);
      for (let i = 0; i < nRecords; i++) {
        if (rankOf(firstRow + i) >= limit) continue;
        rows.push(firstRow + i);
        for (const [j, column] of columns.entries()) codes[j]?.push(column[i] ?? 0);
        if (rows.length > 2 * SAMPLE_ROWS) halve();
      }
    },
    codes(place, nRows) {
      const last = sampleLimit(nRows);
      return (codes[places.indexOf(place)] ?? []).filter((_, k) => rankOf(rows[k] ?? 0) < last);
    },
  };
}

function rankOf(row: number): number {
  return Math.imul(row, SAMPLE_STEP) >>> 0;
}
