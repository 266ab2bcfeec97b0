import type { Finding } from '@kaizenml/contracts';
import { correlation } from '../../stats/index.ts';
import { findColumn, isNumeric, isoDate, type NumericColumn } from '../../table/index.ts';
import { percent } from '../percent.ts';
import type { JoinedTables } from './join-tables.ts';

/** Share of test rows that must be older than the newest training rows. */
const OLDER = 0.1;
/** Instants that a column must have to be a time of rows. */
const FEWEST_INSTANTS = 20;
/** Correlation of the target with that of the next row in time from which time matters. */
const MATTERS = 0.15;
const NOT_OF_ROWS = /birth|dob|due|expir|valid|until/i;

/**
 * Finds test rows that are older than training rows although rows of one time resemble each other.
 *
 * The time of a row is the declared column, else the only date column. The newest percent of the training rows is left out
 * of account. Time matters when the target goes with that of the next row in time (autocorrelation 0.15 or more);
 * otherwise the overlap is only noted.
 *
 * @cost O(n log n)
 * @source Bergmeir & Benítez (2012), Information Sciences 191; Kapoor & Narayanan (2023), Patterns 4: temporal leakage.
 */
export function findTimeOverlap(
  { table, nTrain, nTest }: JoinedTables,
  { target, time }: { readonly target: string; readonly time?: string | undefined },
): Finding[] {
  const clock = clockOf(table.columns.filter(isNumeric), time, target);
  if (!clock || nTrain === 0 || nTest === 0) return [];
  const { values, name } = clock;
  const trained = values
    .slice(0, nTrain)
    .filter((at) => !Number.isNaN(at))
    .sort();
  const newest = trained[Math.floor(0.99 * (trained.length - 1))];
  const tested = values.subarray(nTrain).filter((at) => !Number.isNaN(at));
  const share = tested.filter((at) => at < newest).length / Math.max(1, tested.length);
  if (!(share >= OLDER) || new Set(values).size < FEWEST_INSTANTS) return [];
  const memory = memoryOf(table.columns, values, target);
  const isFelt = memory >= MATTERS;
  const shown = clock.kind === 'date' ? isoDate(newest) : String(newest);
  return [
    {
      code: 'SPLIT_TIME_OVERLAP',
      severity: isFelt ? 'warning' : 'info',
      message: `${percent(share)} of the test rows are older than training rows, which reach to ${shown} in "${name}"${isFelt ? `, and "${target}" goes with that of the next row in time (correlation ${memory.toFixed(2)})` : ''}.`,
      hint: `Split by time if the model will answer for later rows: \`split: {kind: time, column: ${name}}\` in kaizen.yaml.`,
      column: name,
      details: { column: name, target, share, newestTraining: shown, autocorrelation: memory },
    },
  ];
}

function clockOf(
  columns: readonly NumericColumn[],
  time: string | undefined,
  target: string,
): NumericColumn | undefined {
  if (time !== undefined) return columns.find(({ name }) => name === time);
  const dates = columns.filter(
    ({ name, kind }) => kind === 'date' && name !== target && !NOT_OF_ROWS.test(name),
  );
  return dates[0];
}

/** Correlation of the target with that of the next row in time; classes by the most frequent one. */
function memoryOf(
  columns: JoinedTables['table']['columns'],
  times: Float64Array,
  target: string,
): number {
  const column = findColumn({ nRows: times.length, columns }, target);
  if (!column) return 0;
  const order = Int32Array.from(times, (_, i) => i)
    .filter((i) => !Number.isNaN(times[i]))
    .sort((a, b) => times[a] - times[b]);
  const first = isNumeric(column) ? 0 : mostFrequent(column.codes);
  const y = Float64Array.from(order, (i) =>
    isNumeric(column) ? column.values[i] : Number(column.codes[i] === first),
  );
  return correlation(y.subarray(1), y.subarray(0, y.length - 1)) || 0;
}

function mostFrequent(codes: Int32Array): number {
  const counts = new Map<number, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [-1, 0])[0];
}
