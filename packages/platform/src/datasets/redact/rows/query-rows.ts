import { join } from 'node:path';
import { isoDate } from '@kaizenml/ml/table';
import { diskFull } from '../../../kit/index.ts';
import { type DuckDBConnection, queryRows, sqlText } from '../../engine/duck-db.ts';
import type { SourceColumn } from '../../engine/source-column.ts';
import { lineBatches } from './line-batches.ts';
import type { TextRows } from './text-rows.ts';

/** Types that a text of this project can be cast back to. */
const KEPT_TYPE =
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|BOOLEAN|DATE|TIMESTAMP(_S|_MS|_NS)?)$/;

/** Stands where the engine would put quotes; cells have none left, so that it never does. */
const QUOTE = '\u0001';
/** Characters that would end a cell or a line, and what stands for them behind a backslash. */
const ESCAPES = { '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r', [QUOTE]: 'q' } as const;
const UNESCAPED = new Map(
  Object.entries(ESCAPES).map(([character, letter]) => [letter, character]),
);

/**
 * The rows of a query. The engine writes them to a file of lines once, since strings leave it one by one at a great cost.
 *
 * @param from What stands behind FROM.
 * @param columns `stored` is SQL of the column as it lies there.
 * @param tempPath Folder that the caller removes.
 * @throws DISK_FULL
 */
export async function queryTextRows(
  connection: DuckDBConnection,
  {
    from,
    columns,
    tempPath,
  }: {
    readonly from: string;
    readonly columns: readonly (SourceColumn & { readonly stored: string })[];
    readonly tempPath: string;
  },
): Promise<TextRows> {
  const list = columns.map(({ stored }, j) => `${stored} as c${j}`).join(', ');
  const described = await queryRows(connection, `describe select ${list} from ${from}`);
  const path = join(tempPath, 'cells.txt');
  const texts = columns.map(({ sql }, j) => `${escapedSql(`(${sql})::varchar`)} as c${j}`);
  try {
    await connection.run(
      `copy (select ${texts.join(', ')} from ${from}) to ${sqlText(path)} (format csv, header false, delimiter '\t', quote ${sqlText(QUOTE)}, escape ${sqlText(QUOTE)}, nullstr '')`,
    );
  } catch (thrown) {
    throw thrown instanceof Error && /no space left|disk quota/i.test(thrown.message)
      ? diskFull(path, thrown)
      : thrown;
  }
  const kinds = columns.map(({ as }) => as);
  return {
    names: columns.map(({ name }) => name),
    types: described.map(([, type]) => (KEPT_TYPE.test(String(type)) ? String(type) : 'VARCHAR')),
    batches: () => lineBatches(path, (text, j) => toText(text, kinds[j])),
  };
}

function escapedSql(text: string): string {
  const characters = Object.entries(ESCAPES).map(([character, letter]) => ({
    code: `chr(${character.codePointAt(0)})`,
    stand: `'\\${letter}'`,
  }));
  const isRare = characters.map(({ code }) => `contains(${text}, ${code})`).join(' or ');
  const replaced = characters.reduce(
    (sql, { code, stand }) => `replace(${sql}, ${code}, ${stand})`,
    text,
  );
  return `nullif(case when ${isRare} then ${replaced} else ${text} end, '')`;
}

function toText(text: string, as: SourceColumn['as'] | undefined): string {
  if (text === '') return '';
  if (as === 'date') return isoDate(Number(text));
  if (as === 'number') return String(Number(text));
  return text.includes('\\')
    ? text.replace(/\\(.)/g, (_, letter: string) => UNESCAPED.get(letter as 't') ?? letter)
    : text;
}
