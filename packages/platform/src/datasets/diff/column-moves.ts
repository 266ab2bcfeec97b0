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
  sides: LoadedSides,
): Promise<ColumnMoves> {
  const { before, after } = sides;
  const columns = await mayHaveMoved(connection, sides);
  if (columns.length === 0) return [];
  const [olds, news] = [
    await figuresOf(connection, 'all_a', columns),
    await figuresOf(connection, 'all_b', columns),
  ];
  const moves: ColumnMoves = [];
  for (const [i, { name, k, isNumber }] of columns.entries()) {
    const [old, next] = [olds[i], news[i]];
    if (old === undefined || next === undefined) continue;
    const isShort = Math.max(old.nDistinct, next.nDistinct) <= MOST_LEVELS;
    const nRows = [before.nRows, after.nRows] as const;
    const top = isShort && !isNumber ? await movedValues(connection, k, nRows) : [];
    if (JSON.stringify(old) !== JSON.stringify(next) || top.length > 0)
      moves.push({ column: name, before: old, after: next, top });
  }
  return moves;
}

interface Candidate {
  readonly name: string;
  /** Position among the columns that both tables have. */
  readonly k: number;
  readonly isNumber: boolean;
}

/** Columns whose values are not the same, counted; the order of rows does not matter. */
async function mayHaveMoved(
  connection: DuckDBConnection,
  { shared, isPaired, before, after }: LoadedSides,
): Promise<Candidate[]> {
  const candidates = shared.map(({ name, ...kinds }, k) => ({
    name,
    k,
    isNumber: kinds.before === 'number' && kinds.after === 'number',
  }));
  if (!isPaired || before.nRows !== after.nRows) return candidates;
  const moved: Candidate[] = [];
  for (const one of candidates) {
    const column = `c${one.k}`;
    const others = await queryRows(
      connection,
      `select 1 from (select ${column} from a except all select ${column} from b) limit 1`,
    );
    if (others.length > 0) moved.push(one);
  }
  return moved;
}

async function figuresOf(
  connection: DuckDBConnection,
  table: 'all_a' | 'all_b',
  columns: readonly Candidate[],
): Promise<Figures[]> {
  const list = columns.flatMap(({ k, isNumber }) => [
    `count(c${k})`,
    `approx_count_distinct(c${k})`,
    isNumber ? `favg(c${k})` : 'null',
  ]);
  const [[nRows = 0, ...row] = []] = await queryRows(
    connection,
    `select ${['count(*)', ...list].join(', ')} from ${table}`,
  );
  const total = Number(nRows);
  return columns.map((_, i) => {
    const mean = toCell(row[3 * i + 2]);
    return {
      shareMissing: total === 0 ? 0 : 1 - Number(row[3 * i]) / total,
      nDistinct: Number(row[3 * i + 1]),
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
     from (select c${k} as v, count(*) as n from all_a where c${k} is not null group by 1) x
     full join (select c${k} as v, count(*) as n from all_b where c${k} is not null group by 1) y on x.v = y.v
     where p <> q order by abs(p - q) desc, 1 limit ${SHOWN_VALUES}`,
  );
  return rows.map(([value, before, after]) => ({
    value: String(toCell(value)),
    before: Number(before),
    after: Number(after),
  }));
}
