import { type FileHandle, open, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Pseudonymize } from '@kaizenml/ml/guardrails';
import { errnoOf, toWriteError } from '../../kit/index.ts';
import { csvLine } from '../csv/write-csv.ts';
import { csvToParquet } from './csv-to-parquet.ts';
import type { PlannedColumn } from './plan-redaction.ts';
import { redactCells } from './redact-cells.ts';
import { type CopyFormat, copyColumns, copyFormat, rowText } from './row-texts.ts';
import type { TextRows } from './rows/text-rows.ts';

export interface RedactedFile {
  /** Changed cells per column of the source; all of a dropped one. */
  readonly nChanged: readonly number[];
  /** Characters of the longest row that was written. */
  readonly longestRow: number;
}

interface Redacting {
  readonly plan: readonly PlannedColumn[];
  readonly pseudonymize?: Pseudonymize | undefined;
}

/**
 * Writes a new file in which columns are redacted, in the format of its ending; nothing is left at the path when it
 * fails.
 *
 * Kept columns keep their type. A Parquet file is made of a temporary CSV file.
 *
 * @param tempPath Folder that the caller removes.
 * @throws FILE_NOT_WRITABLE where a file is there already, DISK_FULL, and what reading throws.
 * @cost One pass, in the memory of a batch.
 */
export async function writeRedacted(
  rows: TextRows,
  { out, tempPath, ...how }: Redacting & { readonly out: string; readonly tempPath: string },
): Promise<RedactedFile> {
  const file = await open(out, 'wx', 0o600).catch(async (thrown: unknown) => {
    throw errnoOf(thrown) === 'EEXIST' ? await isThere(out) : toFileError(thrown, out);
  });
  const format = copyFormat(out);
  try {
    if (format !== 'parquet') {
      const written = await writeRows(file, rows, { ...how, format });
      await file.sync();
      return written;
    }
    const temporary = join(tempPath, 'rows.csv');
    const written = await writeTemporary(temporary, rows, how);
    const columns = copyColumns(rows, actionsOf(how));
    await csvToParquet(temporary, { ...written, out, columns, tempPath });
    await file.sync();
    return written;
  } catch (thrown) {
    await rm(out, { force: true });
    throw toFileError(thrown, out);
  } finally {
    await file.close();
  }
}

async function writeTemporary(path: string, rows: TextRows, how: Redacting): Promise<RedactedFile> {
  const file = await open(path, 'wx', 0o600);
  try {
    return await writeRows(file, rows, { ...how, format: 'csv' });
  } finally {
    await file.close();
  }
}

/** Writes all rows as lines, a batch at a time. */
async function writeRows(
  file: FileHandle,
  rows: TextRows,
  { plan, pseudonymize, format }: Redacting & { readonly format: CopyFormat },
): Promise<RedactedFile> {
  const columns = copyColumns(rows, actionsOf({ plan }));
  const dropped = plan.flatMap(({ action }, j) => (action.kind === 'drop' ? [j] : []));
  const toText = rowText(format, columns);
  const nChanged = new Float64Array(plan.length);
  let longestRow = 0;
  if (format === 'csv') await file.write(csvLine(columns.map(({ name }) => name)));
  for await (const batch of rows.batches()) {
    const cells = columns.map(({ place, isKept }) => {
      if (isKept) return (row: number) => batch.cell(row, place);
      const redact = redactCells(plan[place]?.action ?? { kind: 'mask' }, pseudonymize);
      return (row: number) => {
        const text = batch.cell(row, place);
        const redacted = redact(text);
        if (redacted !== text) nChanged[place] = (nChanged[place] ?? 0) + 1;
        return redacted;
      };
    });
    let text = '';
    for (let row = 0; row < batch.nRows; row++) {
      for (const j of dropped) if (batch.cell(row, j) !== '') nChanged[j] = (nChanged[j] ?? 0) + 1;
      const line = toText(
        cells.map((cell) => cell(row)),
        batch,
        row,
      );
      longestRow = Math.max(longestRow, line.length);
      text += line;
    }
    if (text !== '') await file.write(text);
  }
  return { nChanged: [...nChanged], longestRow };
}

function actionsOf({ plan }: Pick<Redacting, 'plan'>) {
  return plan.map(({ action }) => action);
}

async function isThere(out: string): Promise<AppError> {
  return new AppError('FILE_NOT_WRITABLE', {
    message: `File "${out}" must be a new file, got one that is there already.`,
    hint: 'Name another one with `--out FILE`; a source is never overwritten.',
    details: { path: await realpath(out), reason: 'exists' },
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
