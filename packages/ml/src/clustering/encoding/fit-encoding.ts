import { log } from '../../math/index.ts';
import type { LevelCount } from '../../preprocess/count-levels.ts';
import { OTHER_LEVEL } from '../../preprocess/transformers/rare-levels.ts';
import { hasLongTail } from '../../stats/index.ts';
import type { CodedColumn, NumericColumn, Table } from '../../table/index.ts';
import { informativeColumns } from '../../unlabeled/index.ts';
import type { CategoryEncoding, ColumnEncoding, TableEncoding } from './column-encoding.ts';
import { robustSpread } from './robust-spread.ts';
import { twoPartSpread } from './two-part-spread.ts';

/** Levels of a category that get a coordinate of their own. */
const MOST_LEVELS = 20;
/** Share of the rows below which a level shares `OTHER_LEVEL`. */
const RARE_SHARE = 0.01;
/** Spread below which numbers are too small to be told apart. */
const LEAST_SPREAD = 1e-300;

/**
 * Learns how the rows of a table become points.
 *
 * Numbers with two different values count as categories. Infinite numbers count as missing.
 *
 * @throws TABLE_EMPTY without rows, FEATURES_UNUSABLE where no column tells rows apart.
 * @cost O(n log n) per column
 */
export function fitEncoding(table: Table): TableEncoding {
  return informativeColumns<ColumnEncoding>(table, {
    reader: 'A clustering',
    needs: 'a column that tells rows apart',
    numbers: encodeNumber,
    levels: encodeCategory,
  });
}

function encodeNumber(
  { name, kind }: NumericColumn,
  sorted: Float64Array,
): ColumnEncoding | string {
  const [least, largest] = [sorted[0], sorted[sorted.length - 1]];
  const nLeast = sorted.indexOf(largest);
  if (kind === 'number' && sorted[nLeast - 1] === least) {
    const shares = [nLeast / sorted.length, 1 - nLeast / sorted.length];
    return { kind: 'category', name, levels: [`${least}`, `${largest}`], shares, isFlag: true };
  }
  const isLog = kind === 'number' && hasLongTail(sorted);
  const scale = isLog ? sorted.map(log) : sorted;
  const whole = robustSpread(scale);
  if (!(whole.spread > LEAST_SPREAD)) return 'has hardly different values';
  const spread = twoPartSpread(scale, whole);
  return { kind: 'number', name, isDate: kind === 'date', isLog, center: whole.center, spread };
}

function encodeCategory({ name }: CodedColumn, counts: readonly LevelCount[]): CategoryEncoding {
  const nPresent = counts.reduce((sum, { count }) => sum + count, 0);
  const kept = counts.filter(
    ({ count }, rank) => rank < 2 || (rank < MOST_LEVELS && count >= RARE_SHARE * nPresent),
  );
  const shares = kept.map(({ count }) => count / nPresent);
  const rare = 1 - shares.reduce((sum, share) => sum + share, 0);
  const names = kept.map(({ level }) => level);
  const isWhole = kept.length === counts.length;
  return {
    kind: 'category',
    name,
    levels: isWhole ? names : [...names, OTHER_LEVEL],
    shares: isWhole ? shares : [...shares, rare],
    isFlag: false,
  };
}
