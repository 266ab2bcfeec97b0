import { extname } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { hasMark } from '../../csv/byte-order-mark.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { type Encoding, type Recognized, recognize } from '../../formats/recognize.ts';
import { openSource } from '../../open-source.ts';
import type { LintHeader } from '../evidence/table-evidence.ts';
import { cutHead, type Separated } from './cut-head.ts';
import { lintHeader } from './lint-header.ts';

/** A delimited file whose start was looked at. */
export interface Lintable {
  readonly path: string;
  readonly name: string;
  readonly encoding: Encoding;
  readonly hasMark: boolean;
  /** True when UTF-16 was found out without a byte order mark. */
  readonly isGuessed: boolean;
  readonly dialect: Dialect;
  readonly isWrapped: boolean;
  readonly separated: Separated | undefined;
  readonly header: LintHeader;
}

const SAMPLED_RECORDS = 500;

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
  const encoding = encodingOf(recognized);
  if (encoding === undefined)
    throw notDelimited(
      source.name,
      recognized.kind === 'foreign' ? recognized.looksLike : 'a Parquet file',
    );
  const ending = extname(source.name).toLowerCase();
  const head = new TextDecoder(encoding).decode(source.head, { stream: true });
  const isWhole = source.sizeBytes <= source.head.length;
  const { sample, ...cut } = cutHead(head, { isWhole, ending, file: source.name });
  if (sample.length === 0) throw blankOnly(source.name);
  return {
    path,
    name: source.name,
    encoding,
    hasMark: hasMark(source.head) || encoding.startsWith('utf-16'),
    isGuessed: recognized.kind === 'foreign',
    ...cut,
    header: lintHeader(sample.slice(0, SAMPLED_RECORDS), source.name),
  };
}

function encodingOf(recognized: Recognized): Encoding | undefined {
  if (recognized.kind === 'text') return recognized.encoding;
  return recognized.kind === 'foreign' ? recognized.nearly : undefined;
}

/** Whether the start of a file says that it is Parquet, JSON or ARFF. */
export function isTyped(recognized: Recognized, start: Uint8Array, name: string): boolean {
  if (recognized.kind === 'parquet') return true;
  if (recognized.kind !== 'text') return false;
  const ending = extname(name).toLowerCase();
  const head = new TextDecoder(recognized.encoding).decode(start, { stream: true });
  if (ending === '.arff' || /^(\s*%[^\n]*\n)*\s*@relation\b/i.test(head)) return true;
  return /^\.(json|jsonl|ndjson)$/.test(ending) || /^\s*(\{\s*"|\[\s*[{[])/.test(head);
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
    message: `File "${file}" must be delimited text, Parquet, JSON lines or ARFF, got what looks like ${looksLike}.`,
    hint: 'Export the table as CSV, Parquet or JSON lines.',
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
