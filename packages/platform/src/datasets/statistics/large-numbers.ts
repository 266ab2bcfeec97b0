import type { ColumnStatistics, NumberStatistics } from '@kaizenml/contracts';
import {
  dayGapsOf,
  equalCountBins,
  equalWidthEdges,
  QUANTILE_SHARES,
  quantileOfRanks,
  TENTHS,
} from '@kaizenml/ml/sketches';
import { isoDate } from '@kaizenml/ml/table';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { frequentAndDistinct, type LargePlace } from './hash-buckets.ts';
import { type OrderedNumbers, orderNumbers } from './ordered-cells.ts';

interface Totals {
  readonly nPresent: number;
  readonly nNaN: number;
  readonly nPositiveInfinite: number;
  readonly nNegativeInfinite: number;
  readonly nZeros: number;
  readonly nNegative: number;
  readonly nWhole: number;
  readonly min: number;
  readonly max: number;
  readonly center: number;
}

const DAY_MS = 86_400_000;

/** Statistics of a column of very many different numbers or dates, which stay in the database. All exact but what `frequentAndDistinct` says. */
export async function largeNumberColumn(
  connection: DuckDBConnection,
  place: LargePlace,
  column: { readonly name: string; readonly kind: 'number' | 'date'; readonly value: string },
): Promise<ColumnStatistics> {
  const { from, nRows } = place;
  const { name, kind, value } = column;
  const totals = await totalsOf(connection, from, value);
  const number = await numberStatistics(connection, { from, value }, totals);
  const show = (x: unknown) => (kind === 'date' ? isoDate(Number(x)) : String(Number(x) + 0));
  const frequent = await frequentAndDistinct(connection, {
    ...place,
    value: `(case when ${value} = 0 then 0::double else ${value} end)`,
    show,
  });
  const hasDates = kind === 'date' && number.min !== null && number.max !== null;
  return {
    name,
    kind,
    nRows,
    nMissing: nRows - totals.nPresent,
    ...frequent,
    number,
    ...(hasDates && {
      date: {
        first: isoDate(totals.min),
        last: isoDate(totals.max),
        ...dayGapsOf(await daysOf(connection, from, value)),
      },
    }),
  };
}

async function totalsOf(
  connection: DuckDBConnection,
  from: string,
  value: string,
): Promise<Totals> {
  const [row = []] = await queryRows(
    connection,
    `select count(v), count(case when isnan(v) then 1 end), count(case when v = 'inf'::double then 1 end),
       count(case when v = '-inf'::double then 1 end), count(case when v = 0 then 1 end), count(case when v < 0 then 1 end),
       count(case when isfinite(v) and v = trunc(v) then 1 end),
       min(f), max(f), avg(f)
     from (select ${value} as v, case when isfinite(v) then v end as f from ${from})`,
  );
  const [nPresent, nNaN, nPositiveInfinite, nNegativeInfinite, nZeros, nNegative, nWhole, ...rest] =
    row.map(Number) as [number, number, number, number, number, number, number, ...number[]];
  const [min = 0, max = 0, mean = 0] = rest;
  const center = Number.isFinite(mean) ? mean : min / 2 + max / 2;
  return {
    nPresent,
    nNaN,
    nPositiveInfinite,
    nNegativeInfinite,
    nZeros,
    nNegative,
    nWhole,
    min: min + 0,
    max: max + 0,
    center,
  };
}

async function numberStatistics(
  connection: DuckDBConnection,
  { from, value }: { readonly from: string; readonly value: string },
  totals: Totals,
): Promise<NumberStatistics> {
  const { nPresent, nNaN, nPositiveInfinite, nNegativeInfinite, min, max, center } = totals;
  const nInfinite = nPositiveInfinite + nNegativeInfinite;
  const n = nPresent - nNaN - nInfinite;
  const shares = [...QUANTILE_SHARES, ...TENTHS];
  const places = shares.map((share) => Math.floor((n - 1) * share));
  const edges = equalWidthEdges(min, max);
  const ordered = await orderNumbers(
    connection,
    { from, value: `case when isfinite(${value}) then ${value} end`, min, max, center },
    {
      ranks: places.flatMap((rank) => [rank, Math.min(rank + 1, n - 1)]),
      limits: edges?.slice(1, -1) ?? [],
    },
  );
  const quantile = (share: number) => quantileOfRanks(ordered.at, n, share);
  return {
    isInteger: totals.nWhole === n,
    min,
    max,
    ...momentsOf(ordered, center),
    nZeros: totals.nZeros,
    nNegative: totals.nNegative,
    nNaN,
    nInfinite,
    quantiles: QUANTILE_SHARES.map((share) => ({ share, value: quantile(share) })),
    rankError: 0,
    equalWidth: edges && { edges, counts: countsBetween(edges, ordered), error: 0 },
    equalCount: equalCountBins(TENTHS.map(quantile), n, ordered.rowsBelow),
  };
}

function countsBetween(edges: readonly number[], { n, rowsBelow }: OrderedNumbers): number[] {
  const below = edges.map((edge, k) =>
    k === 0 ? 0 : k === edges.length - 1 ? n : rowsBelow(edge),
  );
  return below.slice(1).map((rows, k) => rows - (below[k] ?? 0));
}

function momentsOf({ n, drift, squares }: OrderedNumbers, center: number) {
  const mean = center + drift / n;
  const sd = n < 2 ? Number.NaN : Math.sqrt(Math.max(0, squares - (drift * drift) / n) / (n - 1));
  return {
    mean: Number.isFinite(mean) ? mean : null,
    sd: Number.isFinite(sd) ? sd : null,
  };
}

async function daysOf(
  connection: DuckDBConnection,
  from: string,
  value: string,
): Promise<Float64Array> {
  const rows = await queryRows(
    connection,
    `select distinct floor(${value} / ${DAY_MS}) as d from ${from} where d is not null order by d`,
  );
  return Float64Array.from(rows, ([day]) => Number(day) * DAY_MS);
}
