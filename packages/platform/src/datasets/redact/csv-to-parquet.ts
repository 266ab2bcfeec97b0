import { diskFull } from '../../kit/index.ts';
import { sqlName, sqlText, withDuckDb } from '../engine/duck-db.ts';
import type { CopyColumn } from './row-texts.ts';

/** Memory of the database; what does not fit goes to the disk. */
const MEMORY_MB = 128;
/** Smallest piece of the text that is read at once. */
const PIECE_BYTES = 4 << 20;
const MOST_BYTES_PER_CHARACTER = 3;

/**
 * Writes a Parquet file over an empty one, of CSV with a line of names as `csvLine` writes it; empty cells are NULL.
 *
 * @throws DISK_FULL
 * @cost One pass in bounded memory.
 */
export async function csvToParquet(
  path: string,
  {
    out,
    columns,
    longestRow,
    tempPath,
  }: {
    readonly out: string;
    readonly columns: readonly CopyColumn[];
    /** In characters. */
    readonly longestRow: number;
    readonly tempPath: string;
  },
): Promise<void> {
  const texts = columns.map((_, k) => `'c${k}': 'VARCHAR'`).join(', ');
  const longest = MOST_BYTES_PER_CHARACTER * (longestRow + 1);
  const piece = Math.max(PIECE_BYTES, 2 * longest);
  const from = `read_csv(${sqlText(path)}, columns = {${texts}}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', max_line_size = ${longest}, buffer_size = ${piece})`;
  const list = columns.map(({ name, type }, k) => `c${k}::${type} as ${sqlName(name)}`).join(', ');
  try {
    await withDuckDb(
      (connection) =>
        connection.run(
          `copy (select ${list} from ${from}) to ${sqlText(out)} (format parquet, compression zstd, row_group_size 30720, use_tmp_file false)`,
        ),
      { tempPath, memoryMb: MEMORY_MB },
    );
  } catch (thrown) {
    throw thrown instanceof Error && /no space left|disk quota/i.test(thrown.message)
      ? diskFull(out, thrown)
      : thrown;
  }
}
