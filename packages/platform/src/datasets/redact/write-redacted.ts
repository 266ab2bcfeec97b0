import { open, realpath, rm } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import { type Pseudonymize, redactValue } from '@kaizenml/ml/guardrails';
import { isMissingMarker } from '@kaizenml/ml/table';
import { errnoOf, toWriteError } from '../../kit/index.ts';
import { csvLine } from '../csv/write-csv.ts';
import type { PlannedColumn } from './plan-redaction.ts';
import type { TextRows } from './text-rows.ts';

export interface RedactedFile {
  /** Changed cells per column of the source; all of a dropped one. */
  readonly nChanged: readonly number[];
}

/**
 * Writes a new CSV file in which columns are redacted; nothing is left at the path when it fails.
 *
 * @throws FILE_NOT_WRITABLE where a file is there already, DISK_FULL, and what reading throws.
 * @cost One pass, in the memory of a piece.
 */
export async function writeRedacted(
  rows: TextRows,
  {
    plan,
    out,
    pseudonymize,
  }: {
    readonly plan: readonly PlannedColumn[];
    readonly out: string;
    readonly pseudonymize?: Pseudonymize | undefined;
  },
): Promise<RedactedFile> {
  const file = await open(out, 'wx', 0o600).catch(async (thrown: unknown) => {
    throw errnoOf(thrown) === 'EEXIST' ? await isThere(out) : toFileError(thrown, out);
  });
  const kept = plan.flatMap(({ action }, j) => (action.kind === 'drop' ? [] : [j]));
  const nChanged = plan.map(() => 0);
  const redact = (text: string, j: number): string => {
    const action = plan[j]?.action;
    if (action === undefined || action.kind === 'keep' || isMissingMarker(text)) return text;
    const redacted = redactValue(text, action, pseudonymize);
    if (redacted !== text) nChanged[j] = (nChanged[j] ?? 0) + 1;
    return redacted;
  };
  try {
    await file.write(csvLine(kept.map((j) => rows.names[j] ?? '')));
    for await (const batch of rows.batches()) {
      for (const cells of batch)
        for (const [j, { action }] of plan.entries())
          if (action.kind === 'drop' && cells[j] !== '') nChanged[j] = (nChanged[j] ?? 0) + 1;
      const lines = batch.map((cells) => csvLine(kept.map((j) => redact(cells[j] ?? '', j))));
      if (lines.length > 0) await file.write(lines.join(''));
    }
    await file.sync();
  } catch (thrown) {
    await rm(out, { force: true });
    throw toFileError(thrown, out);
  } finally {
    await file.close();
  }
  return { nChanged };
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
