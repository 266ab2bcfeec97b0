import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { countedNumberColumn, countNumbers } from '@kaizenml/ml/sketches';
import { associate } from '@kaizenml/ml/stats';
import { type Column, inferKind, isMissingMarker } from '@kaizenml/ml/table';
import { type KeptCells, keepCells } from '../csv/keep-cells.ts';
import { evidenceOfNumbers } from '../engine/evidence-of-numbers.ts';
import { trimBlanks } from '../engine/trim-blanks.ts';
import { type CodedCsv, codeCsv } from '../formats/code-csv.ts';
import type { ReadContext } from '../formats/read-context.ts';
import type { TextFile } from '../formats/text-file.ts';
import { countLevels } from './count-values.ts';
import { evidenceOf, statisticsOfTexts } from './counted-text-column.ts';
import { openRowSample, type RowSample } from './row-sample.ts';
import { MAX_COLUMNS, mayAssociate, sampledColumn } from './sample-associations.ts';
import type { ColumnScan } from './scan-columns.ts';

/** Numbers that are kept: a quarter of a gigabyte. */
const MOST_NUMBERS = 2 ** 25;

/** What the cells of delimited text tell. */
export interface ScannedCells {
  readonly nRows: number;
  readonly findings: CodedCsv['header']['findings'];
  /** Names of the columns that were asked for. */
  readonly names: readonly string[];
  /** By name; absent of columns that the database must be asked about. */
  readonly columns: ReadonlyMap<string, ColumnStatistics>;
  /** Undefined where the database must be asked: rows were not all told apart, or equal ones may be written in two ways. */
  readonly nDuplicateRows: number | undefined;
  /** Where they were asked for and all columns are known. */
  readonly associations: Pick<DatasetStatistics, 'associations' | 'nAssociatedRows'> | undefined;
}

/**
 * Statistics of delimited text from its cells, in one pass. All exact.
 *
 * @returns undefined where the text is irregular.
 */
export async function scanCells(
  file: TextFile,
  { kinds, signal }: ReadContext,
  { columns: wanted, codedValues, tell, withAssociations, target }: ColumnScan,
): Promise<ScannedCells | undefined> {
  if (codedValues === 0) return undefined;
  const isWanted = (name: string): boolean => wanted?.has(name) ?? true;
  let sample: RowSample | undefined;
  let numbers: KeptCells | undefined;
  const coded = await codeCsv(file, {
    signal,
    isWanted,
    isText: (name) => kinds.has(name),
    maxLevels: codedValues,
    countsRows: wanted === undefined,
    start: (plan) => {
      sample = withAssociations ? openRowSample(plan) : undefined;
      numbers = keepCells({ numbers: plan.numbers }, MOST_NUMBERS);
      return (records, firstRow) => {
        sample?.hear(records, firstRow);
        numbers?.hear(records);
      };
    },
  });
  if (coded === undefined) return undefined;
  const { cells, nRows, header, places } = coded;
  const asked = header.names.filter(isWanted);
  const columns = new Map<string, ColumnStatistics>();
  let isWrittenOnce = true;
  for (const place of places) {
    const name = header.names[place] ?? '';
    if (!isWanted(name)) continue;
    tell(name, columns.size + 1, asked.length);
    signal?.throwIfAborted();
    if (coded.numbers.has(place)) {
      const column = numberStatistics(name, numbers?.numbers(place));
      if (column !== undefined) columns.set(name, column);
      continue;
    }
    const levels = cells.levels(place);
    const texts = countLevels(levels);
    const kind = kinds.get(name);
    const evidence = kind === undefined ? evidenceOf({ name, nRows }, texts) : undefined;
    const column = statisticsOfTexts({ name, nRows, kind }, texts, evidence);
    const nForms = column.distinct.count + (column.nMissing > 0 ? 1 : 0);
    isWrittenOnce &&= nForms === levels.texts.length;
    columns.set(name, column);
  }
  const isUnique = [...columns.values()].some(({ distinct }) => distinct.count === nRows);
  const nDistinctRows = isUnique ? nRows : isWrittenOnce ? cells.countDistinctRows() : undefined;
  const all = [...columns.values()];
  return {
    nRows,
    names: asked,
    findings: [...file.findings, ...header.findings],
    columns,
    nDuplicateRows: nDistinctRows === undefined ? undefined : nRows - nDistinctRows,
    associations:
      sample !== undefined && all.length === asked.length
        ? associationsOf(sample, { coded, columns: all, target })
        : undefined,
  };
}

/** Of a column that was read as numbers; undefined where its numbers were too many to keep, or name something. */
function numberStatistics(
  name: string,
  values: Float64Array | undefined,
): ColumnStatistics | undefined {
  if (values === undefined) return undefined;
  const counted = countNumbers(values);
  const { kind } = inferKind(evidenceOfNumbers(name, values, counted.values.length));
  return kind === 'number'
    ? countedNumberColumn({ name, kind, nRows: values.length }, counted)
    : undefined;
}

function associationsOf(
  sample: RowSample,
  {
    coded: { cells, nRows, header, places, numbers },
    columns,
    target,
  }: {
    readonly coded: CodedCsv;
    readonly columns: readonly ColumnStatistics[];
    readonly target: string | undefined;
  },
): Pick<DatasetStatistics, 'associations' | 'nAssociatedRows'> {
  const sampled = columns.flatMap((column, k): Column[] => {
    const isSought = mayAssociate(column) && (k < MAX_COLUMNS || column.name === target);
    const place = places.find((each) => header.names[each] === column.name);
    if (!isSought || place === undefined) return [];
    const found = sample.values(place, nRows);
    if (numbers.has(place))
      return [{ name: column.name, kind: 'number', values: Float64Array.from(found) }];
    const texts = cells.levels(place).texts.map((text) => {
      const trimmed = trimBlanks(text);
      return isMissingMarker(trimmed) ? null : trimmed;
    });
    return [
      sampledColumn(
        column,
        found.map((code) => texts[code] ?? null),
      ),
    ];
  });
  const [first] = sampled;
  const n = first === undefined ? 0 : 'values' in first ? first.values.length : first.codes.length;
  return { associations: associate({ nRows: n, columns: sampled }, target), nAssociatedRows: n };
}
