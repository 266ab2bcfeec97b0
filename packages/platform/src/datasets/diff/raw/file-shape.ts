import { extname } from 'node:path';
import { declaredDelimiter } from '../../csv/declared-delimiter.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { readHeader } from '../../csv/header.ts';
import { readRecords } from '../../csv/records.ts';
import { sniffDialect } from '../../csv/sniff-dialect.ts';
import { isArff } from '../../formats/arff.ts';
import { isJson } from '../../formats/json.ts';
import { recognize } from '../../formats/recognize.ts';
import { HEAD_BYTES } from '../../open-source.ts';

/** How a delimited file is read, as far as its start tells. */
export interface FileShape {
  readonly dialect: Dialect;
  readonly names: readonly string[];
  /** Bytes of the line of names; 0 where there is none. */
  readonly headerBytes: number;
}

const SAMPLED_RECORDS = 500;
const [LF, BYTE_ORDER_MARK] = [10, '\ufeff'];

/**
 * The shape of a delimited file in UTF-8, told as `readTable` tells it; undefined for other files and for rare shapes.
 *
 * @param first Its first chunk.
 * @param source Name of the file.
 */
export function fileShape(
  first: Uint8Array,
  { source, sizeBytes }: { readonly source: string; readonly sizeBytes: number },
): FileShape | undefined {
  const start = first.subarray(0, HEAD_BYTES);
  const recognized = recognize(start);
  if (recognized.kind !== 'text' || recognized.encoding !== 'utf-8') return undefined;
  const ending = extname(source).toLowerCase();
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(start, { stream: true });
  const isWhole = sizeBytes <= start.length;
  const file = { path: '', name: source, head: text, isWhole, hasRareBlanks: true, findings: [] };
  const isOther = /^\.(parquet|pq)$/.test(ending) || isArff(file, ending) || isJson(file, ending);
  if (isOther || text.startsWith(BYTE_ORDER_MARK) || declaredDelimiter(text)) return undefined;
  const dialect = sniffDialect(text, { isWhole, ending });
  const sample = readRecords(text, dialect, isWhole).slice(0, SAMPLED_RECORDS);
  if (sample.length < 2 || dialect.recordEnd === 'cr') return undefined;
  const header = readHeader(sample, source);
  const headerBytes = header.isPresent ? first.indexOf(LF) + 1 : 0;
  return { dialect, names: header.names, headerBytes };
}
