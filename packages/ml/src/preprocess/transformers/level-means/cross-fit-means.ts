import { mixHash } from '../../../stats/index.ts';
import { addSums, type LevelMeans, shrunkMeans, sumLevels } from './level-sums.ts';

/** Parts that training rows are dealt to, when each is encoded by the rows of the other parts. */
export const N_PARTS = 5;

/** What levels say of an outcome, to later rows and to the training rows themselves. */
export interface CrossFitted extends LevelMeans {
  /** The mean of each training row's level in the rows of the other parts. */
  readonly rows: Float64Array;
}

/**
 * Means of an outcome by level: of all rows, and for each row of the rows of other parts.
 *
 * @param levels Level of each row, 0 to nLevels - 1.
 * @param partOf Part of each row, 0 to 4. Default: dealt at random, always alike.
 * @param strength See `shrunkMeans`.
 * @cost O(rows + levels); some 2 ms for 50 000 rows.
 */
export function crossFitMeans(
  levels: Int32Array,
  values: Float64Array,
  {
    nLevels,
    partOf = dealtParts(levels.length),
    strength,
  }: {
    readonly nLevels: number;
    readonly partOf?: Uint8Array;
    readonly strength?: number | undefined;
  },
): CrossFitted {
  const { shift, unit } = gauge(values);
  const gauged = new Float64Array(values.length);
  for (let i = 0; i < gauged.length; i++) gauged[i] = (values[i] - shift) / unit;
  const parts = sumLevels(levels, partOf, gauged, { nLevels, nParts: N_PARTS });
  const back = (value: number): number => shift + unit * value;
  const others = parts.map((part) => {
    const rest = parts.filter((other) => other !== part);
    return shrunkMeans(addSums(rest, nLevels), strength).means.map(back);
  });
  const { means, overall } = shrunkMeans(addSums(parts, nLevels), strength);
  const rows = new Float64Array(levels.length);
  for (let i = 0; i < rows.length; i++) rows[i] = others[partOf[i]][levels[i]];
  return { means: means.map(back), overall: back(overall), rows };
}

/** Parts of about as many rows each, by a hash of the row's place: the same for every table of this length. */
export function dealtParts(nRows: number): Uint8Array {
  const partOf = new Uint8Array(nRows);
  for (let i = 0; i < nRows; i++) partOf[i] = (mixHash(i + 1, 5) >>> 0) % N_PARTS;
  return partOf;
}

/** Mean and largest deviation of values: measured by them, squares stay finite and lose nothing to a large mean. */
function gauge(values: Float64Array): { shift: number; unit: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const shift = low / 2 + high / 2;
  const unit = high / 2 - low / 2;
  return Number.isFinite(shift) && unit > 0 ? { shift, unit } : { shift: values[0] ?? 0, unit: 1 };
}
