import type { ColumnStatistics, DatasetStatistics, Finding } from '@kaizenml/contracts';
import type { Cells } from '@kaizenml/ml/cells';
import { associate } from '@kaizenml/ml/stats';
import { isMissingMarker } from '@kaizenml/ml/table';
import { codeCsv } from '../formats/code-csv.ts';
import type { ReadContext } from '../formats/read-context.ts';
import type { TextFile } from '../formats/text-file.ts';
import { countLevels, trimBlanks } from './count-values.ts';
import { evidenceOf, statisticsOfTexts } from './counted-text-column.ts';
import { openRowSample, type RowSample } from './row-sample.ts';
import { MAX_COLUMNS, mayAssociate, sampledColumn } from './sample-associations.ts';
import type { ColumnScan } from './scan-columns.ts';

/** What dictionaries tell of delimited text. */
export interface ScannedCells {
  readonly statistics: DatasetStatistics;
  readonly findings: readonly Finding[];
  /** Whether duplicate rows are to be counted elsewhere, since equal ones may be written in more than one way. */
  readonly leavesDuplicates: boolean;
}

/**
 * Statistics of delimited text from dictionaries of its cells, in one pass. All exact.
 *
 * @returns undefined where the text is irregular or a column has too many different texts.
 */
export async function scanCells(
  file: TextFile,
  { kinds, signal }: ReadContext,
  { columns: wanted, codedValues, tell, withAssociations, target }: ColumnScan,
): Promise<ScannedCells | undefined> {
  let sample: RowSample | undefined;
  let places: readonly number[] = [];
  const coded = await codeCsv(file, {
    signal,
    maxLevels: codedValues,
    countsRows: wanted === undefined,
    hear: (records, firstRow) => sample?.hear(records, firstRow),
    places: ({ names }) => {
      places = names.flatMap((name, j) => ((wanted?.has(name) ?? true) ? [j] : []));
      if (withAssociations) sample = openRowSample(places);
      return places.length === 0 ? [0] : places;
    },
  });
  if (coded === undefined) return undefined;
  const { cells, nRows, header } = coded;
  let isWrittenOnce = true;
  const columns = places.map((j, k): ColumnStatistics => {
    const name = header.names[j] ?? '';
    tell(name, k + 1, places.length);
    signal?.throwIfAborted();
    const levels = cells.levels(j);
    const texts = countLevels(levels);
    const kind = kinds.get(name);
    const evidence = kind === undefined ? evidenceOf({ name, nRows }, texts) : undefined;
    const found = statisticsOfTexts({ name, nRows, kind }, texts, evidence);
    isWrittenOnce &&= found.distinct.count + (found.nMissing > 0 ? 1 : 0) === levels.texts.length;
    return found;
  });
  const isUnique = columns.some(({ distinct }) => distinct.count === nRows);
  const nDistinctRows = isUnique ? nRows : isWrittenOnce ? cells.countDistinctRows() : undefined;
  const statistics = {
    nRows,
    nDuplicateRows: nDistinctRows === undefined ? null : nRows - nDistinctRows,
    columns,
    ...(sample && associationsOf(sample, { cells, nRows, columns, places, target })),
  };
  return {
    statistics,
    findings: [...file.findings, ...header.findings],
    leavesDuplicates: wanted === undefined && nDistinctRows === undefined,
  };
}

function associationsOf(
  sample: RowSample,
  {
    cells,
    nRows,
    columns,
    places,
    target,
  }: {
    readonly cells: Cells;
    readonly nRows: number;
    readonly columns: readonly ColumnStatistics[];
    readonly places: readonly number[];
    readonly target: string | undefined;
  },
): Pick<DatasetStatistics, 'associations' | 'nAssociatedRows'> {
  const sampled = columns.flatMap((column, k) => {
    const place = places[k] ?? 0;
    const isWanted = mayAssociate(column) && (k < MAX_COLUMNS || column.name === target);
    if (!isWanted) return [];
    const texts = cells.levels(place).texts.map(trimBlanks);
    const values = sample.codes(place, nRows).map((code) => texts[code] ?? '');
    return [
      sampledColumn(
        column,
        values.map((text) => (isMissingMarker(text) ? null : text)),
      ),
    ];
  });
  const [first] = sampled;
  const n = first === undefined ? 0 : 'values' in first ? first.values.length : first.codes.length;
  return {
    associations: associate({ nRows: n, columns: sampled }, target),
    nAssociatedRows: n,
  };
}
