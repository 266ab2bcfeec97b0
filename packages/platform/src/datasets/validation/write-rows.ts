import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { MergedAnomaly } from '@kaizenml/ml/validation';
import { errnoOf, renameDurable, tempOwner, toWriteError } from '../../kit/index.ts';
import type { RowSource } from './reading/row-source.ts';

/** Where rows go; either may be left out. */
export interface RowTargets {
  readonly quarantine?: string | undefined;
  readonly out?: string | undefined;
}

/** Rows that were written. */
export interface WrittenCounts {
  readonly nOffending: number;
  readonly nClean: number;
}

const WRITE_CHARACTERS = 1 << 20;

/**
 * Writes the rows of a source as they stand there: those that offend with `_row` and `_reasons`, the others unchanged.
 *
 * Both files appear whole, or neither does; files that were there before stay until then.
 *
 * @throws FILE_NOT_WRITABLE, DISK_FULL
 * @cost A second pass over the source, in bounded memory.
 */
export async function writeRows(
  source: RowSource,
  anomalies: readonly MergedAnomaly[],
  { quarantine, out }: RowTargets,
): Promise<WrittenCounts> {
  const files: NewFile[] = [];
  const create = async (path: string | undefined, header: string): Promise<NewFile | undefined> => {
    if (path === undefined) return undefined;
    const file = await openNew(path);
    files.push(file);
    await file.write(header);
    return file;
  };
  try {
    const bad = await create(quarantine, source.writer.header(['_row', '_reasons']));
    const good = await create(out, source.writer.header([]));
    const counts = await split(source, anomalies, { bad, good });
    for (const file of files) await file.finish();
    for (const { temp, path } of files)
      await renameDurable(temp, path).catch((thrown: unknown) => {
        throw notWritable(thrown, path);
      });
    return counts;
  } catch (thrown) {
    for (const file of files) await file.discard();
    throw thrown;
  }
}

async function split(
  source: RowSource,
  anomalies: readonly MergedAnomaly[],
  { bad, good }: { readonly bad: NewFile | undefined; readonly good: NewFile | undefined },
): Promise<WrittenCounts> {
  let row = 0;
  let nOffending = 0;
  for await (const rows of source.records()) {
    for (const written of rows) {
      const broken = anomalies.filter(({ isOffending }) => isOffending?.(row) === true);
      row++;
      if (broken.length === 0) {
        await good?.write(source.writer.line(written, {}));
        continue;
      }
      nOffending++;
      await bad?.write(source.writer.line(written, { _row: row, _reasons: reasonsOf(broken) }));
    }
  }
  return { nOffending, nClean: row - nOffending };
}

/** `fare FLOAT_TYPE_BIG_FLOAT; rule tips`. */
function reasonsOf(broken: readonly MergedAnomaly[]): string {
  return broken
    .map(({ anomaly: { name, column, details } }) => {
      if (name === 'CUSTOM_VALIDATION') return `rule ${String(details.rule)}`;
      return column === null ? name : `${column} ${name}`;
    })
    .join('; ');
}

interface NewFile {
  readonly path: string;
  readonly temp: string;
  readonly write: (text: string) => Promise<void>;
  readonly finish: () => Promise<void>;
  readonly discard: () => Promise<void>;
}

/** A file beside the one that it will replace. Text is bytes, one per UTF-16 unit. */
async function openNew(path: string): Promise<NewFile> {
  const there = await stat(path).catch(() => undefined);
  if (there !== undefined && !there.isFile()) throw refused(path, 'something that is not a file');
  const temp = join(dirname(path), `.${tempOwner()}-${randomBytes(6).toString('hex')}`);
  const file = await open(temp, 'wx').catch((thrown: unknown) => {
    throw notWritable(thrown, path);
  });
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    await file.write(text, null, 'latin1').catch((thrown: unknown) => {
      throw notWritable(thrown, path);
    });
  };
  return {
    path,
    temp,
    async write(text) {
      pending += text;
      if (pending.length >= WRITE_CHARACTERS) await flush();
    },
    async finish() {
      await flush();
      await file.sync();
      await file.close();
    },
    discard: () => discard(file, temp),
  };
}

async function discard(file: FileHandle, temp: string): Promise<void> {
  await file.close();
  await rm(temp, { force: true });
}

function notWritable(thrown: unknown, path: string): unknown {
  const errno = errnoOf(thrown);
  if (errno === undefined || errno === 'ENOSPC' || errno === 'EDQUOT')
    return toWriteError(thrown, path);
  return refused(path, errno === 'ENOENT' ? `no folder "${dirname(path)}"` : errno, thrown);
}

function refused(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('FILE_NOT_WRITABLE', {
    message: `File "${path}" must be writable, got ${reason}.`,
    hint: 'Name a file in a folder that exists and that you may write to.',
    details: { path, reason },
    cause,
  });
}
