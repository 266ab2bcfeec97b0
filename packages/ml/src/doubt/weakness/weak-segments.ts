import type { WeakSegment } from '@kaizenml/contracts';
import {
  addValue,
  chiSquareCdf,
  noValues,
  quantileSorted,
  type RunningMoments,
  sortedPresent,
} from '../../stats/index.ts';
import {
  type Cell,
  type Column,
  columnLength,
  isMissing,
  isNumeric,
  type Table,
} from '../../table/index.ts';

/** Rows that a segment has at least, and its shares of all rows. */
const [FEWEST_ROWS, LEAST_SHARE, MOST_SHARE] = [50, 0.02, 0.6];
/** How many times the loss elsewhere the loss of a weak segment is. */
const LEAST_RATIO = 1.5;
/** Chance that a column of pure chance gets a segment, over all segments that are looked at. */
const FALSE_ALARMS = 0.01;
const MOST_SEGMENTS = 5;
const QUARTERS = [0.25, 0.5, 0.75] as const;
/** Share of wrong calls that a weak segment has more than the others, at least. */
const LEAST_GAP = 0.02;

/** What segments are looked for by. */
export interface WeakSegmentOptions {
  /** Whether losses are 0 and 1, so that their means are shares. */
  readonly areCalls: boolean;
}

/**
 * Finds single levels, quarters of numbers, and missing values in whose rows the loss is surely and clearly higher than elsewhere.
 *
 * Dates, texts and ids are not looked at. A segment is told when its mean loss is 1.5 times that of the other rows or more and
 * Welch's test says so at 1 % over all segments (Holm): of a model that is equally good everywhere, 1 % of the cards tell one.
 *
 * @param losses Out of fold, 0 or more: 1 for a wrong call and 0 for a right one, or the absolute error. Length n.
 * @returns At most 5, the worst first.
 * @cost O(n * columns)
 * @source Chung et al. (2019), "Slice Finder", ICDE; Holm (1979); Welch (1947).
 */
export function findWeakSegments(
  table: Table,
  losses: Float64Array,
  { areCalls }: WeakSegmentOptions,
): readonly WeakSegment[] {
  const n = losses.length;
  const parts = table.columns.flatMap(partsOf);
  const tested = parts.flatMap(({ holds, ...segment }) => {
    const [inside, outside] = momentsOf(losses, holds);
    const share = inside.n / n;
    if (inside.n < FEWEST_ROWS || share < LEAST_SHARE || share > MOST_SHARE) return [];
    const error = Math.sqrt(inside.variance / inside.n + outside.variance / outside.n);
    const z = error > 0 ? (inside.mean - outside.mean) / error : 0;
    const pValue = z > 0 ? (1 - chiSquareCdf(z * z, 1)) / 2 : 1;
    const found: WeakSegment = {
      ...segment,
      nRows: inside.n,
      loss: inside.mean,
      lossElsewhere: outside.mean,
    };
    return [{ found, pValue }];
  });
  const byChance = tested.toSorted((a, b) => a.pValue - b.pValue);
  const nSure = byChance.findIndex(
    ({ pValue }, i) => pValue > FALSE_ALARMS / (byChance.length - i),
  );
  return byChance
    .slice(0, nSure < 0 ? byChance.length : nSure)
    .map(({ found }) => found)
    .filter(({ loss, lossElsewhere }) => loss >= LEAST_RATIO * lossElsewhere)
    .filter(({ loss, lossElsewhere }) => !areCalls || loss - lossElsewhere >= LEAST_GAP)
    .toSorted((a, b) => b.loss - a.loss)
    .slice(0, MOST_SEGMENTS);
}

/** Whether the cell of its column puts a row into a segment. @param cell As the column reads it; NaN and null are missing. */
export function isInSegment({ level, low, high }: WeakSegment, cell: Cell): boolean {
  const isAbsent = cell === null || Number.isNaN(cell);
  if (level !== undefined) return level === null ? isAbsent : cell === level;
  if (isAbsent || typeof cell !== 'number') return false;
  return !(low !== undefined && cell <= low) && !(high !== undefined && cell > high);
}

interface Part extends Pick<WeakSegment, 'column' | 'level' | 'low' | 'high'> {
  readonly holds: (i: number) => boolean;
}

function partsOf(column: Column): Part[] {
  const { name, kind } = column;
  if (kind === 'date' || kind === 'text' || kind === 'id') return [];
  const absent: Part = { column: name, level: null, holds: (i) => isMissing(column, i) };
  if (!isNumeric(column)) {
    const { codes, levels } = column;
    const counts = new Float64Array(levels.length);
    for (const code of codes) if (code >= 0) counts[code]++;
    const large = levels.flatMap((level, code): Part[] =>
      counts[code] < Math.max(FEWEST_ROWS, LEAST_SHARE * columnLength(column))
        ? []
        : [{ column: name, level, holds: (i) => codes[i] === code }],
    );
    return [absent, ...large];
  }
  const { values } = column;
  const sorted = sortedPresent(values);
  const edges = [...new Set(QUARTERS.map((share) => quantileSorted(sorted, share)))];
  const quarters = [...edges, undefined].map((high, q): Part => {
    const low = edges[q - 1];
    return {
      column: name,
      ...(low === undefined ? {} : { low }),
      ...(high === undefined ? {} : { high }),
      holds: (i) =>
        !Number.isNaN(values[i]) &&
        !(low !== undefined && values[i] <= low) &&
        !(high !== undefined && values[i] > high),
    };
  });
  return [absent, ...quarters];
}

/** Number, mean and variance of the losses inside and outside. */
function momentsOf(losses: Float64Array, holds: (i: number) => boolean) {
  const [inside, outside] = [noValues(), noValues()];
  for (let i = 0; i < losses.length; i++) addValue(holds(i) ? inside : outside, losses[i]);
  return [withVariance(inside), withVariance(outside)];
}

function withVariance({ n, mean, squares }: RunningMoments) {
  return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
}
