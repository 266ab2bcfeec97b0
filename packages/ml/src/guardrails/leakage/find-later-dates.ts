import type { Finding } from '@kaizenml/contracts';
import type { NumericColumn, Table } from '../../table/index.ts';
import { percent } from '../percent.ts';

/** Share of rows in which a date must lie after the time of the row. */
const MOSTLY = 0.9;
/** Fewest rows with both dates. */
const FEWEST_ROWS = 20;
/** Names of dates that are fixed beforehand although they lie ahead. */
const PLANNED =
  /due|plan|expir|matur|valid|until|schedul|deadline|renew|target|promis|estimat|birth|dob/i;

/**
 * Finds dates that lie after the time of their row: what happened later was not known then.
 *
 * The time of the row is the declared column. Without one it is the date that no other date column precedes: the start of
 * what the row tells. A date that lies after it in 90 % of the rows is named, unless its name tells that it was planned.
 *
 * @param time Name of the column of the rows' time. Default: the earliest date column.
 * @cost O(n) per pair of date columns.
 * @source Kaufman et al. (2012), ACM TKDD 6(4): "no-time-machine" requirement.
 */
export function findLaterDates(
  table: Table,
  { target, time }: { readonly target: string; readonly time?: string | undefined },
): Finding[] {
  const dates = table.columns.filter(
    (column): column is NumericColumn => column.kind === 'date' && column.name !== target,
  );
  const start =
    dates.find(({ name }) => name === time) ?? (time === undefined ? earliest(dates) : undefined);
  if (!start) return [];
  return dates
    .filter((date) => date !== start && !PLANNED.test(date.name))
    .flatMap((date): Finding[] => {
      const { nBoth, nLater, delay } = compare(start, date);
      const share = nLater / nBoth;
      if (nBoth < FEWEST_ROWS || !(share >= MOSTLY)) return [];
      const { name: column } = date;
      return [
        {
          code: 'LEAK_FROM_LATER',
          severity: 'warning',
          message: `Column "${column}" is known only after the outcome may have happened: it lies after "${start.name}" in ${percent(share)} of ${nBoth} rows, ${duration(delay)} in the middle.`,
          hint: `What happens after "${start.name}" is not known when a new row is to be predicted.`,
          column,
          details: {
            column,
            target,
            evidence: 'later-date',
            time: start.name,
            isDeclared: time !== undefined,
            nRows: nBoth,
            share,
            medianDelayMs: delay,
          },
        },
      ];
    });
}

function compare(start: NumericColumn, date: NumericColumn) {
  const delays: number[] = [];
  let nBoth = 0;
  for (let i = 0; i < start.values.length; i++) {
    const delay = date.values[i] - start.values[i];
    if (Number.isNaN(delay)) continue;
    nBoth++;
    if (delay > 0) delays.push(delay);
  }
  const sorted = Float64Array.from(delays).sort();
  return { nBoth, nLater: delays.length, delay: sorted[sorted.length >> 1] ?? 0 };
}

/** The date column that no other one mostly precedes, when another one mostly follows it. */
function earliest(dates: readonly NumericColumn[]): NumericColumn | undefined {
  const usual = dates.filter(({ name }) => !PLANNED.test(name));
  return usual.find((one) =>
    usual.every((other) => {
      if (other === one) return true;
      const { nBoth, nLater } = compare(other, one);
      return nBoth < FEWEST_ROWS || nLater < (1 - MOSTLY) * nBoth;
    }),
  );
}

const UNITS = [
  { ms: 86_400_000, word: 'day' },
  { ms: 3_600_000, word: 'hour' },
  { ms: 60_000, word: 'minute' },
  { ms: 1000, word: 'second' },
] as const;

function duration(ms: number): string {
  const unit = UNITS.find((one) => ms >= 2 * one.ms) ?? UNITS[3];
  const n = Math.round(ms / unit.ms);
  return `${n} ${unit.word}${n === 1 ? '' : 's'}`;
}
