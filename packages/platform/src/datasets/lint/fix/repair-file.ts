import { open, realpath, rm } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { isMissingMarker } from '@kaizenml/ml/table';
import { errnoOf, toWriteError } from '../../../kit/index.ts';
import type { Dialect } from '../../csv/dialect.ts';
import { trailingColumns } from '../checks/header-names.ts';
import { areDecimals, areThousands } from '../checks/number-separators.ts';
import { readShape, withDecimalPoint, withoutSeparators } from '../evidence/cell-shape.ts';
import { isHeaderAgain } from '../evidence/header-again.ts';
import { hasHidden, withoutHidden } from '../evidence/odd-characters.ts';
import { isComment, type TableEvidence, trimRow, unwrap } from '../evidence/table-evidence.ts';
import { toDecode } from '../reading/collect-evidence.ts';
import { cutWrapped } from '../reading/cut-head.ts';
import { createCutter, type LintRecord } from '../reading/cut-records.ts';
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
 * Writes a repaired copy of a file: UTF-8 without a byte order mark, LF, no lines that are no rows, no superfluous
 * delimiters, no blanks around values or characters that nobody sees, no separators within numbers that are surely such.
 * Everything else stays as it is.
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
  for await (const { bytes } of decodeText(source.path, toDecode(source)))
    yield cutter
      .push(bytes.toString())
      .map((record) => write(repair(record)))
      .join('');
  yield cutter
    .end()
    .map((record) => write(repair(record)))
    .join('');
}

function createRepairer(source: Lintable, evidence: TableEvidence) {
  const { header, dialect, isWrapped } = source;
  const { columns } = evidence;
  const dropped = new Set(trailingColumns(evidence).map((position) => position - 1));
  const odd = new Set(evidence.footer.map(({ line }) => line));
  const isGrouped = columns.map(areThousands);
  const isDecimal = columns.map((column) => areDecimals(column, dialect));
  const perColumn = columns.map(() => ({ blanks: 0, hidden: 0, separators: 0, decimals: 0 }));
  const counts = { trailing: 0, headers: 0, comments: 0, blank: 0, wrapped: 0, above: 0, below: 0 };
  let [nRows, isHeaderDone] = [0, false];
  const repairCell = (cell: string, j: number): string => {
    const count = perColumn[j] as (typeof perColumn)[number];
    const visible =
      hasHidden(cell) || cell.includes('\0') ? withoutHidden(cell.replaceAll('\0', '')) : cell;
    if (visible !== cell) count.hidden++;
    const text = visible.trim();
    if (text !== visible) count.blanks++;
    if (isGrouped[j] === true && readShape(text).kind === 'grouped') {
      count.separators++;
      return withoutSeparators(text);
    }
    if (isDecimal[j] !== true || readShape(text).kind !== 'decimalComma') return text;
    count.decimals++;
    return withDecimalPoint(text);
  };
  const kept = (row: readonly string[]) =>
    dropped.size === 0 ? row : row.filter((_, j) => !dropped.has(j));
  return {
    repair({ line, cells: given }: LintRecord): readonly string[] | undefined {
      if (line < header.line || odd.has(line)) {
        if (line < header.line) counts.above++;
        else counts.below++;
        return undefined;
      }
      const cells = isWrapped && given.length === 1 ? cutWrapped(given[0] ?? '', dialect) : given;
      if (!isHeaderDone && header.isPresent) {
        isHeaderDone = true;
        return kept(cells.map((cell) => withoutHidden(cell)));
      }
      if (isHeaderAgain(cells, header)) {
        counts.headers++;
        return undefined;
      }
      const trimmed = trimRow(cells, columns.length);
      if (isComment(trimmed, header)) {
        counts.comments++;
        return undefined;
      }
      if (
        columns.length > 1 &&
        trimmed.length === columns.length &&
        trimmed.every(isMissingMarker)
      ) {
        counts.blank++;
        return undefined;
      }
      nRows++;
      if (trimmed !== cells) counts.trailing++;
      const unwrapped = isWrapped ? undefined : unwrap(trimmed, columns.length, dialect);
      if (unwrapped !== undefined) counts.wrapped++;
      const row = unwrapped ?? trimmed;
      return row.length === columns.length ? kept(row.map(repairCell)) : row;
    },
    nRows: () => nRows,
    repairs: (): Repair[] => [
      ...counted('lines above the header removed', null, counts.above),
      ...counted('lines below the rows removed', null, counts.below),
      ...counted('rows taken out of their quotes', null, isWrapped ? nRows : counts.wrapped),
      ...counted('repeated headers removed', null, counts.headers),
      ...counted('comments removed', null, counts.comments),
      ...counted('rows without a value removed', null, counts.blank),
      ...counted('rows without delimiters too many', null, counts.trailing),
      ...counted('columns without name and values removed', null, dropped.size),
      ...columns.flatMap(({ name }, j) => [
        ...counted('blanks around values taken off', name, perColumn[j]?.blanks ?? 0),
        ...counted('characters that nobody sees taken out', name, perColumn[j]?.hidden ?? 0),
        ...counted('thousands separators taken out', name, perColumn[j]?.separators ?? 0),
        ...counted('decimal commas turned into points', name, perColumn[j]?.decimals ?? 0),
      ]),
    ],
  };
}

function fileRepairs({ dialect, encoding, hasMark, invalid, lines }: TableEvidence): Repair[] {
  return [
    ...(encoding === 'utf-8'
      ? counted('lines converted from Latin-1 to UTF-8', null, invalid.count)
      : counted(`file converted from ${encoding.toUpperCase()} to UTF-8`, null, 1)),
    ...counted('byte order mark removed', null, hasMark && encoding === 'utf-8' ? 1 : 0),
    ...counted('line ends CR LF turned into LF', null, lines.crlf),
    ...counted('line ends CR turned into LF', null, dialect.recordEnd === 'cr' ? lines.lf : 0),
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
