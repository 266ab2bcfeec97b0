import { type FileHandle, open, readFile } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import { errnoOf, isOwnerAlive, tempOwner } from '../kit/index.ts';
import { NOTHING_SEEN, type Seen } from './count-seen.ts';
import type { FooterColumn } from './writing/parquet-footer.ts';
import type { RowGroup } from './writing/row-group.ts';

/** How far a job has come: everything up to here is on the disk. */
export interface BatchPlace {
  /** Which of its files is read, and where its next piece starts. */
  readonly file: number;
  readonly at: number;
  /** Rows that were read of that file, and of all. */
  readonly nFileRows: number;
  readonly nRows: number;
  readonly nBad: number;
  readonly outBytes: number;
  readonly rejectBytes: number;
  readonly columns: readonly FooterColumn[];
  readonly seen: Seen;
}

export const START: BatchPlace = {
  file: 0,
  at: 0,
  nFileRows: 0,
  nRows: 0,
  nBad: 0,
  outBytes: 0,
  rejectBytes: 0,
  columns: [],
  seen: NOTHING_SEEN,
};

/** What a progress file holds: a place, with the row groups that were written until then. */
export interface BatchProgress {
  readonly place: BatchPlace;
  readonly groups: readonly RowGroup[];
}

/** A progress file that is written. */
export interface OpenProgress extends BatchProgress {
  /** Waits until the disk knows how far the job has come. @param groups Row groups since the last time. */
  readonly note: (place: BatchPlace, groups: readonly RowGroup[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the progress of a job: where it stopped, if its key is the same, else at its start.
 *
 * Lines are added only, so that a crash leaves whole lines and at most a part of one behind.
 *
 * @param key Everything that decides on the bytes that are written.
 * @throws FILE_NOT_WRITABLE while another process writes the same answers
 */
export async function openProgress(path: string, key: string): Promise<OpenProgress> {
  const found = await readProgress(path, key);
  const file = await open(path, found === undefined ? 'w' : 'r+');
  let end = 0;
  const add = async (line: object): Promise<void> => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    await file.write(bytes, 0, bytes.length, end);
    end += bytes.length;
    await file.datasync();
  };
  try {
    if (found !== undefined) {
      await file.truncate(found.endBytes);
      end = found.endBytes;
    }
    await add({ key, owner: tempOwner() });
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
  return {
    place: found?.place ?? START,
    groups: found?.groups ?? [],
    note: (place, groups) => add({ place, groups }),
    close: () => closed(file),
  };
}

async function closed(file: FileHandle): Promise<void> {
  await file.close();
}

interface FoundProgress extends BatchProgress {
  /** Bytes of its whole lines. */
  readonly endBytes: number;
}

async function readProgress(path: string, key: string): Promise<FoundProgress | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  let [place, groups, owner, known]: [BatchPlace, RowGroup[], string | undefined, boolean] = [
    START,
    [],
    undefined,
    false,
  ];
  for (const line of whole.split('\n')) {
    const noted = parsed(line);
    if (noted?.owner !== undefined) [owner, known] = [noted.owner, noted.key === key];
    if (noted?.place === undefined) continue;
    place = noted.place;
    groups.push(...(noted.groups ?? []));
  }
  if (owner !== undefined && owner !== tempOwner() && isOwnerAlive(owner) === true)
    throw inUse(path, owner);
  return known ? { place, groups, endBytes: Buffer.byteLength(whole) } : undefined;
}

interface Noted {
  readonly key?: string;
  readonly owner?: string;
  readonly place?: BatchPlace;
  readonly groups?: readonly RowGroup[];
}

function parsed(line: string): Noted | undefined {
  try {
    return JSON.parse(line) as Noted;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

function inUse(path: string, owner: string): AppError {
  return new AppError('FILE_NOT_WRITABLE', {
    message: `"${path}" must be of a job that has ended, got one that another process still writes.`,
    hint: 'Wait for it, or write to another file with `--out`.',
    details: { path, reason: `in use by ${owner}` },
  });
}
