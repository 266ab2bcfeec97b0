import { type Finding, listNames } from '@kaizenml/contracts';
import { correlation, countDistinctSorted, quantileSorted } from '../../stats/index.ts';
import { isNumeric, type NumericColumn } from '../../table/index.ts';
import type { JoinedTables } from './join-tables.ts';

/** Fewest different values of a prepared column, rows of either part, and columns of principal components. */
const FEWEST_VALUES = 20;
const FEWEST_ROWS = 30;
const FEWEST_FILLED = 5;
const GLANCE_ROWS = 200;
/** How close a statistic of all rows must come to its ideal, and how far off that of the training rows must be. */
const CLOSE = 2e-4;
const TIMES_OFF = 8;

type Kind = 'standardized' | 'centred' | 'scaled' | 'imputed' | 'ranked' | 'numbered' | 'rotated';

const WORDS: Readonly<Record<Kind, string>> = {
  standardized:
    'have mean 0 and standard deviation 1 over training and test rows together, not over the training rows',
  centred:
    'have median 0 and quartiles 1 apart over training and test rows together, not over the training rows',
  scaled: 'reach from 0 to 1 only over training and test rows together',
  imputed: 'are filled with the mean of training and test rows together',
  ranked: 'number the training and test rows together by rank',
  numbered: 'number the training and test rows together by rank',
  rotated:
    'are uncorrelated over training and test rows together, not over the training rows: principal components',
};

/** What one column alone often is without being prepared: a share, a number of the row. */
const ALONE_USUAL: ReadonlySet<Kind> = new Set(['scaled', 'numbered']);

/** What tells a whole table that was prepared before anybody split it. */
const OF_WHOLE: ReadonlySet<Kind> = new Set(['standardized', 'centred', 'imputed']);

/**
 * Finds columns that were standardised, scaled, imputed, ranked or rotated over training and test rows together.
 *
 * A statistic that is exact over all rows and off over the training rows tells on which rows it was fitted. Columns that
 * were prepared on the training rows alone are exact there, and silent.
 *
 * @param isAtRandom Whether the split was drawn from a table just now: then only what is exact over whole tables counts.
 * @cost O(n log n) per column, O(n p^2) for the rotation on 2000 rows.
 * @source Kaufman et al. (2012), ACM TKDD 6(4); Kapoor & Narayanan (2023), Patterns 4: preprocessing on training and test set.
 */
export function findJointPreparation(
  { table, nTrain, nTest }: JoinedTables,
  { target, isAtRandom }: { readonly target: string; readonly isAtRandom: boolean },
): Finding[] {
  if (Math.min(nTrain, nTest) < FEWEST_ROWS) return [];
  const numbers = table.columns.filter(
    (column): column is NumericColumn =>
      column.kind === 'number' && isNumeric(column) && column.name !== target,
  );
  const columnsOf = new Map<Kind, string[]>();
  const note = (kind: Kind, names: readonly string[]) =>
    columnsOf.set(kind, [...(columnsOf.get(kind) ?? []), ...names]);
  for (const { name, values } of numbers) {
    const kind = preparation(values, nTrain, isAtRandom);
    if (kind) note(kind, [name]);
  }
  const rotated = isAtRandom ? [] : rotatedColumns(numbers, nTrain);
  if (rotated.length > 0) note('rotated', rotated);
  return [...columnsOf]
    .filter(([kind, names]) => !ALONE_USUAL.has(kind) || names.length > 1)
    .filter(([kind]) => !isAtRandom || OF_WHOLE.has(kind))
    .map(([kind, columns]) => ({
      code: 'LEAK_PREPARED',
      severity: 'warning',
      message: `Columns ${listNames(columns)} were prepared with the test rows: they ${WORDS[kind]}.`,
      hint: 'Fit scalers, imputers and encoders on the training rows only, or give the raw columns: each run fits its own inside the folds.',
      details: { columns, evidence: kind, nTrain, nTest },
    }));
}

function preparation(values: Float64Array, nTrain: number, isAtRandom: boolean): Kind | undefined {
  const all = values.filter((x) => !Number.isNaN(x));
  const train = values.subarray(0, nTrain).filter((x) => !Number.isNaN(x));
  if (train.length < FEWEST_ROWS || all.length - train.length < FEWEST_ROWS) return undefined;
  const isFew = new Set(all.subarray(0, GLANCE_ROWS)).size < 3 && new Set(all).size < 3;
  if (isFew) return undefined;
  if (isStandard(all, train)) return 'standardized';
  if (isBalanced(all) && isCentred(all.slice().sort(), train.slice().sort())) return 'centred';
  if (isImputed(all, train)) return 'imputed';
  if (isAtRandom) return undefined;
  const sorted = all.slice().sort();
  if (countDistinctSorted(sorted) < FEWEST_VALUES) return undefined;
  if (isTied(all)) return 'ranked';
  if (isRanked(sorted) && !isRanked(train.slice().sort()) && !isCounter(all, train))
    return sorted[1] - sorted[0] === 1 ? 'numbered' : 'ranked';
  if (isScaled(sorted, train)) return 'scaled';
  return undefined;
}

function isStandard(all: Float64Array, train: Float64Array): boolean {
  const whole = offStandard(all);
  return whole <= CLOSE && offStandard(train) >= Math.max(TIMES_OFF * whole, 5 * CLOSE);
}

/** Whether as many values lie below 0 as above, up to those that are 0: else their median is not 0. */
function isBalanced(values: Float64Array): boolean {
  let [below, above] = [0, 0];
  for (const x of values) {
    if (x < 0) below++;
    if (x > 0) above++;
  }
  return Math.abs(below - above) <= values.length - below - above + 1;
}

/** Whether the median is 0 and the quartiles are 1 apart over all rows alone. */
function isCentred(sorted: Float64Array, train: Float64Array): boolean {
  const off = (values: Float64Array) => {
    const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantileSorted(values, share));
    return Math.abs(middle) + Math.abs(high - low - 1);
  };
  return off(sorted) <= 1e-5 && off(train) >= 5 * CLOSE;
}

/** How far mean and standard deviation (by n or n - 1) lie from 0 and 1. */
function offStandard(values: Float64Array): number {
  const { mean, variance } = momentsOf(values);
  const n = values.length;
  const offSd = Math.min(
    Math.abs(Math.sqrt(variance) - 1),
    Math.abs(Math.sqrt((variance * n) / (n - 1)) - 1),
  );
  return Math.abs(mean) + offSd;
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly variance: number } {
  let mean = 0;
  for (const x of values) mean += x;
  mean /= values.length;
  let squares = 0;
  for (const x of values) squares += (x - mean) ** 2;
  return { mean, variance: squares / values.length };
}

/** Whether sorted values are steps of one size from 0, 1, 1/n or 1/(n + 1) upwards, each once. */
function isRanked(sorted: Float64Array): boolean {
  const n = sorted.length;
  const step = (sorted[n - 1] - sorted[0]) / (n - 1);
  const isUsual = [1, 1 / n, 1 / (n - 1), 1 / (n + 1)].some(
    (usual) => Math.abs(step - usual) <= 1e-6 * usual,
  );
  return isUsual && sorted.every((x, i) => Math.abs(x - sorted[0] - i * step) <= 1e-3 * step);
}

/**
 * Whether values are ranks as parts of their number, tied ones at their mean: halves of steps, and their mean that of all
 * ranks, which ties leave as it is.
 */
function isTied(values: Float64Array): boolean {
  const n = values.length;
  const { mean } = momentsOf(values);
  return [n, n - 1, n + 1].some((unit) => {
    const middle = mean * unit;
    const isMiddle = [n - 1, n, n + 1].some((twice) => Math.abs(2 * middle - twice) <= 1e-6 * n);
    const isHalf = (x: number) => Math.abs(2 * x * unit - Math.round(2 * x * unit)) <= 1e-4;
    return isMiddle && values.every(isHalf);
  });
}

/** Whether numbers grow from row to row in both parts: they count the rows of the table that was split. */
function isCounter(all: Float64Array, train: Float64Array): boolean {
  return all.every((x, i) => i === 0 || i === train.length || x > all[i - 1]);
}

function isScaled(sorted: Float64Array, train: Float64Array): boolean {
  const n = sorted.length;
  const isUnit =
    sorted[0] === 0 && Math.abs(sorted[n - 1] - 1) < 1e-12 && sorted[1] > 0 && sorted[n - 2] < 1;
  if (!isUnit) return false;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const x of train) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return low > 0 || high < 1 - 1e-12;
}

/** Whether some rows hold the mean of all rows, which filling gaps with it leaves as it was, and not that of the training rows. */
function isImputed(all: Float64Array, train: Float64Array): boolean {
  const whole = momentsOf(all);
  if (Number.isInteger(whole.mean)) return false;
  const scale = Math.sqrt(whole.variance);
  const nFilled = all.reduce((n, x) => n + Number(Math.abs(x - whole.mean) <= 1e-7 * scale), 0);
  return nFilled >= FEWEST_FILLED && Math.abs(momentsOf(train).mean - whole.mean) > 1e-4 * scale;
}

/** Columns that are centred and pairwise uncorrelated over all rows, two or more, and not over the training rows. */
function rotatedColumns(numbers: readonly NumericColumn[], nTrain: number): string[] {
  const centred = numbers.filter(({ values }) => {
    const { mean, variance } = momentsOf(values);
    return variance > 0 && Math.abs(mean) <= 1e-4 * Math.sqrt(variance);
  });
  if (centred.length < 2) return [];
  const apart = (a: Float64Array, b: Float64Array) => Math.abs(correlation(a, b));
  const rotated = centred.filter(({ values }, j) => {
    const others = centred.filter((_, k) => k !== j);
    const all = others.map((other) => apart(values, other.values));
    const train = others.map((other) =>
      apart(values.subarray(0, nTrain), other.values.subarray(0, nTrain)),
    );
    return (
      all.filter((r) => r < 1e-4).length >= others.length / 2 &&
      train.some((r, k) => r > 1e-3 && all[k] < 1e-4)
    );
  });
  return rotated.length >= 2 ? rotated.map(({ name }) => name) : [];
}
