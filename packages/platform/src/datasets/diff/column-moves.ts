import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { toCell } from './row-changes.ts';
import type { LoadedSides } from './sides.ts';

type ColumnMoves = OutputOf<Operations['datasets']['diff']>['columns'];
type Figures = ColumnMoves[number]['before'];

/** Columns with more different values have no frequent ones to compare. */
const MOST_LEVELS = 1000;
const SHOWN_VALUES = 3;
/** Threads add numbers up in any order: digits behind these tell nothing. */
const MEAN_DIGITS = 12;

/** Figures of the columns of both tables, where they moved. */
export async function findColumnMoves(
  connection: DuckDBConnection,
  { shared, before, after }: LoadedSides,
): Promise<ColumnMoves> {
  const isNumber = shared.map((column) => column.before === 'number' && column.after === 'number');
  const [olds, news] = [
    await figuresOf(connection, 'a', isNumber),
    await figuresOf(connection, 'b', isNumber),
  ];
  const moves: ColumnMoves = [];
  for (const [k, { name }] of shared.entries()) {
    const [old, next] = [olds[k], news[k]];
    if (old === undefined || next === undefined) continue;
    const isShort = Math.max(old.nDistinct, next.nDistinct) <= MOST_LEVELS;
    const nRows = [before.nRows, after.nRows] as const;
    const top = isShort && !isNumber[k] ? await movedValues(connection, k, nRows) : [];
    if (JSON.stringify(old) !== JSON.stringify(next) || top.length > 0)
      moves.push({ column: name, before: old, after: next, top });
  }
  return moves;
}

async function figuresOf(
  connection: DuckDBConnection,
  table: 'a' | 'b',
  isNumber: readonly boolean[],
): Promise<Figures[]> {
  const list = isNumber.flatMap((number, k) => [
    `count(c${k})`,
    `approx_count_distinct(c${k})`,
    number ? `favg(c${k})` : 'null',
  ]);
  const [[nRows = 0, ...row] = []] = await queryRows(
    connection,
    `select ${['count(*)', ...list].join(', ')} from ${table}`,
  );
  const total = Number(nRows);
  return isNumber.map((_, k) => {
    const mean = toCell(row[3 * k + 2]);
    return {
      shareMissing: total === 0 ? 0 : 1 - Number(row[3 * k]) / total,
      nDistinct: Number(row[3 * k + 1]),
      mean: typeof mean === 'number' ? Number(mean.toPrecision(MEAN_DIGITS)) : null,
    };
  });
}

async function movedValues(
  connection: DuckDBConnection,
  k: number,
  [nBefore, nAfter]: readonly [number, number],
): Promise<ColumnMoves[number]['top']> {
  const rows = await queryRows(
    connection,
    `select coalesce(x.v, y.v), coalesce(x.n, 0)::double / ${Math.max(1, nBefore)} as p, coalesce(y.n, 0)::double / ${Math.max(1, nAfter)} as q
     from (select c${k} as v, count(*) as n from a where c${k} is not null group by 1) x
     full join (select c${k} as v, count(*) as n from b where c${k} is not null group by 1) y on x.v = y.v
     where p <> q order by abs(p - q) desc, 1 limit ${SHOWN_VALUES}`,
  );
  return rows.map(([value, before, after]) => ({
    value: String(toCell(value)),
    before: Number(before),
    after: Number(after),
  }));
}
