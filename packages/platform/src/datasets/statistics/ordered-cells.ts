import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { inOrder } from './count-values.ts';

/** Cells into which a range of numbers is cut. */
const N_CELLS = 65_536;
/** Up to so many rows of a cell are brought into memory. */
const MOST_LOADED = 131_072;
/** Times that a cell of too many rows is cut again. */
const MAX_DEPTH = 12;

/** Numbers that lie side by side, between those of other cells. */
interface Cell {
  readonly min: number;
  readonly max: number;
  readonly count: number;
  /** Sums over the rows of d = x - center, and of d^2. */
  readonly drift: number;
  readonly squares: number;
  /** The numbers, increasing, with the rows up to and with each; absent until they are asked for. */
  loaded?: { readonly values: Float64Array; readonly totals: Float64Array };
}

/** A column of numbers that stays in the database, with the ends of what is sought in it. */
export interface OrderedNumbers {
  /** Finite numbers. */
  readonly n: number;
  /** Sums of all distances to the center, and of their squares. */
  readonly drift: number;
  readonly squares: number;
  /** Exact number at a rank from 0 to n - 1; it must have been asked for. */
  at(rank: number): number;
  /** Exact number of rows below a limit; it must have been asked for. */
  rowsBelow(limit: number): number;
}

/**
 * Order statistics of numbers in the database, exact, in memory that does not grow with the rows.
 *
 * The range is cut into 65536 cells, whose rows are counted; only cells in which a rank or a limit lies are looked into,
 * and cut again where they hold too many rows.
 *
 * @param numbers.value SQL of a finite DOUBLE, NULL otherwise.
 * @param numbers.center A number near the mean.
 * @cost Two scans as a rule; one more per cut.
 * @source Munro & Paterson (1980), "Selection and sorting with limited storage", Theoretical Computer Science 12.
 */
export async function orderNumbers(
  connection: DuckDBConnection,
  numbers: {
    readonly from: string;
    readonly value: string;
    readonly min: number;
    readonly max: number;
    readonly center: number;
  },
  { ranks, limits }: { readonly ranks: readonly number[]; readonly limits: readonly number[] },
): Promise<OrderedNumbers> {
  let cells = await cutRange(connection, numbers);
  const n = cells.reduce((sum, { count }) => sum + count, 0);
  const [drift, squares] = [total(cells, 'drift'), total(cells, 'squares')];
  for (let depth = 0; ; depth++) {
    const wanted = wantedCells(cells, ranks, limits);
    if (wanted.size === 0) break;
    const parts: Cell[] = [];
    for (const cell of cells) {
      if (wanted.has(cell) && cell.count > MOST_LOADED && depth < MAX_DEPTH)
        parts.push(...(await cutRange(connection, { ...numbers, min: cell.min, max: cell.max })));
      else parts.push(cell);
    }
    cells = parts;
    await loadCells(
      connection,
      numbers,
      [...wantedCells(cells, ranks, limits)].filter(
        ({ count }) => count <= MOST_LOADED || depth >= MAX_DEPTH,
      ),
    );
  }
  return { n, drift, squares, ...lookup(cells) };
}

function total(cells: readonly Cell[], part: 'drift' | 'squares'): number {
  return cells.reduce((sum, cell) => sum + cell[part], 0);
}

/** Halves keep the largest range from overflowing. Cells are in the order of their numbers, since each step of the SQL is. */
async function cutRange(
  connection: DuckDBConnection,
  {
    from,
    value,
    min,
    max,
    center,
  }: { from: string; value: string; min: number; max: number; center: number },
): Promise<Cell[]> {
  const [low, high] = [sqlDouble(min), sqlDouble(max)];
  const width = `(${high} / 2 - ${low} / 2)`;
  const cell =
    min === max
      ? 'v'
      : `least(${N_CELLS - 1}, floor((v / 2 - ${low} / 2) / ${width} * ${N_CELLS}))::integer`;
  const rows = await queryRows(
    connection,
    `select min(v) + 0, max(v) + 0, count(*)::double, sum(v - ${sqlDouble(center)}), sum((v - ${sqlDouble(center)}) * (v - ${sqlDouble(center)}))
     from (select ${value} as v from ${from}) where v between ${low} and ${high} group by ${cell}`,
  );
  return (rows as number[][])
    .map(([least = 0, most = 0, count = 0, drift = 0, squares = 0]) => ({
      min: least + 0,
      max: most + 0,
      count,
      drift,
      squares,
    }))
    .sort((a, b) => a.min - b.min);
}

/** A number as an SQL DOUBLE of the same bits. */
function sqlDouble(x: number): string {
  return `'${x}'::double`;
}

function wantedCells(
  cells: readonly Cell[],
  ranks: readonly number[],
  limits: readonly number[],
): Set<Cell> {
  const wanted = new Set<Cell>();
  const isOpen = ({ min, max, loaded }: Cell) => min < max && loaded === undefined;
  let below = 0;
  for (const cell of cells) {
    const above = below + cell.count;
    const from = below;
    const holds =
      ranks.some((rank) => rank >= from && rank < above) ||
      limits.some((limit) => limit > cell.min && limit <= cell.max);
    if (holds && isOpen(cell)) wanted.add(cell);
    below = above;
  }
  return wanted;
}

async function loadCells(
  connection: DuckDBConnection,
  { from, value }: { readonly from: string; readonly value: string },
  cells: readonly Cell[],
): Promise<void> {
  if (cells.length === 0) return;
  const inside = cells.map(({ min, max }) => `v between ${sqlDouble(min)} and ${sqlDouble(max)}`);
  const rows = await queryRows(
    connection,
    `select v, count(*)::double from (select ${value} as v from ${from}) where ${inside.join(' or ')} group by v`,
  );
  const found = rows as [number, number][];
  const { values, counts } = inOrder(
    Float64Array.from(found, ([v]) => v),
    found.map(([, count]) => count),
  );
  let at = 0;
  for (const cell of cells) {
    const start = at;
    while (at < values.length && (values[at] ?? 0) <= cell.max) at++;
    let sum = 0;
    const totals = counts.slice(start, at).map((count) => {
      sum += count;
      return sum;
    });
    cell.loaded = { values: values.slice(start, at), totals };
  }
}

function lookup(cells: readonly Cell[]): Pick<OrderedNumbers, 'at' | 'rowsBelow'> {
  return {
    at: (rank) => {
      let below = 0;
      for (const { min, max, count, loaded } of cells) {
        if (rank < below + count) {
          if (loaded === undefined) return rank === below ? min : max;
          const k = loaded.totals.findIndex((upTo) => rank - below < upTo);
          return loaded.values[k] ?? max;
        }
        below += count;
      }
      return cells.at(-1)?.max ?? Number.NaN;
    },
    rowsBelow: (limit) => {
      let below = 0;
      for (const { min, max, count, loaded } of cells) {
        if (limit <= min) break;
        if (limit > max) below += count;
        else {
          const k = loaded?.values.findIndex((value) => value >= limit) ?? 0;
          return below + (k > 0 ? (loaded?.totals[k - 1] ?? 0) : 0);
        }
      }
      return below;
    },
  };
}
