import { log } from '../../math/index.ts';
import type { LevelCount } from '../../preprocess/count-levels.ts';
import { finiteQuantile, hasLongTail } from '../../stats/index.ts';
import type { CodedColumn, NumericColumn, Table } from '../../table/index.ts';
import { type InformativeColumns, informativeColumns } from '../../unlabeled/index.ts';

/** A column of numbers or dates: as it is, or by its logarithms. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly isDate: boolean;
  /** Whether detectors see logarithms: of positive numbers with a long tail above. */
  readonly isLog: boolean;
  /** Stands for a missing number. */
  readonly median: number;
  /** Quartiles. */
  readonly low: number;
  readonly high: number;
}

/** A column of categories: each level by how rare it is, -log2 of its share of the rows. */
export interface RarityColumn {
  readonly kind: 'rarity';
  readonly name: string;
  /** Most frequent first. */
  readonly levels: readonly string[];
  /** Share of each level among the rows that have one. */
  readonly shares: readonly number[];
  /** Share that a level counts with which the fit did not see. */
  readonly unseenShare: number;
  /** Mean rarity: stands for a missing level. */
  readonly typical: number;
}

export type OutlierColumn = NumberColumn | RarityColumn;

/** A table as detectors see it: one column of the matrix for each. */
export type OutlierColumns = InformativeColumns<OutlierColumn>;

/**
 * Chooses the columns that can make a row unusual.
 *
 * @throws TABLE_EMPTY, FEATURES_UNUSABLE
 * @cost O(n log n) per column
 */
export function outlierColumns(table: Table): OutlierColumns {
  return informativeColumns<OutlierColumn>(table, {
    reader: 'A search for outliers',
    needs: 'a column in which rows differ',
    numbers: readNumbers,
    levels: readLevels,
  });
}

function readNumbers({ name, kind }: NumericColumn, sorted: Float64Array): NumberColumn {
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => finiteQuantile(sorted, share));
  const isLog = kind === 'number' && hasLongTail(sorted);
  return { kind: 'number', name, isDate: kind === 'date', isLog, median, low, high };
}

function readLevels({ name }: CodedColumn, counts: readonly LevelCount[]): RarityColumn {
  const nPresent = counts.reduce((sum, { count }) => sum + count, 0);
  const levels = counts.map(({ level }) => level);
  const shares = counts.map(({ count }) => count / nPresent);
  const typical = shares.reduce((sum, share) => sum + share * rarity(share), 0);
  return { kind: 'rarity', name, levels, shares, unseenShare: 1 / (nPresent + 1), typical };
}

/** In bits: 0 for what is always so, one more for each time it is half as frequent. */
export function rarity(share: number): number {
  return -log(share) / Math.LN2;
}
