import { extname } from 'node:path';
import { collectEvidence, inferKind } from '@kaizenml/ml/table';
import { declaredDelimiter } from '../csv/declared-delimiter.ts';
import type { Dialect } from '../csv/dialect.ts';
import { type Header, readHeader } from '../csv/header.ts';
import { readRecords } from '../csv/records.ts';
import { SAMPLED_RECORDS, sniffDialect } from '../csv/sniff-dialect.ts';
import { isArff } from '../formats/arff.ts';
import { isJson } from '../formats/json.ts';
import { recognize } from '../formats/recognize.ts';
import type { TextFile } from '../formats/text-file.ts';
import { openSource, type SourceFile } from '../open-source.ts';
import type { DatasetColumn } from '../store.ts';

/** What the start of a large delimited file says. */
export interface LargeFile {
  readonly source: SourceFile;
  readonly dialect: Dialect;
  readonly header: Header;
  /** Columns with the kinds that the first rows have. */
  readonly columns: readonly DatasetColumn[];
}

/**
 * Looks at the start of a file; undefined when it is small or no delimited text in UTF-8.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, TABLE_EMPTY, COLUMN_DUPLICATE
 */
export async function lookAtLarge(
  path: string,
  largeBytes: number,
): Promise<LargeFile | undefined> {
  const source = await openSource(path);
  if (source.sizeBytes < largeBytes) return undefined;
  const recognized = recognize(source.head);
  if (recognized.kind !== 'text' || recognized.encoding !== 'utf-8') return undefined;
  const ending = extname(source.name).toLowerCase();
  const head = new TextDecoder().decode(source.head, { stream: true });
  const file: TextFile = {
    path,
    name: source.name,
    head,
    isWhole: false,
    hasRareBlanks: true,
    findings: [],
  };
  if (declaredDelimiter(head) !== undefined) return undefined;
  if (/^\.(parquet|pq)$/.test(ending) || isArff(file, ending) || isJson(file, ending))
    return undefined;
  const dialect = sniffDialect(head, { isWhole: false, ending });
  const sample = readRecords(head, dialect, false).slice(0, SAMPLED_RECORDS);
  if (sample.length < 2 || dialect.recordEnd === 'cr') return undefined;
  const header = readHeader(sample, source.name);
  const rows = header.isPresent ? sample.slice(1) : sample;
  const columns = header.names.map((name, j) => {
    const cells = rows.map((row) => (row[j] ?? '').trim());
    return { name, kind: inferKind(collectEvidence(name, cells)).kind };
  });
  return { source, dialect, header, columns };
}
