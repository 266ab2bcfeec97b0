import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ColumnKind } from '@kaizenml/contracts';
import { isMissingMarker, parseDate } from '@kaizenml/ml/table';
import { toWriteError } from '../../../kit/index.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { createRecordReader } from '../../csv/records.ts';
import { csvLine } from '../../csv/write-csv.ts';
import { sqlText } from '../../engine/duck-db.ts';
import { sqlNumber } from '../../engine/sql-number.ts';
import type { DatasetColumn } from '../../store.ts';

/** Lines are of a shape of which some lines do not tell how a whole file is read. */
export class RareLines extends Error {}

/** Orders of the parts of a date of which one value tells which it is. */
const PLAIN_DATES = ['iso', 'ym', 'ymd'] as const;
const BLANKS = /^[ \t\n\r\v\f\u00a0\ufeff]+|[ \t\n\r\v\f\u00a0\ufeff]+$/g;
/** Blanks that are taken off where other blanks or quotes stand elsewhere in the file. */
const RARE_BLANKS = /[\v\f\ufeff]/;

/**
 * Lines of a small version as SQL of a table with the columns `c0`, `c1` …, in the types and with the values that
 * `readTable` and `writeParquet` give them.
 *
 * @param path Lines of the file without its header, each a whole record.
 * @param copyPath Where they are written as a query can read them.
 * @throws RareLines, DISK_FULL
 */
export async function linesAsTable(
  path: string,
  {
    dialect,
    columns,
    copyPath,
  }: {
    readonly dialect: Dialect;
    readonly columns: readonly DatasetColumn[];
    readonly copyPath: string;
  },
): Promise<string> {
  const reader = createRecordReader(dialect);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const toLine = (cells: readonly string[]) =>
    csvLine(columns.map(({ kind }, j) => storedText(cells[j] ?? '', kind)));
  const lines = (records: readonly (readonly string[])[]) => records.map(toLine).join('');
  async function* rewrite(source: AsyncIterable<Uint8Array>) {
    for await (const piece of source)
      yield lines(reader.push(decoder.decode(piece, { stream: true })));
    yield lines(reader.push(decoder.decode()));
    yield lines(reader.end());
  }
  try {
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 20 }),
      rewrite,
      createWriteStream(copyPath),
    );
  } catch (thrown) {
    throw thrown instanceof RareLines ? thrown : toWriteError(thrown, copyPath);
  }
  const texts = columns.map((_, j) => `'t${j}': 'VARCHAR'`).join(', ');
  const list = columns.map(({ kind }, j) => `${storedSql(`t${j}`, kind)} as c${j}`).join(', ');
  return `select ${list} from read_csv(${sqlText(copyPath)}, auto_detect = false, header = false, columns = {${texts}}, delim = ',', quote = '"', escape = '"', max_line_size = 40000000, new_line = '\\n')`;
}

function storedText(cell: string, kind: ColumnKind): string {
  if (RARE_BLANKS.test(cell)) throw new RareLines();
  const text = cell.replace(BLANKS, '');
  if (isMissingMarker(text)) return '';
  if (kind !== 'date') return text;
  for (const order of PLAIN_DATES) {
    const instant = parseDate(text, order);
    if (!Number.isNaN(instant)) return String(instant);
  }
  throw new RareLines();
}

function storedSql(text: string, kind: ColumnKind): string {
  if (kind === 'number') return sqlNumber(text);
  return kind === 'date' ? `epoch_ms(${text}::bigint)` : text;
}
