import { type Cells, type CellsEnd, hardNumber } from '@kaizenml/ml/cells';
import { inferKind, isMissingMarker } from '@kaizenml/ml/table';
import { evidenceOfCounts } from '../engine/coded-column.ts';

/** How the columns of a file are read. */
export interface CellPlan {
  /** Columns that are read, increasing. */
  readonly places: readonly number[];
  /** Those of them that are read as numbers; the others get codes. */
  readonly numbers: ReadonlySet<number>;
}

/** Decides how columns are read, from what they turned out to hold. */
export interface ColumnModes {
  readonly plan: () => CellPlan;
  /** Columns that are read no more, since they have too many different texts. */
  readonly crowded: () => number[];
  /**
   * Learns from the first rows: columns of numbers that hardly repeat are read as such, texts that will be too many not at all.
   *
   * @param share Size of the file over that of these rows.
   * @returns Whether the plan has changed.
   */
  readonly learn: (
    cells: Cells,
    seen: { readonly nRows: number; readonly share: number },
  ) => boolean;
  /** Learns from why reading ended; false where no other plan is better. */
  readonly settle: (ended: CellsEnd & { readonly cells: Cells; readonly nRows: number }) => boolean;
}

/** Rows that tell how a column goes on. */
const TELLING_ROWS = 400;
/** Share of different cells from which numbers are read as such, and texts may crowd. */
const MOSTLY_DIFFERENT = 0.5;
const NEARLY_ALL_DIFFERENT = 0.95;
const DEFAULT_LEVELS = 1 << 19;

/** Begins with codes for every column. */
export function columnModes({
  names,
  places = names.map((_, j) => j),
  texts: kept = new Set(),
  maxLevels = DEFAULT_LEVELS,
}: {
  readonly names: readonly string[];
  /** Default: all. */
  readonly places?: readonly number[] | undefined;
  /** Columns that always get codes. */
  readonly texts?: ReadonlySet<number> | undefined;
  readonly maxLevels?: number | undefined;
}): ColumnModes {
  const numbers = new Set<number>();
  const texts = new Set(kept);
  const crowded = new Set<number>();
  const coded = (): number[] =>
    places.filter((place) => !crowded.has(place) && !numbers.has(place));

  /** Numbers leave the codes for good, texts where `isTooMany`. */
  const move = (cells: Cells, nRows: number, isTooMany: (place: number) => boolean): boolean => {
    const before = coded().length;
    for (const place of coded()) {
      if (cells.nLevels(place) < MOSTLY_DIFFERENT * nRows) continue;
      if (!texts.has(place) && areQuantities(cells, place, names[place] ?? '')) numbers.add(place);
      else if (isTooMany(place)) crowded.add(place);
    }
    return coded().length < before;
  };

  return {
    plan: () => ({
      places: places.filter((place) => !crowded.has(place)),
      numbers: new Set(numbers),
    }),
    crowded: () => [...crowded],
    learn: (cells, { nRows, share }) =>
      nRows >= TELLING_ROWS &&
      move(cells, nRows, (place) => {
        const nLevels = cells.nLevels(place);
        return nLevels > NEARLY_ALL_DIFFERENT * nRows && nLevels * share > maxLevels;
      }),
    settle(ended) {
      if (ended.end === 'irregular') return false;
      if (ended.end === 'full') return move(ended.cells, ended.nRows, () => true);
      if (ended.end === 'other') {
        numbers.delete(ended.place);
        texts.add(ended.place);
        return true;
      }
      for (const place of ended.places)
        if (!texts.has(place) && areQuantities(ended.cells, place, names[place] ?? ''))
          numbers.add(place);
        else crowded.add(place);
      return true;
    },
  };
}

/** Whether the cells of a column so far are quantities: not texts, and not whole numbers that name something. */
function areQuantities(cells: Cells, place: number, name: string): boolean {
  const { texts, counts } = cells.levels(place);
  if (!texts.every((text) => hardNumber(text).is !== 'other')) return false;
  const present = texts.flatMap((text, k) => (isMissingMarker(text) ? [] : [k]));
  const evidence = evidenceOfCounts({
    name,
    nRows: counts.reduce((sum, count) => sum + count, 0),
    levels: present.map((k) => texts[k]?.trim() ?? ''),
    counts: present.map((k) => counts[k] ?? 0),
  });
  return inferKind(evidence).kind === 'number';
}
