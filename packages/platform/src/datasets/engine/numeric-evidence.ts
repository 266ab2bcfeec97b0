import { type ColumnEvidence, inferKind } from '@kaizenml/ml/table';
import { type Counts, countColumns, inBatches } from './count-columns.ts';
import { type DuckDBConnection, queryRows } from './duck-db.ts';
import { SOURCE } from './load-source.ts';
import { sqlNumber } from './sql-number.ts';

/** Rows at the start that settle most columns of text, where a full scan of casts that fail is slow. */
const SAMPLE = `(select * from ${SOURCE} limit 2048)`;

/**
 * Which columns of text hold numbers, told without bringing a value out of the database.
 *
 * @param names Name of each column of the source.
 * @param positions Which of them are text whose kind is open.
 * @cost One scan of the columns that start with numbers, and an exact count of distinct values for whole numbers.
 */
export async function findNumericColumns(
  connection: DuckDBConnection,
  {
    names,
    positions,
    nRows,
  }: {
    readonly names: readonly string[];
    readonly positions: readonly number[];
    readonly nRows: number;
  },
): Promise<Set<number>> {
  const sampled = await countColumns(connection, SAMPLE, positions);
  const hopeful = positions.filter((_, k) => sampled[k]?.nPresent === sampled[k]?.nNumbers);
  const counted = await countColumns(connection, SOURCE, hopeful);
  const numeric = new Set<number>();
  const whole: { j: number; counts: Counts }[] = [];
  for (const [k, j] of hopeful.entries()) {
    const counts = counted[k];
    if (!counts || !isNumeric(counts)) continue;
    if (counts.nIntegers < counts.nPresent && counts.nLeadingZeros === 0) numeric.add(j);
    else whole.push({ j, counts });
  }
  const distinct = await countDistinct(
    connection,
    whole.map(({ j }) => j),
  );
  for (const [k, { j, counts }] of whole.entries()) {
    const evidence = wholeEvidence(counts, { name: names[j] ?? '', nRows, distinct: distinct[k] });
    if (inferKind(evidence).kind === 'number') numeric.add(j);
  }
  return numeric;
}

function isNumeric({ nPresent, nNumbers, nBeyondDouble }: Counts): boolean {
  return nPresent > 0 && nNumbers === nPresent && nBeyondDouble === 0;
}

interface Distinct {
  readonly nDistinct: number;
  readonly countsUp: boolean;
}

async function countDistinct(
  connection: DuckDBConnection,
  positions: readonly number[],
): Promise<Distinct[]> {
  const found: Distinct[] = [];
  for (const some of inBatches(positions)) {
    const aggregates = some.flatMap((j) => {
      const step = `try_cast(c${j} as double) - rowid`;
      return [
        `count(distinct case when ${sqlNumber(`c${j}`)} is not null then c${j} end)`,
        `min(${step}) = max(${step})`,
      ];
    });
    const [row = []] = await queryRows(
      connection,
      `select ${aggregates.join(', ')} from ${SOURCE}`,
    );
    for (const k of some.keys())
      found.push({ nDistinct: Number(row[2 * k]), countsUp: row[2 * k + 1] === true });
  }
  return found;
}

function wholeEvidence(
  { nPresent, nNumbers, nIntegers, nLeadingZeros }: Counts,
  {
    name,
    nRows,
    distinct,
  }: { readonly name: string; readonly nRows: number; readonly distinct: Distinct | undefined },
): ColumnEvidence {
  return {
    name,
    nRows,
    nPresent,
    nDistinct: distinct?.nDistinct ?? 0,
    nNumbers,
    nIntegers,
    nDates: 0,
    nBooleans: 0,
    meanLength: 0,
    meanWords: 1,
    nLeadingZeros,
    isMonotonicUnique: nPresent === nRows && nIntegers === nRows && distinct?.countsUp === true,
  };
}
