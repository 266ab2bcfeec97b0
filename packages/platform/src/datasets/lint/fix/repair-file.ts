import { open, realpath, rm } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { errnoOf, toWriteError } from '../../../kit/index.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { areThousands } from '../checks/number-separators.ts';
import { readShape, withoutSeparators } from '../evidence/cell-shape.ts';
import { isHeaderAgain, type TableEvidence, trimRow } from '../evidence/table-evidence.ts';
import { toDecode } from '../reading/collect-evidence.ts';
import { createCutter } from '../reading/cut-records.ts';
import { decodeText } from '../reading/decode-text.ts';
import type { Lintable } from '../reading/open-lintable.ts';

/** One kind of repair and how often it was made. */
export interface Repair {
  readonly what: string;
  readonly column: string | null;
  readonly count: number;
}

/** A repaired copy. */
export interface Repaired {
  readonly path: string;
  readonly nRows: number;
  readonly repairs: Repair[];
}

const WRITE_CHARACTERS = 1 << 20;

/**
 * Writes a repaired copy of a file: UTF-8 without a byte order mark, LF, no superfluous delimiters, no blanks around
 * values, no thousands separators that are surely such, no repeated header. Everything else stays as it is.
 *
 * @param out Default: `<name>.fixed.csv` beside the source, with its ending.
 * @throws FILE_NOT_WRITABLE where a file of the name is there already, FILE_NOT_A_TABLE, DISK_FULL
 * @cost A second pass over the file, in bounded memory.
 */
export async function repairFile(
  source: Lintable,
  evidence: TableEvidence,
  out = besideSource(source.path),
): Promise<Repaired> {
  if (evidence.lines.openQuoteLine !== undefined)
    throw notRepairable(source, evidence.lines.openQuoteLine);
  const file = await open(out, 'wx').catch(async (thrown: unknown) => {
    throw errnoOf(thrown) === 'EEXIST' ? await isThere(out, source.path) : toFileError(thrown, out);
  });
  const rows = createRepairer(source, evidence);
  try {
    let text = '';
    for await (const line of repairedLines(source, rows)) {
      text += line;
      if (text.length < WRITE_CHARACTERS) continue;
      await file.write(text);
      text = '';
    }
    if (text !== '') await file.write(text);
    await file.sync();
  } catch (thrown) {
    await rm(out, { force: true });
    throw toFileError(thrown, out);
  } finally {
    await file.close();
  }
  return { path: out, nRows: rows.nRows(), repairs: [...fileRepairs(evidence), ...rows.repairs()] };
}

async function* repairedLines(
  source: Lintable,
  { repair }: ReturnType<typeof createRepairer>,
): AsyncGenerator<string> {
  const cutter = createCutter(source.dialect, source.name);
  const write = (cells: readonly string[] | undefined) =>
    cells === undefined ? '' : delimitedLine(cells, source.dialect);
  for await (const { text } of decodeText(source.path, toDecode(source)))
    yield cutter
      .push(text)
      .map(({ cells }) => write(repair(cells)))
      .join('');
  yield cutter
    .end()
    .map(({ cells }) => write(repair(cells)))
    .join('');
}

function createRepairer({ header }: Lintable, { columns }: TableEvidence) {
  const isGrouped = columns.map(areThousands);
  const blanks = columns.map(() => 0);
  const separators = columns.map(() => 0);
  let [trailing, headers, nRows] = [0, 0, 0];
  let isFirst = header.isPresent;
  const repairCell = (cell: string, j: number): string => {
    const text = cell.trim();
    if (text !== cell) blanks[j] = (blanks[j] ?? 0) + 1;
    if (isGrouped[j] !== true || readShape(text).kind !== 'grouped') return text;
    separators[j] = (separators[j] ?? 0) + 1;
    return withoutSeparators(text);
  };
  return {
    repair(cells: readonly string[]): readonly string[] | undefined {
      if (isFirst) {
        isFirst = false;
        return cells.map((cell) => cell.trim());
      }
      if (isHeaderAgain(cells, header)) {
        headers++;
        return undefined;
      }
      nRows++;
      const row = trimRow(cells, columns.length);
      if (row !== cells) trailing++;
      return row.length === columns.length ? row.map(repairCell) : row;
    },
    nRows: () => nRows,
    repairs: (): Repair[] => [
      ...counted('repeated headers removed', null, headers),
      ...counted('rows without delimiters too many', null, trailing),
      ...columns.flatMap(({ name }, j) => [
        ...counted('blanks around values taken off', name, blanks[j] ?? 0),
        ...counted('thousands separators taken out', name, separators[j] ?? 0),
      ]),
    ],
  };
}

function fileRepairs({ encoding, hasMark, invalid, lines }: TableEvidence): Repair[] {
  return [
    ...(encoding === 'utf-8'
      ? counted('lines converted from Latin-1 to UTF-8', null, invalid.count)
      : counted(`file converted from ${encoding.toUpperCase()} to UTF-8`, null, 1)),
    ...counted('byte order mark removed', null, hasMark && encoding === 'utf-8' ? 1 : 0),
    ...counted('line ends CR LF turned into LF', null, lines.crlf),
  ];
}

function counted(what: string, column: string | null, count: number): Repair[] {
  return count === 0 ? [] : [{ what, column, count }];
}

/** One record with the delimiter of its file, ended by LF. */
function delimitedLine(cells: readonly string[], { delimiter, hasQuotes }: Dialect): string {
  if (!hasQuotes) return `${cells.join(delimiter)}\n`;
  if (cells.length === 1 && cells[0] === '') return '""\n';
  return `${cells.map((cell) => (/["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)}\n`;
}

function besideSource(path: string): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name}.fixed${ext}`);
}

async function isThere(out: string, source: string): Promise<AppError> {
  const isSource = (await realpath(out)) === (await realpath(source));
  return new AppError('FILE_NOT_WRITABLE', {
    message: isSource
      ? `File "${out}" must not be the source, got the file that is read.`
      : `File "${out}" must be a new file, got one that is there already.`,
    hint: 'Name another one with `--out FILE`.',
    details: { path: resolve(out), reason: isSource ? 'source' : 'exists' },
  });
}

function toFileError(thrown: unknown, out: string): unknown {
  const errno = errnoOf(thrown);
  if (thrown instanceof AppError || errno === undefined) return thrown;
  if (errno === 'ENOSPC') return toWriteError(thrown, out);
  return new AppError('FILE_NOT_WRITABLE', {
    message: `File "${out}" must be writable, got ${errno}.`,
    hint: 'Name a file in a folder that exists and that you may write to, with `--out FILE`.',
    details: { path: out, reason: errno },
    cause: thrown,
  });
}

function notRepairable({ name }: Lintable, line: number): AppError {
  return new AppError('FILE_NOT_A_TABLE', {
    message: `The quote that opens on line ${line} of "${name}" must be closed before the file can be repaired, got the end of the file.`,
    hint: `Close the quote on line ${line}, or double it ("") where it is part of the text.`,
    details: { file: name, line },
  });
}
