import type { Finding } from '@kaizenml/contracts';
import { correlation } from '../../stats/index.ts';
import { type Column, isNumeric, type NumericColumn, type Table } from '../../table/index.ts';
import type { KnownTarget } from '../read-target.ts';

/** Rows to come that a column may look ahead. */
const MOST_AHEAD = 31;
/** Lengths of means over rows to come that are tried. */
const WINDOWS = [2, 3, 4, 5, 6, 7, 10, 12, 14, 20, 24, 28, 30] as const;
/** Consecutive rows that are compared. */
const MOST_ROWS = 20_000;
const PROBE_ROWS = 1500;
/** Fewest rows in time order. */
const FEWEST_ROWS = 60;
/** Squared correlation from which a column is the target of a later row. */
const LEAK_R2 = 0.98;
/** Times that it must be closer to perfect than at any lag that is not ahead. */
const TIMES_CLOSER = 4;

/**
 * Finds columns that hold the target of rows to come: shifted the wrong way, or averaged over the next rows.
 *
 * Rows are ordered by the declared time, else by each date column (two at most), else as they are. At k rows ahead (1 to
 * 31), or over the next w rows, the squared correlation must be 0.98 and four times closer to perfect than with the
 * target of the same row and of the rows before: a column that merely persists is as close to the past.
 *
 * @param time Name of the column that orders the rows. Default: dates, and the order of the rows.
 * @cost O(n log n) to order, O(n) per column and shift on 20 000 rows at most; most columns end after 1500 rows.
 * @source Kaufman et al. (2012), ACM TKDD 6(4); Kapoor & Narayanan (2023), "Leakage and the reproducibility crisis", Patterns 4: temporal leakage.
 */
export function findShiftedCopies(
  table: Table,
  target: KnownTarget,
  { time }: { readonly time?: string | undefined } = {},
): Finding[] {
  if (target.rows.length < FEWEST_ROWS) return [];
  const orders = ordersOf(table, target, time);
  return table.columns
    .filter(({ name }) => name !== target.name)
    .flatMap((column): Finding[] => {
      for (const { rows, y, by } of orders) {
        const found = lookAhead(column, rows, y);
        if (found) return [describe(column.name, target.name, by, found)];
      }
      return [];
    });
}

interface Order {
  /** Rows of the table in time order, and the target in it. */
  readonly rows: Int32Array;
  readonly y: Series;
  readonly by: string | null;
}

function ordersOf(table: Table, target: KnownTarget, time: string | undefined): Order[] {
  const clocks = table.columns
    .filter(
      (column): column is NumericColumn =>
        isNumeric(column) && (time === undefined ? column.kind === 'date' : column.name === time),
    )
    .slice(0, 2);
  const take = (at: Int32Array, by: string | null): Order => {
    const first = at.subarray(0, MOST_ROWS);
    return { rows: first.map((i) => target.rows[i]), y: series(targetColumn(target, first)), by };
  };
  const all = Int32Array.from(target.rows, (_, i) => i);
  const byTime = clocks.map(({ name, values }) => {
    const sorted = all
      .slice()
      .sort((a, b) => values[target.rows[a]] - values[target.rows[b]] || a - b);
    return take(sorted, name);
  });
  return [...byTime, take(all, null)];
}

function targetColumn(target: KnownTarget, at: Int32Array): Column {
  const { name } = target;
  if (target.kind === 'regression')
    return { name, kind: 'number', values: Float64Array.from(at, (i) => target.values[i]) };
  return { name, kind: 'category', codes: at.map((i) => target.codes[i]), levels: target.classes };
}

/** Numbers whose equality is that of the values; levels are matched by their text. */
interface Series {
  readonly values: Float64Array;
  readonly levels?: readonly string[];
}

function series(column: Column, rows?: Int32Array): Series {
  const source: ArrayLike<number> = isNumeric(column) ? column.values : column.codes;
  const values = new Float64Array(rows?.length ?? source.length);
  const isCoded = !isNumeric(column);
  for (let i = 0; i < values.length; i++) {
    const value = source[rows ? rows[i] : i];
    values[i] = isCoded && value < 0 ? Number.NaN : value;
  }
  return isCoded ? { values, levels: column.levels } : { values };
}

interface Ahead {
  readonly rowsAhead: number;
  readonly window: number;
  readonly score: number;
  readonly scoreOfPast: number;
}

function lookAhead(column: Column, rows: Int32Array, y: Series): Ahead | undefined {
  const n = Math.min(rows.length, PROBE_ROWS);
  const good = rows.length > PROBE_ROWS ? LEAK_R2 - 0.05 : LEAK_R2;
  const first = { ...y, values: y.values.subarray(0, n) };
  const probe = comparable(series(column, rows.subarray(0, n)), first);
  if (!probe) return undefined;
  const candidates: { k: number; w: number; score: number }[] = [];
  for (let k = 1; k <= Math.min(MOST_AHEAD, n / 4); k++) {
    const score = shifted(probe[0], probe[1], k);
    if (score >= good) candidates.push({ k, w: 1, score });
  }
  for (const w of WINDOWS) {
    if (w > n / 4) break;
    const score = shifted(probe[0], meansOfNext(probe[1], w), 1);
    if (score >= good) candidates.push({ k: 1, w, score });
  }
  const pair = candidates.length === 0 ? undefined : comparable(series(column, rows), y);
  if (!pair) return undefined;
  const [a, b] = pair;
  const { k, w } = candidates.reduce((best, one) => (one.score > best.score ? one : best));
  const future = w === 1 ? b : meansOfNext(b, w);
  const score = shifted(a, future, k);
  let past = 0;
  for (let lag = 0; lag <= Math.min(MOST_AHEAD, n / 4); lag++)
    past = Math.max(past, shifted(a, b, -lag));
  for (const width of WINDOWS)
    if (width <= n / 4) past = Math.max(past, shifted(a, meansOfNext(b, width), 1 - width));
  return score >= LEAK_R2 && 1 - score <= (1 - past) / TIMES_CLOSER
    ? { rowsAhead: k, window: w, score, scoreOfPast: past }
    : undefined;
}

/** Both as numbers; classes of more than two values as marks of the most frequent one, when both name it. */
function comparable(x: Series, y: Series): readonly [Float64Array, Float64Array] | undefined {
  if (!y.levels) return x.levels ? undefined : [x.values, y.values];
  if (y.levels.length === 2) {
    if (x.levels && new Set(x.values.filter((v) => !Number.isNaN(v))).size !== 2) return undefined;
    return [x.values, y.values];
  }
  const [first] = y.levels;
  const own = x.levels ? x.levels.indexOf(first) : Number(first);
  if (own < 0 || Number.isNaN(own)) return undefined;
  const mark = (values: Float64Array, code: number) =>
    values.map((value) => (Number.isNaN(value) ? value : Number(value === code)));
  return [mark(x.values, own), mark(y.values, 0)];
}

/** Squared correlation of x at t with y at t + k. */
function shifted(x: Float64Array, y: Float64Array, k: number): number {
  const n = x.length;
  const r =
    k >= 0
      ? correlation(x.subarray(0, n - k), y.subarray(k))
      : correlation(x.subarray(-k), y.subarray(0, n + k));
  return Number.isNaN(r) ? 0 : r * r;
}

/** Mean of y at t and the next rows, w in all; missing where they end. */
function meansOfNext(y: Float64Array, w: number): Float64Array {
  const means = new Float64Array(y.length).fill(Number.NaN);
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    sum += y[i];
    if (i >= w) sum -= y[i - w];
    if (i >= w - 1) means[i - w + 1] = sum / w;
  }
  return means;
}

function describe(column: string, target: string, by: string | null, ahead: Ahead): Finding {
  const { rowsAhead, window, score, scoreOfPast } = ahead;
  const order = by === null ? 'in the order of the rows' : `ordered by "${by}"`;
  const what =
    window === 1
      ? `the value of "${target}" ${rowsAhead === 1 ? 'in the next row' : `${rowsAhead} rows later`}`
      : `the mean of "${target}" over the next ${window} rows`;
  return {
    code: 'LEAK_FROM_LATER',
    severity: 'warning',
    message: `Column "${column}" is known only after the outcome: ${order} it holds ${what} (R squared ${(Math.floor(score * 1000) / 1000).toFixed(3)}, ${scoreOfPast.toFixed(3)} with the past).`,
    hint: 'It was probably shifted the wrong way: use values of earlier rows.',
    column,
    details: { column, target, evidence: 'shifted', time: by, ...ahead },
  };
}
