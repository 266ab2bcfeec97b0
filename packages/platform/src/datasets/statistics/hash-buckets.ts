import type { ColumnStatistics, DistinctCount, FrequentValue } from '@kaizenml/contracts';
import { DISTINCT_ERROR, estimateDistinct, N_REGISTERS, N_TOP } from '@kaizenml/ml/sketches';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';

/** Rows of a sample in which values that may be frequent are looked for, and the least count there. */
const SAMPLE_ROWS = 65_536;
const LEAST_SAMPLED = 16;
const MOST_CANDIDATES = 64;
const RANK_BITS = 50;

/** Rows in the database, and up to how many of them are counted value by value. */
export interface LargePlace {
  readonly from: string;
  readonly nRows: number;
  readonly rowNumber: string;
  /** Up to so many rows every value is counted by itself. */
  readonly countedRows: number;
}

/** Values that are to be counted. */
export interface ValueSource extends LargePlace {
  /** SQL of the value, NULL where it is missing. */
  readonly value: string;
  /** How a value is written. */
  readonly show: (value: unknown) => string;
}

/**
 * How many different values there are, and the most frequent ones, of a column that has very many.
 *
 * Up to `countedRows` exactly, by a hash table that goes to the disk where it grows. Beyond, rows are counted in 16384
 * buckets of their hashes: the least hash of each gives HyperLogLog's register, and no value is more frequent than its bucket.
 * Values that a sample shows often are then counted exactly, and listed when they beat every bucket's rest.
 */
export async function frequentAndDistinct(
  connection: DuckDBConnection,
  source: ValueSource,
): Promise<Pick<ColumnStatistics, 'distinct' | 'top'>> {
  return source.nRows <= source.countedRows
    ? await countAll(connection, source)
    : await countBuckets(connection, source);
}

async function countAll(connection: DuckDBConnection, { from, value, show }: ValueSource) {
  await connection.run(
    `create or replace temp table counted as select ${value} as v, count(*) as n from ${from} where v is not null group by v`,
  );
  const [[nDistinct] = []] = await queryRows(connection, 'select count(*) from counted');
  const rows = await queryRows(
    connection,
    `select v, n::double from counted order by n desc, v limit ${N_TOP}`,
  );
  await connection.run('drop table counted');
  const distinct = { count: Number(nDistinct), isExact: true, relativeError: 0 };
  return { distinct, top: rows.map(([v, n]) => toFrequent(show(v), Number(n))) };
}

function toFrequent(value: string, count: number): FrequentValue {
  return { value, count, error: 0 };
}

async function countBuckets(connection: DuckDBConnection, source: ValueSource) {
  const { from, value, show } = source;
  const rows = await queryRows(
    connection,
    `select (h >> ${RANK_BITS})::integer, min(h & ${2 ** RANK_BITS - 1})::double, count(*)::double
     from (select hash(${value}) as h from ${from} where ${value} is not null) group by 1`,
  );
  const registers = new Uint8Array(N_REGISTERS);
  const rest = new Float64Array(N_REGISTERS);
  for (const [bucket, least, count] of rows as [number, number, number][]) {
    registers[bucket] = RANK_BITS - bitLength(least) + 1;
    rest[bucket] = count;
  }
  const found = await countCandidates(connection, source);
  for (const { bucket, count } of found) rest[bucket] = (rest[bucket] ?? 0) - count;
  const mostOfOthers = rest.reduce((most, count) => Math.max(most, count), 0);
  const distinct: DistinctCount = {
    count: Math.round(estimateDistinct(registers)),
    isExact: false,
    relativeError: DISTINCT_ERROR,
  };
  const sure = found.filter(({ count }) => count > mostOfOthers).slice(0, N_TOP);
  return { distinct, top: sure.map((one) => toFrequent(show(one.value), one.count)) };
}

async function countCandidates(
  connection: DuckDBConnection,
  { from, value, nRows, rowNumber }: ValueSource,
): Promise<{ readonly value: unknown; readonly bucket: number; readonly count: number }[]> {
  const step = Math.max(1, Math.floor(nRows / SAMPLE_ROWS));
  const rows = await queryRows(
    connection,
    `with frequent as (
       select ${value} as v from ${from} where hash(${rowNumber}) % ${step} = 0 and v is not null
       group by v having count(*) >= ${LEAST_SAMPLED} order by count(*) desc, v limit ${MOST_CANDIDATES})
     select ${value} as v, (hash(v) >> ${RANK_BITS})::integer, count(*)::double as n
     from ${from} where v in (select v from frequent) group by v order by n desc, v`,
  );
  return rows.map(([v, bucket, n]) => ({ value: v, bucket: Number(bucket), count: Number(n) }));
}

/** Bits of a whole number below 2^53; 0 for 0. */
function bitLength(x: number): number {
  const high = Math.floor(x / 2 ** 32);
  return high > 0 ? 64 - Math.clz32(high) : 32 - Math.clz32(x >>> 0);
}
