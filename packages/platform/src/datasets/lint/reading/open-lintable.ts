import { extname } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Dialect } from '../../csv/dialect.ts';
import { sniffDialect } from '../../csv/sniff-dialect.ts';
import { type Encoding, recognize } from '../../formats/recognize.ts';
import { openSource } from '../../open-source.ts';
import type { LintHeader } from '../evidence/table-evidence.ts';
import { createCutter, type LintRecord } from './cut-records.ts';
import { hasMark } from './decode-text.ts';
import { lintHeader } from './lint-header.ts';

/** A delimited file whose start was looked at. */
export interface Lintable {
  readonly path: string;
  readonly name: string;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  readonly dialect: Dialect;
  readonly header: LintHeader;
}

const SAMPLED_RECORDS = 500;
/** A quote that closes within a cell of a line. */
const STRAY_QUOTE = /(?:^|\t)"(?:[^"\n]|"")*"(?![\t\r\n"]|$)/m;

/**
 * Looks at the start of a file: encoding, dialect and names.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, LINE_TOO_LONG
 */
export async function openLintable(path: string): Promise<Lintable> {
  const source = await openSource(path).catch((thrown: unknown) => {
    throw thrown instanceof AppError && thrown.code === 'FILE_NOT_FOUND'
      ? notFound(path, thrown)
      : thrown;
  });
  const recognized = recognize(source.head);
  if (recognized.kind !== 'text')
    throw notDelimited(
      source.name,
      recognized.kind === 'parquet' ? 'a Parquet file' : recognized.looksLike,
    );
  const ending = extname(source.name).toLowerCase();
  const head = new TextDecoder(recognized.encoding).decode(source.head, { stream: true });
  const other = otherText(head, ending);
  if (other !== undefined) throw notDelimited(source.name, other);
  const isWhole = source.sizeBytes <= source.head.length;
  const { dialect, sample } = cutHead(head, { isWhole, ending, file: source.name });
  if (sample.length === 0) throw blankOnly(source.name);
  return {
    path,
    name: source.name,
    encoding: recognized.encoding,
    hasMark: hasMark(source.head) || recognized.encoding.startsWith('utf-16'),
    dialect,
    header: lintHeader(sample.slice(0, SAMPLED_RECORDS), source.name),
  };
}

/** Quotes in tab-separated text are often ordinary characters: there, rows that fit without them say so. */
function cutHead(
  head: string,
  { isWhole, ending, file }: { isWhole: boolean; ending: string; file: string },
): { dialect: Dialect; sample: readonly LintRecord[] } {
  const cut = (dialect: Dialect) => {
    const cutter = createCutter(dialect, file);
    const complete = cutter.push(head);
    return isWhole || complete.length === 0 ? [...complete, ...cutter.end()] : complete;
  };
  const dialect = sniffDialect(head, { isWhole, ending });
  const sample = cut(dialect);
  if (dialect.delimiter !== '\t') return { dialect, sample };
  const withoutQuotes = { ...dialect, hasQuotes: false };
  const plain = cut(withoutQuotes);
  const nColumns = plain[0]?.cells.length;
  const isMisfit = plain.length > sample.length || STRAY_QUOTE.test(head);
  const isPlain = isMisfit && plain.every(({ cells }) => cells.length === nColumns);
  return isPlain ? { dialect: withoutQuotes, sample: plain } : { dialect, sample };
}

function otherText(head: string, ending: string): string | undefined {
  if (ending === '.arff' || /^\s*@relation\b/i.test(head)) return 'an ARFF file';
  if (/^\.(json|jsonl|ndjson)$/.test(ending) || /^\s*[{[]\s*["{[]/.test(head)) return 'JSON';
  return undefined;
}

function notFound(path: string, cause: AppError): AppError {
  const usage = 'Usage: kaizen datasets lint <path> [--flags]';
  return new AppError('FILE_NOT_FOUND', {
    message: `Path '${path}' does not exist.`,
    hint: `${usage}\n      ${cause.hint ?? ''}\n      See \`kaizen datasets lint --help\`.`,
    details: cause.details,
    cause,
  });
}

function notDelimited(file: string, looksLike: string): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `File "${file}" must be delimited text such as CSV or TSV, got what looks like ${looksLike}.`,
    hint: 'Formats with types have other faults: read it with `kaizen datasets add`, or export it as CSV.',
    details: { file, looksLike },
  });
}

function blankOnly(file: string): AppError {
  return new AppError('TABLE_EMPTY', {
    message: `File "${file}" must hold a header and rows, got blank lines only.`,
    hint: 'Check that the export that wrote it has finished.',
    details: { file, nRows: 0 },
  });
}
