import { isMissingMarker } from '@kaizenml/ml/table';
import { type DuckDBConnection, queryRows } from './duck-db.ts';

/** Distinct values of one column, in order of first appearance. */
export interface Dictionary {
  /** Levels that hold, without missing markers. */
  readonly levels: readonly string[];
  readonly counts: readonly number[];
  /** Missing markers that were left out, with how often each occurred. */
  readonly markers: readonly { readonly marker: string; readonly count: number }[];
  /** Name of the SQL enumeration whose codes are positions in `levels`; absent when there are too many. */
  readonly enumType?: string;
}

/** Above this many levels codes are made in JavaScript: making an SQL enumeration costs more than it saves. */
const MOST_ENUM_LEVELS = 20_000;

/**
 * The dictionary of column `c<j>` of a table, or undefined when its values hardly repeat.
 *
 * @param keepsMarkers True when every text is a value, also "?".
 * @cost One grouped scan.
 */
export async function columnDictionary(
  connection: DuckDBConnection,
  {
    table,
    j,
    keepsMarkers,
  }: { readonly table: string; readonly j: number; readonly keepsMarkers: boolean },
): Promise<Dictionary | undefined> {
  const column = `c${j}`;
  const [[nDistinct] = []] = await queryRows(
    connection,
    `select approx_count_distinct(${column}) from ${table}`,
  );
  if (Number(nDistinct) > MOST_ENUM_LEVELS) return undefined;
  const rows = await queryRows(
    connection,
    `select ${column}, count(*), min(rowid) from ${table} where ${column} is not null group by 1 order by 3`,
  );
  const levels: string[] = [];
  const counts: number[] = [];
  const markers: { marker: string; count: number }[] = [];
  const firsts: string[] = [];
  for (const [text, count, first] of rows as [string, bigint, bigint][]) {
    if (!keepsMarkers && isMissingMarker(text))
      markers.push({ marker: text, count: Number(count) });
    else {
      levels.push(text);
      counts.push(Number(count));
      firsts.push(String(first));
    }
  }
  if (levels.length === 0) return { levels, counts, markers };
  const enumType = `e${j}`;
  await connection.run(
    `create type ${enumType} as enum (select ${column} from ${table} where rowid in (${firsts.join(', ')}) order by rowid)`,
  );
  return { levels, counts, markers, enumType };
}
