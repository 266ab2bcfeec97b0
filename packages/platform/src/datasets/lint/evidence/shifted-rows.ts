import { CELL } from './column-collector.ts';
import { createSightings, type Place, type Sightings, see } from './sightings.ts';

/** Rows after which it is known what a column usually holds. */
const ROWS_TO_LEARN = 200;
/** Share of its values from which a column is of one kind. */
const MOSTLY = 0.8;
const KINDS = 5;

/**
 * Finds rows whose values stand one column too far: two or more cells are of another kind than their columns, and fit
 * when a part of the row is moved by one.
 *
 * @cost O(columns) per row, memory for 200 rows.
 */
export function createShiftedRows(nColumns: number) {
  const counts = new Float64Array(nColumns * KINDS);
  const usual = new Int8Array(nColumns).fill(-1);
  let waiting: { readonly kinds: Uint8Array; readonly place: Place }[] | undefined = [];
  const seen = createSightings();
  const check = (kinds: Uint8Array, place: Place): void => {
    if (isShifted(kinds, usual)) see(seen, place, '');
  };
  const learn = (): void => {
    for (let j = 0; j < nColumns; j++)
      usual[j] = usualKind(counts.subarray(j * KINDS, (j + 1) * KINDS));
    for (const { kinds, place } of waiting ?? []) check(kinds, place);
    waiting = undefined;
  };
  return {
    add(kinds: Uint8Array, line: number, index: number): void {
      if (waiting === undefined) {
        for (let j = 0, n = 0; j < nColumns; j++) {
          const kind = kinds[j];
          if (kind === 0 || usual[j] === kind || (usual[j] as number) < 0) continue;
          if (++n < 2) continue;
          check(kinds, { line, index });
          return;
        }
        return;
      }
      for (let j = 0; j < nColumns; j++)
        counts[j * KINDS + (kinds[j] ?? 0)] = (counts[j * KINDS + (kinds[j] ?? 0)] ?? 0) + 1;
      waiting.push({ kinds: kinds.slice(), place: { line, index } });
      if (waiting.length >= ROWS_TO_LEARN) learn();
    },
    finish(): Sightings {
      if (waiting !== undefined) learn();
      return seen;
    },
  };
}

function usualKind(counts: Float64Array): number {
  const n = counts.reduce((sum, count) => sum + count, 0) - (counts[CELL.missing] ?? 0);
  if (n < 5) return -1;
  return counts.findIndex((count, k) => k !== CELL.missing && count >= MOSTLY * n);
}

/** Misfits of a row, and of the row with its cells from the first misfit on moved by one. */
function isShifted(kinds: Uint8Array, usual: Int8Array): boolean {
  const misfits = nMisfits(kinds, usual, 0, 0);
  if (misfits < 2) return false;
  for (const by of [1, -1])
    for (let start = 0; start < kinds.length - 2; start++)
      if (nMisfits(kinds, usual, by, start) === 0) return true;
  return false;
}

function nMisfits(kinds: Uint8Array, usual: Int8Array, by: number, start: number): number {
  let n = 0;
  for (let j = 0; j < kinds.length; j++) {
    const kind = j < start ? kinds[j] : j + by < start ? 0 : (kinds[j + by] ?? 0);
    const expected = usual[j] as number;
    if (kind !== 0 && expected >= 0 && kind !== expected) n++;
  }
  return n;
}
