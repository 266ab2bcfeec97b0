import type { HearRecords } from '../csv/code-cells.ts';
import type { CellPlan } from '../csv/column-modes.ts';

/** Up to so many rows associations are measured on; of more rows on a sample of about as many. */
export const SAMPLE_ROWS = 20_000;

/** Row i is in the sample when i times the step, modulo the range, is below a limit: golden steps spread evenly. */
export const SAMPLE_STEP = 2_654_435_769;
export const SAMPLE_RANGE = 2 ** 32;

/** The limit at which about `SAMPLE_ROWS` of the rows are in the sample. */
export function sampleLimit(nRows: number): number {
  return Math.round(Math.min(1, SAMPLE_ROWS / nRows) * SAMPLE_RANGE);
}

/** Cells of sampled rows. */
export interface RowSample {
  readonly hear: HearRecords;
  /** Codes of a column, or its numbers, in the rows that are in the sample of so many rows. */
  readonly values: (place: number, nRows: number) => number[];
}

/**
 * Collects a sample of rows whose number is not known before: up to twice the sample is kept, and the limit halved when
 * that overflows.
 */
export function openRowSample({ places, numbers }: CellPlan): RowSample {
  let limit = SAMPLE_RANGE;
  let rows: number[] = [];
  const kept = places.map((): number[] => []);
  const halve = (): void => {
    limit /= 2;
    const stays = rows.map((row) => rankOf(row) < limit);
    const keep = (values: readonly number[]) => values.filter((_, k) => stays[k]);
    rows = keep(rows);
    for (const [j, values] of kept.entries()) kept[j] = keep(values);
  };
  return {
    hear(records, firstRow) {
      const columns = places.map((place) =>
        numbers.has(place) ? records.numbers(place) : records.codes(place),
      );
      for (let i = 0; i < records.nRecords; i++) {
        if (rankOf(firstRow + i) >= limit) continue;
        rows.push(firstRow + i);
        for (const [j, column] of columns.entries()) kept[j]?.push(column[i] ?? Number.NaN);
        if (rows.length > 2 * SAMPLE_ROWS) halve();
      }
    },
    values(place, nRows) {
      const last = sampleLimit(nRows);
      return (kept[places.indexOf(place)] ?? []).filter((_, k) => rankOf(rows[k] ?? 0) < last);
    },
  };
}

function rankOf(row: number): number {
  return Math.imul(row, SAMPLE_STEP) >>> 0;
}
