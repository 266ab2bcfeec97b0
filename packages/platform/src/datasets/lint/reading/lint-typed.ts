import { cell } from '@kaizenml/ml/table';
import { PLAIN_DIALECT } from '../../csv/rewrite-csv.ts';
import { readTable } from '../../read-table.ts';
import { createTableCollector, type TableEvidence } from '../evidence/table-evidence.ts';
import { createCutter } from './cut-records.ts';

/**
 * Evidence of a file that is no delimited text: Parquet, JSON lines, ARFF. Places are rows, counted from 1.
 *
 * Checks of bytes and of lines have nothing to say here; those of names, columns and values do. Texts come without the
 * blanks around them, as every reader of the project has them.
 *
 * @throws what `readTable` throws
 * @cost O(cells) time; the table is held in memory.
 */
export async function collectTyped(path: string): Promise<TableEvidence> {
  const { table, source } = await readTable(path);
  const names = table.columns.map(({ name }) => name);
  const collector = createTableCollector({
    file: source,
    at: 'row',
    encoding: 'utf-8',
    hasMark: false,
    isGuessed: false,
    dialect: PLAIN_DIALECT,
    isWrapped: false,
    separated: undefined,
    header: {
      names,
      rawNames: names,
      isPresent: true,
      line: 1,
      unnamed: [],
      repeated: [],
      preamble: [],
    },
    lines: createCutter(PLAIN_DIALECT, source).counts,
  });
  for (let i = 0; i < table.nRows; i++)
    collector.add({
      line: i + 1,
      cells: table.columns.map((column) => String(cell(column, i) ?? '')),
    });
  return collector.finish();
}
