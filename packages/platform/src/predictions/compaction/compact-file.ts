import { appendFile, chmod, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import {
  diskFull,
  type Log,
  syncFile,
  syncFolder,
  tempOwner,
  toWriteError,
} from '../../kit/index.ts';
import type { CaptureEntry } from '../capture-folder.ts';
import type { LayoutSurvey } from '../columns/index.ts';
import { formatName } from '../file-name.ts';
import { linesForwards } from '../lines.ts';
import type { LoggedRequest } from '../log.ts';
import { fromLine } from '../logged-line.ts';

/** What became of a file. */
export interface CompactedFile {
  readonly nRows: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** How a file is made columns. */
export interface CompactFileOptions {
  readonly log?: Log | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes columns of the lines of a closed file: written under a name of this process, flushed, renamed, and only then
 * are the lines removed. Killed between two steps it leaves what readers and the next compaction sort out.
 *
 * Damaged lines, which are no requests, go to `<id>.damaged` for a person to look at.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE; the lines are then as they were.
 * @cost Two readings of the lines; half a gigabyte of memory at most.
 */
export async function compactFile(
  { folder, path, name: { id } }: CaptureEntry,
  { log, signal }: CompactFileOptions = {},
): Promise<CompactedFile> {
  const { losslessRows, surveyLayout, writeTable } = await import('../columns/index.ts');
  const { size } = await stat(path);
  const surveyed = await surveyFile(path, surveyLayout());
  if (surveyed.damaged.length > 0) await setAside(join(folder, `${id}.damaged`), surveyed, log);
  let bytesAfter = 0;
  if (surveyed.nRequests > 0) {
    const unfinished = join(folder, formatName({ kind: 'unfinished', id, owner: tempOwner() }));
    const layout = surveyed.survey.finish();
    const { columns, rowsOf } = losslessRows(layout);
    try {
      const rows = tableRows(path, rowsOf);
      await writeTable({ path: unfinished, format: 'parquet', layout, columns, rows, signal });
      await chmod(unfinished, 0o600);
      await syncFile(unfinished);
      bytesAfter = (await stat(unfinished)).size;
      if ((await stat(path)).size !== size) throw stillWritten(path);
      const { nRows, lastAtMs } = surveyed;
      await rename(unfinished, join(folder, formatName({ kind: 'columns', id, nRows, lastAtMs })));
    } catch (thrown) {
      await rm(unfinished, { force: true });
      throw toDiskError(thrown, unfinished);
    }
    await syncFolder(folder);
  }
  await rm(path, { force: true });
  return { nRows: surveyed.nRows, bytesBefore: size, bytesAfter };
}

interface Surveyed {
  readonly survey: LayoutSurvey;
  readonly nRequests: number;
  /** Rows of answers. */
  readonly nRows: number;
  /** Time of the last answer, milliseconds since 1970 UTC; 0 without one. */
  readonly lastAtMs: number;
  readonly damaged: readonly Buffer[];
}

async function surveyFile(path: string, survey: LayoutSurvey): Promise<Surveyed> {
  let [nRequests, nRows, lastAtMs] = [0, 0, 0];
  const damaged: Buffer[] = [];
  for await (const { lines } of linesForwards(path))
    for (const line of lines) {
      const request = fromLine(line);
      if (request === undefined) damaged.push(Buffer.from(line));
      else {
        nRequests += 1;
        survey.see(request);
        if ((request.kind ?? 'answer') !== 'answer') continue;
        nRows += request.rows.length;
        lastAtMs = Math.max(lastAtMs, Date.parse(request.at) || 0);
      }
    }
  return { survey, nRequests, nRows, lastAtMs, damaged };
}

async function* tableRows<Row>(
  path: string,
  rowsOf: (request: LoggedRequest) => readonly Row[],
): AsyncGenerator<readonly Row[], void, undefined> {
  for await (const { lines } of linesForwards(path))
    for (const line of lines) {
      const request = fromLine(line);
      if (request !== undefined) yield rowsOf(request);
    }
}

async function setAside(
  path: string,
  { damaged }: Pick<Surveyed, 'damaged'>,
  log: Log | undefined,
): Promise<void> {
  try {
    await appendFile(path, Buffer.concat(damaged.flatMap((line) => [line, Buffer.from('\n')])), {
      mode: 0o600,
    });
    await syncFile(path);
  } catch (thrown) {
    throw toWriteError(thrown, path);
  }
  log?.warn('damaged lines set aside', { path, nLines: damaged.length });
}

/** Whoever shares a home without sharing process numbers, as containers may, cannot be asked whether it lives. */
function stillWritten(path: string): AppError {
  return new AppError('FILE_CHANGED', {
    message: `"${path}" must rest to be made columns, got one that somebody writes.`,
    hint: 'Give machines and containers that share a home names of their own.',
    details: { path },
  });
}

function toDiskError(thrown: unknown, path: string): unknown {
  const isFull = thrown instanceof Error && /no space left|disk quota/i.test(thrown.message);
  return isFull ? diskFull(dirname(path), thrown) : toWriteError(thrown, path);
}
